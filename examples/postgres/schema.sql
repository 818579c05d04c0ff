CREATE TABLE origins (
  origin text PRIMARY KEY,
  tenant text NOT NULL
);

-- Whoever changes a row tells every process which origin it was; an empty message stands for all.
CREATE FUNCTION tell_origin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    PERFORM pg_notify('origins_changed', '');
  END IF;
  IF TG_OP IN ('UPDATE', 'DELETE') THEN
    PERFORM pg_notify('origins_changed', OLD.origin);
  END IF;
  IF TG_OP IN ('INSERT', 'UPDATE') THEN
    PERFORM pg_notify('origins_changed', NEW.origin);
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER origin_changed AFTER INSERT OR UPDATE OR DELETE ON origins
  FOR EACH ROW EXECUTE FUNCTION tell_origin();
CREATE TRIGGER origins_truncated AFTER TRUNCATE ON origins
  FOR EACH STATEMENT EXECUTE FUNCTION tell_origin();

-- npx wrangler d1 execute origins --file schema.sql
CREATE TABLE origins (
  origin TEXT PRIMARY KEY,
  tenant TEXT NOT NULL
);

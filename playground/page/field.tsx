import type { ComponentChildren, JSX, TargetedEvent } from 'preact'

interface FieldProps {
  readonly id: string
  readonly label: string
  readonly problem?: string | undefined
  readonly children: ComponentChildren
}

/** A label over what it names, and what is wrong with that. */
export function Field({ id, label, problem, children }: FieldProps): JSX.Element {
  return (
    <div class={problem === undefined ? 'field' : 'field wrong'}>
      <label for={id}>{label}</label>
      {children}
      {problem !== undefined && (
        <p class="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  )
}

interface TextProps extends Omit<FieldProps, 'children'> {
  readonly value: string
  /** How many lines; one, if it is left out. */
  readonly rows?: number
  readonly list?: readonly string[]
  readonly placeholder?: string
  onInput(value: string): void
}

/** A field for text of the protocol. */
export function TextField({ id, label, problem, value, rows, list, placeholder, onInput }: TextProps): JSX.Element {
  const own = {
    id,
    value,
    placeholder,
    spellcheck: false,
    autocomplete: 'off',
    autocapitalize: 'off',
    'aria-invalid': problem !== undefined,
    'aria-describedby': problem === undefined ? undefined : `${id}-problem`,
    onInput: (event: TargetedEvent<HTMLInputElement | HTMLTextAreaElement>) => onInput(event.currentTarget.value),
  } as const
  return (
    <Field id={id} label={label} problem={problem}>
      {rows === undefined ? (
        <input type="text" list={list && `${id}-list`} {...own} />
      ) : (
        <textarea rows={rows} {...own} />
      )}
      {list && (
        <datalist id={`${id}-list`}>
          {list.map((item) => (
            <option key={item} value={item} />
          ))}
        </datalist>
      )}
    </Field>
  )
}

interface SelectProps<Value extends string> extends Omit<FieldProps, 'children'> {
  readonly value: Value
  readonly options: readonly Value[]
  onChange(value: Value): void
}

/** A field with a choice. */
export function SelectField<Value extends string>(props: SelectProps<Value>): JSX.Element {
  const { id, label, problem, value, options, onChange } = props
  const choose = (event: TargetedEvent<HTMLSelectElement>): void => {
    const chosen = options.find((option) => option === event.currentTarget.value)
    if (chosen !== undefined) onChange(chosen)
  }
  return (
    <Field id={id} label={label} problem={problem}>
      <select id={id} value={value} onChange={choose}>
        {options.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
    </Field>
  )
}

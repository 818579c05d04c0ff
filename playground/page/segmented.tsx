import type { ComponentChildren, JSX } from 'preact'

interface SegmentedProps<Value extends string> {
  readonly legend: string
  readonly name: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly label: ComponentChildren }[]
  onChange(value: Value): void
}

/** A few choices of which one holds, side by side: radio buttons, so that the arrow keys move between them. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>): JSX.Element {
  const { legend, name, value, options, onChange } = props
  return (
    <fieldset class="segmented">
      <legend class="hidden">{legend}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  )
}

import type { JSX } from 'preact'
import type { Block, Exchange, ExplainedStep } from '../../src/explain.ts'

interface HeaderTableProps {
  readonly headers: Exchange['request']['headers']
  /** What the browser compared with them. */
  readonly steps: readonly ExplainedStep[]
  /** The block that one of them decides. */
  readonly blocked: Block | null
}

/** The headers of a message; what the browser checked is ticked, and what decides is marked. */
export function HeaderTable({ headers, steps, blocked }: HeaderTableProps): JSX.Element {
  const decisive = blocked?.header ?? null
  const isThere = headers.some(([name]) => name.toLowerCase() === decisive)
  const passed = new Set(steps.filter((step) => step.passed).map((step) => step.header))
  return (
    <div class="headers">
      {headers.length === 0 && decisive === null && <p class="hint">No headers that matter.</p>}
      <dl>
        {headers.map(([name, value], index) => {
          const key = name.toLowerCase()
          const kind = key === decisive ? 'decides' : passed.has(key) ? 'passed' : ''
          return (
            <div key={index} class={kind}>
              <dt>{key}</dt>
              <dd>{value === '' ? '(empty)' : value}</dd>
              {kind === 'decides' && <Decides blocked={blocked} />}
            </div>
          )
        })}
        {decisive !== null && !isThere && (
          <div class="decides missing">
            <dt>{decisive}</dt>
            <dd>missing</dd>
            <Decides blocked={blocked} />
          </div>
        )}
      </dl>
      {blocked !== null && decisive === null && blocked.expected !== null && (
        <p class="decides-status">
          <Decides blocked={blocked} tag="span" />
        </p>
      )}
    </div>
  )
}

function Decides({
  blocked,
  tag: Tag = 'dd',
}: {
  readonly blocked: Block | null
  readonly tag?: 'dd' | 'span'
}): JSX.Element {
  const expected = blocked?.expected ?? null
  const verb = /-(?:methods|headers)$/.test(blocked?.header ?? '') ? 'name' : 'be'
  return <Tag class="why">This decides{expected !== null && `: it has to ${verb} ${expected}`}</Tag>
}

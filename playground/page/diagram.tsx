import type { JSX } from 'preact'
import type { Exchange, Explanation } from '../../src/explain.ts'
import { fetchErrors } from '../console-texts.ts'
import { toGist } from './gist.ts'
import { HeaderTable } from './header-table.tsx'

/** The exchange as a sequence of arrows between browser and server, each of which opens to its headers. */
export function Diagram({ explanation }: { readonly explanation: Explanation }): JSX.Element {
  const { request, exchanges, blocked } = explanation
  const host = new URL(request.url).host
  return (
    <section class="card diagram" aria-labelledby="diagram-title">
      <h2 id="diagram-title">On the wire</h2>
      <div class="lanes">
        <div class="ends">
          <p>
            <strong>Browser</strong> <span>{request.origin}</span>
          </p>
          <p>
            <strong>Server</strong> <span>{host}</span>
          </p>
        </div>
        <ol>
          {exchanges.map((exchange, index) => (
            <ExchangeArrows key={index} exchange={exchange} index={index} explanation={explanation} />
          ))}
          {isCutShort(explanation) && (
            <li class="arrow request unsent">
              <div class="over">
                <span class="label">
                  {request.method} {toPath(request.url)}
                </span>
                <span class="tag">never sent</span>
              </div>
              <div class="line" />
            </li>
          )}
        </ol>
        <p class={`end ${blocked === null ? explanation.outcome : 'blocked'}`}>
          <span>The page gets</span> <code>{toEnd(explanation)}</code>
        </p>
      </div>
    </section>
  )
}

function toEnd({ blocked, response }: Explanation): string {
  if (blocked !== null) return fetchErrors.chromium
  return response?.status ? `Response ${response.status}` : `Response 0 (${response?.type})`
}

/** Tells whether the page's own request was held back. */
function isCutShort({ blocked, exchanges }: Explanation): boolean {
  return blocked !== null && (exchanges.length === 0 || blocked.phase === 'preflight')
}

function toPath(url: string): string {
  const { pathname, search } = new URL(url)
  return pathname + search
}

interface ArrowsProps {
  readonly exchange: Exchange
  readonly index: number
  readonly explanation: Explanation
}

function ExchangeArrows({ exchange, index, explanation }: ArrowsProps): JSX.Element {
  const { kind, request, response } = exchange
  const isDecisive = explanation.blocked?.exchange === index
  const isElsewhere = new URL(request.url).host !== new URL(explanation.request.url).host
  const label = `${request.method} ${isElsewhere ? request.url.replace(/^https?:\/\//, '') : toPath(request.url)}`
  return (
    <>
      <li class="arrow request">
        <details>
          <summary>
            <span class="hidden">Browser to server: </span>
            <span class="over">
              <span class="label">{label}</span>
              {kind === 'preflight' && <span class="tag">preflight</span>}
            </span>
            <span class="line" />
            <span class="gist">{toGist(kind, request.headers)}</span>
          </summary>
          <HeaderTable headers={request.headers} steps={[]} blocked={null} />
        </details>
      </li>
      <li class={isDecisive ? 'arrow response blocked' : 'arrow response'}>
        {response === null ? (
          <p>
            <span class="over">
              <span class="label">No answer</span>
            </span>
            <span class="line" />
          </p>
        ) : (
          <details open={isDecisive}>
            <summary>
              <span class="hidden">Server to browser: </span>
              <span class="over">
                <span class="label">{response.status}</span>
                {isDecisive && <span class="tag">blocked here</span>}
              </span>
              <span class="line" />
              <span class="gist">{toGist('response', response.headers)}</span>
            </summary>
            <HeaderTable
              headers={response.headers}
              steps={explanation.steps.filter(({ exchange: of }) => of === index)}
              blocked={isDecisive ? explanation.blocked : null}
            />
          </details>
        )}
      </li>
    </>
  )
}

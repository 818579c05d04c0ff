import type { JSX } from 'preact'
import { Copy } from './copy.tsx'
import { Header } from './header.tsx'
import { PageForm } from './page-form.tsx'
import { Paste } from './paste.tsx'
import { Peek } from './peek.tsx'
import { Presets } from './presets.tsx'
import { Result } from './result.tsx'
import { RunForReal } from './run-for-real.tsx'
import { ServerForm } from './server-form.tsx'
import { usePlayground } from './use-playground.ts'

/** The playground: presets, a page with its request and a server, and what comes of them. */
export function App(): JSX.Element {
  const playground = usePlayground()
  const { problems, notice } = playground
  return (
    <>
      <Header />
      {problems.length > 0 && (
        <div class="link-problems" role="status">
          {problems.map((problem) => (
            <p key={problem}>{problem}</p>
          ))}
        </div>
      )}
      <div class="columns">
        <Presets playground={playground} />
        <section class="inputs" aria-label="Page, request and server">
          <Paste playground={playground} />
          <PageForm playground={playground} />
          <ServerForm playground={playground} />
          <Peek playground={playground} />
        </section>
        <main class="outcome" id="outcome" tabIndex={-1}>
          <Result playground={playground} />
          <RunForReal playground={playground} />
          <Copy playground={playground} />
        </main>
      </div>
      <p class="hidden" role="status" id="notice">
        {notice}
      </p>
    </>
  )
}

import { type Case, cases } from './cases.ts'
import type { Origins } from './page-server.ts'
import { type Attempt, type Task, tryFetch } from './try-fetch.ts'

const list = document.querySelector('ol')
const template = document.querySelector('template')
const origins: Promise<Origins> = fetch('/origins.json').then((response) => response.json())

/** Adds a button and its output to the page, and returns what the button does. */
function addCase(tried: Case): () => Promise<void> {
  const item = template?.content.cloneNode(true) as DocumentFragment
  const button = item.querySelector('button')
  const output = item.querySelector('output')
  const run = async (): Promise<void> => {
    if (output === null) return
    output.textContent = 'Sending…'
    output.textContent = describe(tried, await send(tried))
  }
  button?.append(tried.title)
  button?.addEventListener('click', run)
  list?.append(item)
  return run
}

function describe({ want }: Case, { isShared, text }: Attempt): string {
  const surprise = isShared === (want.failure === null) ? '' : ', which is NOT AS WANTED'
  return `${isShared ? 'Shared' : 'Blocked'}${surprise}\n${text}`
}

async function send(tried: Case): Promise<Attempt> {
  const { api, refused } = await origins
  if (tried.sender === 'allowed page') return tryFetch({ tried, api })
  const frame = document.createElement('iframe')
  frame.hidden = true
  frame.src = tried.sender === 'refused page' ? `${refused}/frame` : '/frame'
  if (tried.sender === 'sandboxed page') frame.sandbox.add('allow-scripts')
  document.body.append(frame)
  await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
  try {
    return await ask(frame, { tried, api })
  } finally {
    frame.remove()
  }
}

function ask(frame: HTMLIFrameElement, task: Task): Promise<Attempt> {
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data)
    frame.contentWindow?.postMessage(task, '*', [port2])
  })
}

// A client that is no browser can send what no page can: these cases have no button.
const runs = cases.filter(({ sender }) => sender !== 'client').map(addCase)

async function runAll(): Promise<void> {
  for (const run of runs) await run()
}

document.querySelector('#run-all')?.addEventListener('click', runAll)
if (location.hash === '#run') runAll()

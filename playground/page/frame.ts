import { type Called, callHere } from '../run/run-for-real.ts'
import type { PlaygroundState } from '../state.ts'

/** In a frame, this page only makes the calls that the page around it asks for. */
export function serveFrame(): void {
  window.addEventListener('message', async ({ data: { url, state }, source, ports }) => {
    if (source === parent) ports[0]?.postMessage(await callHere(url, state))
  })
}

/** Makes the call of a state from a sandboxed frame, whose origin is null. */
export async function callInFrame(url: string, state: PlaygroundState): Promise<Called> {
  const frame = document.createElement('iframe')
  frame.hidden = true
  frame.title = 'A page whose origin is null'
  frame.sandbox.add('allow-scripts')
  // Another URL than that of the page around it: browsers load none within itself.
  frame.src = '/?frame'
  const { port1, port2 } = new MessageChannel()
  const called = new Promise<Called>((resolve) => {
    port1.onmessage = ({ data }) => resolve(data)
    frame.onload = () => frame.contentWindow?.postMessage({ url, state }, '*', [port2])
  })
  document.body.append(frame)
  return await called.finally(() => frame.remove())
}

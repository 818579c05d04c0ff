import { type Task, tryFetch } from './try-fetch.ts'

// The frame that stands for a refused or a sandboxed page: it sends what the page around it asks for.
addEventListener('message', async ({ data, ports }: MessageEvent<Task>) => {
  ports[0]?.postMessage(await tryFetch(data))
})

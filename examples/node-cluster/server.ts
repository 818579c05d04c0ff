import cluster, { type Worker } from 'node:cluster'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type CorsOptions, createCors, createReloadableCors } from 'fetch-cors'
import { cors } from 'fetch-cors/node'
import { followFile } from '../watched-file/follow-file.ts'

// One process reads the policy and tells the others: no two read half a file, and none serves what the others refuse.
// A policy that travels is data: RegExps, predicates and a lookup belong into the code of the workers.

if (cluster.isPrimary) runPrimary(process.argv[2] ?? 'policy.json', Number(process.env['WORKERS'] ?? 2))
else runWorker()

function runPrimary(file: string, workers: number): void {
  const first = readFileSync(file, 'utf8')
  let options: CorsOptions = JSON.parse(first)
  createCors(options)
  const start = (): Worker => cluster.fork({ CORS_OPTIONS: JSON.stringify(options) })
  for (let count = 0; count < workers; count++) start()
  const serving = new Set<number>()
  cluster.on('listening', ({ id, process: { pid } }, { port }) => {
    serving.add(id)
    console.log(`worker ${pid} listening on ${port}`)
  })
  cluster.on('exit', ({ id }) => {
    // A worker that takes another's place starts with the policy that is in force then. One that ends before it serves,
    // because the port is taken for instance, would have to be replaced for ever.
    if (serving.delete(id)) start()
    else process.exit(1)
  })

  followFile(file, first, (text) => {
    const next: CorsOptions = JSON.parse(text)
    createCors(next)
    options = next
    for (const worker of Object.values(cluster.workers ?? {})) worker?.send({ options })
  })
}

function runWorker(): void {
  const policy = createReloadableCors(JSON.parse(process.env['CORS_OPTIONS'] ?? '') as CorsOptions)
  process.on('message', ({ options }: { options: CorsOptions }) => policy.reload(options))
  const withCors = cors(policy.cors)
  createServer((req, res) => withCors(req, res, () => res.end(String(process.pid)))).listen(
    Number(process.env['PORT'] ?? 3000),
    '127.0.0.1',
  )
}

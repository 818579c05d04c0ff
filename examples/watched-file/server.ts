import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CorsOptions, createReloadableCors } from 'fetch-cors'
import { cors } from 'fetch-cors/node'
import { followFile } from './follow-file.ts'

const file = process.argv[2] ?? 'policy.json'
const parse = (text: string): CorsOptions => JSON.parse(text)

// A policy that is wrong at the start ends the program: there is none that could stay in force.
const first = readFileSync(file, 'utf8')
const policy = createReloadableCors(parse(first))
followFile(file, first, (text) => policy.reload(parse(text)))

const withCors = cors(policy.cors)
const server = createServer((req, res) => withCors(req, res, () => res.end('hello')))
server.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1', () => {
  console.log(`listening on ${(server.address() as AddressInfo).port}`)
})

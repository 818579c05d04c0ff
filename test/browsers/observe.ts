import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import type { BrowserCase, Observation, ObservedRequest } from './browser-case.ts'
import { type EngineName, engineNames, isInstalled } from './engines/engines.ts'
import { observe } from './run-cases.ts'

const usage = `Usage: node test/browsers/observe.ts [options] [part of a case's name]

Runs cases in browsers and prints what they saw.

  --cases FILE     a .ts module whose exports are lists of cases, or JSON (default: test/browsers/cases/all.ts)
  --engine NAMES   some of ${engineNames.join(',')} (default: those that are installed)
  --json           one line of JSON for each call, instead of text
  --help           print this
`

interface Arguments {
  readonly engines: readonly EngineName[]
  readonly cases: readonly BrowserCase[]
  readonly json: boolean
}

async function readArguments(): Promise<Arguments | 'help'> {
  const { values, positionals } = parseArgs({
    options: {
      cases: { type: 'string', multiple: true },
      engine: { type: 'string', default: engineNames.filter(isInstalled).join(',') },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  })
  if (values.help) return 'help'
  const asked = values.engine.split(',')
  const engines = engineNames.filter((name) => asked.includes(name))
  if (engines.length !== asked.length) throw new RangeError(`"${values.engine}" is not a list of engines`)
  const cases = await readCases(values.cases ?? [join(import.meta.dirname, 'cases', 'all.ts')])
  return {
    engines,
    cases: cases.filter(({ name }) => positionals.every((part) => name.includes(part))),
    json: values.json,
  }
}

async function readCases(files: readonly string[]): Promise<BrowserCase[]> {
  const lists = files.map(async (file): Promise<BrowserCase[]> => {
    if (file.endsWith('.json')) return JSON.parse(await readFile(file, 'utf8'))
    const module: object = await import(pathToFileURL(file).href)
    return Object.values(module).filter(Array.isArray).flat()
  })
  return (await Promise.all(lists)).flat()
}

async function run({ engines, cases, json }: Arguments): Promise<void> {
  for (const engine of engines) {
    const begin = Date.now()
    const { version, observations } = await observe(engine, cases)
    for (const [run, calls] of observations) {
      for (const [index, call] of calls.entries()) {
        console.log(json ? JSON.stringify({ engine, run, index, ...call }) : toText(run, index, call))
      }
    }
    console.error(`${version}: ${cases.length} cases, ${observations.size} runs, ${Date.now() - begin} ms`)
  }
}

function toText(run: string, index: number, { outcome, reason, readable, wire }: Observation): string {
  const result = [outcome, reason, readable.length > 0 && `(${readable.join(' ')})`].filter(Boolean).join(' ')
  return [`${run} ${index}: ${result}`, ...wire.map((request) => `    ${toLine(request)}`)].join('\n')
}

function toLine({ method, host, resource, ...headers }: ObservedRequest): string {
  const present = Object.entries(headers).filter(([, value]) => value !== null)
  return [`${method} ${host}/${resource}`, ...present.map(([name, value]) => `${name}=${value}`)].join('  ')
}

const read = await readArguments()
if (read === 'help') console.log(usage)
else await run(read)

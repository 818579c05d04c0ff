import { median } from './rounds.ts'
import { runProgram } from './runtimes.ts'

/** Milliseconds to import a library and to make a policy in a fresh process, by library. */
export async function measureStartUp(rounds: number): Promise<Readonly<Record<string, number>>> {
  const libraries = ['fetch-cors', 'hono/cors']
  const samples = new Map(libraries.map((library) => [library, [] as number[]]))
  for (let round = 0; round < rounds; round++) {
    for (const library of round % 2 === 0 ? libraries : libraries.toReversed()) {
      samples.get(library)?.push(Number(await runProgram('Node.js', 'start-up-once.ts', [library])))
    }
  }
  return Object.fromEntries([...samples].map(([library, times]) => [library, median(times)]))
}

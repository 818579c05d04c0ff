import { parentPort, workerData } from 'node:worker_threads'
import { lintPolicies } from './lint-policies.ts'

// The file is loaded and judged in a thread of its own: what it does there cannot hold up the program, nor end it.
// While the thread listens, a module that waits for nothing is ended by the time limit, with a sentence of our own.
parentPort?.on('message', () => {})
parentPort?.postMessage(await lintPolicies(workerData.path, workerData.from))

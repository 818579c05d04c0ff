import { observeNetwork } from './observe-network.ts'
import { observeRows } from './observe-rows.ts'
import { explainRows } from './rows.ts'

// Prints what Node.js, Deno and Bun make of the rows. Takes the port of a server on loopback.

const network = await observeNetwork(process.argv[2] ?? '')
console.log(JSON.stringify({ rows: await observeRows(explainRows), network }))

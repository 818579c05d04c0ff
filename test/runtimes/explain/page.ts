import { observeRows } from './observe-rows.ts'
import { explainRows } from './rows.ts'

// Sends what a web page makes of the rows to its server.

observeRows(explainRows)
  .then((rows) => ({ rows }))
  .catch((error) => ({ error: `${error}\n${error?.stack}` }))
  .then((results) => fetch('/results', { method: 'POST', body: JSON.stringify(results) }))

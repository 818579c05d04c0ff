import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createCors } from 'fetch-cors'
import { cors, toInput } from 'fetch-cors/node'
import { WebSocketServer } from 'ws'

// No CORS check ever sees a WebSocket, and it brings cookies along: so other origins are rejected before the upgrade.
// What goes wrong: middleware never runs for an upgrade, and a socket without an `error` listener ends the program when a
// client hangs up at the wrong moment.
const policy = createCors({
  origin: ['https://app.example.com', 'https://*.preview.example.com'],
  credentials: true,
  rejectDisallowed: true,
})

const withCors = cors(policy)
const server = createServer((request, response) => withCors(request, response, () => response.end('hello')))
const sockets = new WebSocketServer({ noServer: true })

server.on('upgrade', (request, socket, head) => {
  socket.on('error', () => socket.destroy())
  if (policy.decide(toInput(request)).respond !== null) {
    socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
    return
  }
  sockets.handleUpgrade(request, socket, head, (connection) => {
    connection.on('error', console.error)
    connection.on('message', (message) => connection.send(`echo ${message}`))
  })
})

server.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1', () => {
  console.log(`listening on ${(server.address() as AddressInfo).port}`)
})

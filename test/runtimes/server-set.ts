import { type Client, connect } from './client.ts'
import { startProcess } from './other-targets.ts'
import type { RunningServer } from './server.ts'

/** The servers of one program, by name. */
export interface ServerSet {
  origin(name: string): string
  client(name: string): Client
  close(): Promise<void>
}

/** Starts a program that prints one port, where it tells the ports of its servers as JSON. */
export async function startServers(command: string, args: readonly string[]): Promise<ServerSet> {
  const directory = await startProcess(command, args)
  const ports = await readPorts(directory).catch(async (error: unknown) => {
    await directory.close()
    throw error
  })
  const origin = (name: string): string => {
    const port = ports.get(name)
    if (port === undefined) throw new Error(`There is no server "${name}"`)
    return `http://127.0.0.1:${port}`
  }
  const clients = new Map([...ports.keys()].map((name) => [name, connect(origin(name))]))
  const client = (name: string): Client => {
    const found = clients.get(name)
    if (found === undefined) throw new Error(`There is no server "${name}"`)
    return found
  }
  const close = async (): Promise<void> => {
    await Promise.all([...clients.values()].map((each) => each.close()))
    await directory.close()
  }
  return { origin, client, close }
}

async function readPorts({ origin, send }: RunningServer): Promise<ReadonlyMap<string, number>> {
  const { body } = await send({ method: 'GET', url: `${origin}/`, headers: [] })
  return new Map(Object.entries(JSON.parse(body)))
}

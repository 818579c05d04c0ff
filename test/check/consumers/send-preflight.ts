/** Sends a preflight to a server, and tells how it is answered. */
export async function sendPreflight(url: string): Promise<string> {
  const headers = { origin: 'https://app.example.com', 'access-control-request-method': 'PUT' }
  const response = await fetch(url, { method: 'OPTIONS', headers })
  await response.arrayBuffer()
  const names = ['access-control-allow-origin', 'access-control-allow-methods', 'vary']
  return [response.status, ...names.map((name) => response.headers.get(name))].join(' ')
}

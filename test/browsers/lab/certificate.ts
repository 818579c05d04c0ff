import { generate } from 'selfsigned'
import { hosts } from './hosts.ts'

/** Makes a certificate for the lab's hosts; no browser trusts it unless it is told to. */
export async function createCertificate(): Promise<{ readonly key: string; readonly cert: string }> {
  const altNames = Object.values(hosts).map((value) => ({ type: 2 as const, value }))
  const { private: key, cert } = await generate([{ name: 'commonName', value: hosts.page }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'subjectAltName', altNames },
    ],
  })
  return { key, cert }
}

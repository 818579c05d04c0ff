/** What went wrong on the way to a server, by the code of the error of Node.js or undici. */
const sentences: Readonly<Record<string, (url: URL) => string>> = {
  ENOTFOUND: ({ hostname }) => `There is no host named ${hostname}`,
  EAI_AGAIN: ({ hostname }) => `The name ${hostname} could not be looked up: look at the network and its DNS`,
  ECONNREFUSED: ({ host }) => `Nothing listens at ${host}`,
  ECONNRESET: ({ host }) => `${host} closed the connection before it answered`,
  EPIPE: ({ host }) => `${host} closed the connection before it answered`,
  UND_ERR_SOCKET: ({ host }) => `${host} closed the connection before it answered`,
  EHOSTUNREACH: ({ host }) => `There is no way to ${host}: look at the network`,
  ENETUNREACH: ({ host }) => `There is no way to ${host}: look at the network`,
  ETIMEDOUT: ({ host }) => `${host} does not answer`,
  UND_ERR_PRX_CONN: () => 'The proxy of HTTPS_PROXY closed the connection before it answered',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: unreadable,
  ERR_ASSERTION: unreadable,
  UND_ERR_HEADERS_OVERFLOW: ({ host }) => `The headers of the answer of ${host} are longer than 256 KiB`,
  HPE_HEADER_OVERFLOW: ({ host }) => `The headers of the answer of ${host} are longer than 256 KiB`,
  ERR_SSL_WRONG_VERSION_NUMBER: ({ host }) => `${host} does not speak TLS there: try http:// instead of https://`,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: ({ host }) => `${host} does not speak TLS there: try http:// instead of https://`,
  EPROTO: ({ host }) => `${host} could not agree on TLS`,
  DEPTH_ZERO_SELF_SIGNED_CERT: ({ host }) => `${host} has a certificate that it signed itself${acceptIt}`,
  SELF_SIGNED_CERT_IN_CHAIN: ({ host }) =>
    `${host} has a certificate of an authority that is not known here${acceptIt}`,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ({ host }) =>
    `${host} has a certificate of an authority that is not known here${acceptIt}`,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ({ host }) =>
    `${host} has a certificate of an authority that is not known here${acceptIt}`,
  CERT_HAS_EXPIRED: ({ host }) => `The certificate of ${host} has expired${acceptIt}`,
  CERT_NOT_YET_VALID: ({ host }) => `The certificate of ${host} is not valid yet${acceptIt}`,
  ERR_TLS_CERT_ALTNAME_INVALID: ({ host }) => `The certificate of ${host} is for another host${acceptIt}`,
}

/** The parser is stricter than a browser's, so that the verdict may be another one there. */
function unreadable({ host }: URL): string {
  return `What ${host} answers is no HTTP that can be read here; a browser may bear more`
}

const acceptIt = ' (a browser refuses it; --insecure accepts it)'

/** Codes of errors whose cause says more. */
const wrappers = /^UND_ERR_(?:SOCKET|PRX_TLS)$/

/** Makes a sentence for people of what went wrong on the way to a server. */
export function toNetworkError(error: unknown, url: URL): Error {
  const code = findCode(error)
  const { name = '', message = '' } = Object(error)
  // Undici's words for a proxy's answers.
  const [, tunnel] = /^Proxy (?:response|Authentication Required) \((\d+)\)/.exec(message) ?? []
  if (tunnel !== undefined) return new Error(describeRefusal(url, tunnel))
  // And those for 100 and 101 that nobody asked for.
  const isUnasked = message === 'bad response' || message === 'bad upgrade'
  const sentence = isUnasked ? unreadable : sentences[code]
  if (sentence !== undefined) return new Error(sentence(url), { cause: undefined })
  // The parser's, for answers that cannot be read.
  if (code.startsWith('HPE_') || name === 'HTTPParserError') return new Error(unreadable(url))
  return error instanceof Error ? error : new Error(String(error))
}

function describeRefusal({ protocol, host }: URL, status: string): string {
  const variable = protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY'
  return status === '407'
    ? `The proxy of ${variable} wants a user and a password: write them there, such as "http://user:password@127.0.0.1:3128"`
    : `The proxy of ${variable} does not connect to ${host} (status ${status}): hosts that need no proxy belong into NO_PROXY`
}

/** Finds the code, also that of the first of several attempts. */
function findCode(error: unknown): string {
  const { code, errors, cause } = Object(error)
  if (typeof code === 'string' && (!wrappers.test(code) || Object(cause).code === undefined)) return code
  const [first] = Array.isArray(errors) ? errors : [cause]
  return first === undefined || first === null ? '' : findCode(first)
}

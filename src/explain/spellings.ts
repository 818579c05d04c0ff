import { isMiscasedMethod } from '../http/methods.ts'
import { isLoopback } from '../user-agent/blocking.ts'
import { getHeader, type HeaderList } from '../user-agent/header-list.ts'
import type { BrowserFetch } from './browser.ts'
import type { Note } from './explanation.ts'

/** Finds values that were nearly right. */
export function findSpellings({ result, exchanges, prepared }: BrowserFetch): (Note | null)[] {
  if (result.type !== 'error') return []
  const { failure, exchange, expected } = result.step
  const { request, response = null } = exchanges[exchange ?? -1] ?? {}
  if (request === undefined || response === null) return []
  const { headers } = response
  const read = (name: string): string => String(getHeader(headers, name))
  switch (failure.replace(/^preflight-/, '')) {
    case 'allow-origin-missing':
      return [noteMissing(headers, String(getHeader(request.headers, 'origin')))]
    case 'allow-origin-mismatch':
    case 'allow-origin-invalid':
    case 'allow-origin-multiple':
      return [noteOrigin(read('access-control-allow-origin'), String(getHeader(request.headers, 'origin')))]
    case 'allow-credentials-not-true':
      return [noteCredentials(getHeader(headers, 'access-control-allow-credentials'))]
    case 'method':
      return noteList(headers, 'access-control-allow-methods', String(expected), prepared.credentials === 'include')
    case 'header':
      return noteList(headers, 'access-control-allow-headers', String(expected), prepared.credentials === 'include')
    case 'allow-methods-invalid':
      return [noteSeparators(read('access-control-allow-methods'))]
    case 'allow-headers-invalid':
      return [noteSeparators(read('access-control-allow-headers'))]
    default:
      return []
  }
}

/** Says what a server without the header sent instead: a look-alike, or signs of a policy without this origin. */
function noteMissing(headers: HeaderList, origin: string): Note | null {
  const names = headers.map(([name]) => name)
  const lookAlike = names.find((name) =>
    /^x?(?:accesscontrol(?:allow(?:ed)?)?|allow(?:ed)?)origins?$/.test(name.toLowerCase().replace(/[-_]/g, '')),
  )
  if (lookAlike !== undefined) {
    return {
      code: 'origin-spelling',
      message: `Browsers know no header "${lookAlike}": write "Access-Control-Allow-Origin".`,
    }
  }
  const others = names.filter((name) => name.toLowerCase().startsWith('access-control-'))
  const isVaried = /(?:^|[\s,])origin(?:$|[\s,])/i.test(getHeader(headers, 'vary') ?? '')
  const signs = [...others, ...(isVaried ? ['Vary: Origin'] : [])]
  return signs.length === 0 || origin === 'null'
    ? null
    : {
        code: 'origin-not-admitted',
        message: `The server seems to know CORS (it sends ${signs.join(', ')}), but not to admit this origin: look whether its list has exactly ${origin}.`,
      }
}

/** Says how an origin differs from the page's, where the difference is a known slip. */
function noteOrigin(value: string, origin: string): Note | null {
  const spelling = (message: string): Note => ({ code: 'origin-spelling', message })
  const values = value.split(/[ ,]+/).filter((one) => one !== '')
  if (values.length > 1) {
    const isTwice = new Set(values).size === 1
    return {
      code: 'two-values',
      message: isTwice
        ? `"${values[0]}" stands there ${values.length} times: two parts of the server add the header, such as the application and a proxy. Let one of them do it.`
        : `The header takes one origin, not a list: send the one that the request came with${values.includes(origin) ? ', which is among them' : ''}. Two parts of the server may each add one.`,
    }
  }
  if (value === '') return spelling('The header is there, but empty: a setting of the server is probably missing.')
  if (value === 'null')
    return spelling('"null" is the origin of sandboxed frames and files, not "nobody" or "everybody".')
  if (/^["'].*["']$/.test(value)) return spelling(`The quotes are part of the value: send ${origin} without them.`)
  if (/^(?:undefined|true|false|\[object Object\])$/.test(value)) {
    return spelling(
      `"${value}" is a value of the server's program that became text, not an origin: look where it reads its configuration.`,
    )
  }
  if (value.includes('*')) {
    return spelling(
      `Browsers know no patterns: let the server compare the request's Origin with "${value}", and answer with that one origin.`,
    )
  }
  if (value.toLowerCase() === origin) {
    return spelling(`Origins are compared byte for byte: write "${origin}" in lower case.`)
  }
  if (value.startsWith(`${origin}/`)) {
    return spelling(
      value === `${origin}/`
        ? `An origin has no slash at its end: write "${origin}".`
        : `An origin has no path: write "${origin}".`,
    )
  }
  if (!value.includes('://')) {
    return origin.endsWith(`//${value.replace(/\/$/, '').toLowerCase()}`)
      ? spelling(`The scheme is missing: write "${origin}".`)
      : null
  }
  return noteParts(value, origin)
}

/** Compares scheme, host and port. */
function noteParts(value: string, origin: string): Note | null {
  if (!URL.canParse(value) || !URL.canParse(origin)) return null
  const spelling = (message: string): Note => ({ code: 'origin-spelling', message })
  const allowed = new URL(value)
  const sender = new URL(origin)
  if (allowed.origin === sender.origin) {
    return spelling(
      /:\d+\/?$/.test(value)
        ? `Browsers leave a default port out: write "${origin}".`
        : `Origins are compared byte for byte: write "${origin}", without anything before or after it.`,
    )
  }
  const isHost = allowed.hostname === sender.hostname
  const isPort = allowed.port === sender.port
  const isScheme = allowed.protocol === sender.protocol
  if (isHost && isPort) {
    return spelling(`The scheme is another: "${allowed.protocol}" is allowed, and the page is on "${sender.protocol}".`)
  }
  if (isHost) {
    const others = isScheme ? 'port' : 'scheme and port'
    return spelling(
      isScheme && allowed.port === ''
        ? `The port is missing: the page is on port ${sender.port}, and every port is an origin of its own.`
        : `Only the host is the same, the ${others} ${isScheme ? 'is' : 'are'} not: "${value}" is allowed, and the page is on "${origin}".`,
    )
  }
  if (isLoopback(allowed.hostname) && isLoopback(sender.hostname)) {
    return spelling(
      `"${allowed.hostname}" and "${sender.hostname}" are the same machine and two origins: write "${origin}".`,
    )
  }
  if (allowed.hostname.replace(/^www\./, '') === sender.hostname.replace(/^www\./, '')) {
    return spelling(
      `With and without "www." are two origins: "${allowed.hostname}" is allowed, the page is on "${sender.hostname}".`,
    )
  }
  return null
}

function noteCredentials(value: string | null): Note | null {
  const code = 'allow-credentials-spelling'
  if (value === null) return null
  if (value.toLowerCase() === 'true') return { code, message: `"${value}" does not count: write "true" in lower case.` }
  if (/^true(?:, *true)+$/i.test(value)) {
    return {
      code: 'two-values',
      message: 'The header stands there twice: two parts of the server add it. Let one of them do it.',
    }
  }
  return value === '*' || value === '1' || value === 'yes'
    ? { code, message: `"${value}" does not count: the only value is "true".` }
    : null
}

function noteList(headers: HeaderList, name: string, wanted: string, includesCredentials: boolean): (Note | null)[] {
  const members = (getHeader(headers, name) ?? '').split(',').map((member) => member.trim())
  const isOtherCase = members.some((member) => member !== wanted && member.toLowerCase() === wanted.toLowerCase())
  return [
    // Of `patch` the advice says it.
    isOtherCase && !isMiscasedMethod(wanted)
      ? {
          code: 'method-case',
          message: /[a-z]/.test(wanted)
            ? `Methods are case-sensitive: let the page and the list have the same "${wanted}".`
            : `Methods are case-sensitive: write "${wanted}" in the list, in upper case.`,
        }
      : null,
    members.includes('*') && includesCredentials
      ? {
          code: 'wildcard-is-literal',
          message: `With credentials "*" is not a wildcard but a name: write "${wanted}" in the list.`,
        }
      : null,
  ]
}

function noteSeparators(value: string): Note {
  const members = value.split(',').map((member) => member.trim())
  const several = members.find((member) => /[;|\s]/.test(member))
  return several !== undefined
    ? {
        code: 'list-spelling',
        message: `"${several}" is not one name: only commas separate names, no spaces or semicolons, and names have hyphens.`,
      }
    : {
        code: 'list-spelling',
        message: 'Members are names, such as letters, digits and hyphens, without quotes or brackets.',
      }
}

import { readFileSync } from 'node:fs'
import { CommandError } from '../exit-codes.ts'
import type { CurlArgument } from './curl-arguments.ts'
import { toExcerpt } from './excerpt.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** Reads a file that the command names, as curl would. */
export function readNamedFile(path: string, { written }: Pick<CurlArgument, 'written'>): Bytes {
  if (path === '-') {
    throw new CommandError(`${written} reads the standard input: write the text itself in its place`)
  }
  try {
    return new Uint8Array(readFileSync(path))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new CommandError(
      `"${toExcerpt(path)}" cannot be read [${code}]: write the path of a file, or the text itself`,
    )
  }
}

/** Puts the parts of a body together, as text where it is text. */
export function joinBody(parts: readonly CurlArgument[]): string | Bytes {
  const pieces = parts.map((part, index) => {
    const separator = index > 0 && part.name !== 'json' ? '&' : ''
    return [new TextEncoder().encode(separator), toPart(part)]
  })
  const bytes = new Uint8Array(Buffer.concat(pieces.flat()))
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return bytes
  }
}

function toPart(part: CurlArgument): Bytes {
  const { name, value } = part
  if (name === 'data-urlencode' || name === 'url-query') return encode(toEncodedPart(part))
  if (name === 'data-raw' || !value.startsWith('@')) return encode(value)
  const content = readNamedFile(value.slice(1), part)
  // The others take line breaks away, and NUL.
  return /^(?:data-binary|json)$/.test(name) ? content : content.filter((byte) => ![0, 10, 13].includes(byte))
}

/** Implements https://curl.se/docs/manpage.html#--data-urlencode */
function toEncodedPart(part: CurlArgument): string {
  const [, name = '', sign = '', content = ''] = /^([^=@]*)([=@]?)([\s\S]*)$/.exec(part.value) ?? []
  if (sign === '') return toPercent(part.value)
  const text = sign === '@' ? new TextDecoder().decode(readNamedFile(content, part)) : content
  return `${name}${name === '' ? '' : '='}${toPercent(text)}`
}

function toPercent(text: string): string {
  const encoded = encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`)
  return encoded.replaceAll('%20', '+')
}

/** Makes the form of `-F`: https://curl.se/docs/manpage.html#-F */
export function toFormData(parts: readonly CurlArgument[]): FormData {
  const form = new FormData()
  for (const part of parts) {
    const [, name, content] = /^([^=]*)=([\s\S]*)$/.exec(part.value) ?? []
    if (name === undefined || content === undefined) {
      throw new CommandError(
        `${part.written} "${toExcerpt(part.value)}" is no field: write one such as ${part.written} "name=value"`,
      )
    }
    const [, sign = '', path = '', attributes = ''] = /^([@<])([^;]*)((?:;[\s\S]*)?)$/.exec(content) ?? []
    if (part.name === 'form-string' || sign === '') form.append(name, toText(part, content))
    else if (sign === '<') form.append(name, new TextDecoder().decode(readNamedFile(path, part)))
    else {
      const type = readAttribute(attributes, 'type') ?? 'application/octet-stream'
      const filename = readAttribute(attributes, 'filename') ?? path.replace(/^.*[\\/]/, '')
      form.append(name, new File([readNamedFile(path, part)], filename, { type }))
    }
  }
  return form
}

/** A field of text may have attributes too. */
function toText({ name }: CurlArgument, content: string): string {
  return name === 'form-string' ? content : content.replace(/;(?:type|filename|encoder)=[^;]*/g, '')
}

function readAttribute(attributes: string, name: string): string | null {
  return new RegExp(`;\\s*${name}=("?)([^";]*)\\1`).exec(attributes)?.[2] ?? null
}

function encode(text: string): Bytes {
  return new TextEncoder().encode(text)
}

const letters: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

// In this order: the shell takes as many digits as there may be.
const escaped = /\\(?:([abeEfnrtv])|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([0-7]{1,3})|([\s\S]))/g

/**
 * Reads what stands between `$'` and `'`, with which browsers quote what is not plain.
 *
 * A byte is one character here: browsers write U+00E9 as `\xe9`, and what a header value has beyond ASCII are bytes.
 *
 * @see {@link https://www.gnu.org/software/bash/manual/html_node/ANSI_002dC-Quoting.html | Bash § ANSI-C Quoting}
 */
export function readAnsiC(content: string): string {
  return content.replace(escaped, (whole, letter, hex, short, long, octal, other) => {
    if (letter !== undefined) return letters[letter] ?? whole
    const digits = hex ?? short ?? long
    const code = digits !== undefined ? Number.parseInt(digits, 16) : Number.parseInt(octal, 8) & 0xff
    if (digits !== undefined || octal !== undefined) return code > 0x10ffff ? whole : String.fromCodePoint(code)
    return /['"\\?]/.test(other) ? other : whole
  })
}

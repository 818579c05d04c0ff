/**
 * Tells whether a value is a token, which methods and header names are.
 *
 * Implements https://www.rfc-editor.org/rfc/rfc9110#name-tokens
 */
export function isToken(value: string): boolean {
  return /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(value)
}

/** Splits a comma-separated field value into its members, without the white space around them and without empty ones. */
export function splitList(value: string): string[] {
  return value
    .split(',')
    .map((member) => member.trim())
    .filter((member) => member !== '')
}

/** https://fetch.spec.whatwg.org/#http-whitespace */
export const httpWhitespace = '\t\n\r '
/** https://fetch.spec.whatwg.org/#http-tab-or-space */
export const tabOrSpace = '\t '

/** Takes characters away from both ends of a text, in time linear in its length: a RegExp would begin at each of them. */
export function strip(text: string, characters: string): string {
  let start = 0
  let end = text.length
  while (start < end && characters.includes(text.charAt(start))) start++
  while (end > start && characters.includes(text.charAt(end - 1))) end--
  return text.slice(start, end)
}

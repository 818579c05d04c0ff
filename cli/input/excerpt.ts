/** Shortens what an error quotes: people paste megabytes. */
export function toExcerpt(text: string, length = 60): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text
}

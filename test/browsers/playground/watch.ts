/** Finds an element that has to be there. */
export function find<Found extends HTMLElement = HTMLElement>(selector: string): Found {
  const found = document.querySelector<Found>(selector)
  if (found === null) throw new Error(`There is no ${selector} at ${location.href}`)
  return found
}

/** Waits until something is so. */
export async function waitFor(what: string, isSo: () => boolean): Promise<void> {
  for (const end = Date.now() + 15_000; !isSo(); ) {
    if (Date.now() > end) throw new Error(`This did not come: ${what}, at ${location.href}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** Puts text into a field as if it were typed. */
export function type(selector: string, text: string): void {
  const field = find<HTMLInputElement>(selector)
  field.focus()
  field.value = text
  field.dispatchEvent(new InputEvent('input', { bubbles: true }))
}

import { find, type, waitFor } from './watch.ts'

const outcome = (): string => find('.result').dataset['outcome'] ?? ''
const value = (selector: string): string => find<HTMLInputElement>(selector).value

const toText = ({ textContent }: Element): string => (textContent ?? '').replace(/\s+/g, ' ').trim()
const read = (selector: string): string => toText(find(selector))
const readAll = (selector: string): string[] => [...document.querySelectorAll(selector)].map(toText)

/** Uses the page in all ways that are not presets, and tells what was there after each. */
export async function useThePage(uses: Record<string, unknown>): Promise<void> {
  const go = async (fragment: string): Promise<void> => {
    location.hash = fragment
    await waitFor(fragment, () => find('.result').dataset['link'] === `#${fragment}`)
  }

  await go('preset=missing-method')
  type('#policy-methods', 'PUT, DELETE')
  await waitFor('a verdict on what the form says', () => outcome() === 'shared')
  uses['the form writes the code'] = value('#code')
  await waitFor('the link', () => location.hash.includes("methods:+['PUT',+'DELETE']"))
  uses['the link follows'] = location.hash

  type('#code', "createCors({ origin: '*', methods: ['DELETE'] /* all */ })")
  await waitFor('a verdict on the code', () => value('#policy-origin') === '*')
  uses['the code fills the form in'] = [value('#policy-origin'), value('#policy-methods'), outcome()]

  find<HTMLInputElement>('.check input').click()
  await waitFor('a mistake', () => outcome() === 'no policy')
  uses['a mistake is said'] = read('#code-problems li')
  uses['and marked in the code'] = find('.code mark').textContent
  find('.suggestion button').click()
  await waitFor('a policy without it', () => outcome() === 'shared')
  uses['its suggestion is applied'] = value('#code')

  type('#code', 'createCors({ origin: [allowed] })')
  await waitFor('a mistake', () => outcome() === 'no policy')
  uses['nothing is executed'] = read('#code-problems')

  await go('preset=misspelled-policy')
  find('#apply-all').click()
  await waitFor('all suggestions', () => outcome() === 'shared')
  uses['all suggestions are applied'] = find('#notice').textContent
  history.back()
  await waitFor('the way back', () => outcome() === 'no policy')
  uses['the back button leads back'] = location.hash

  await go('preset=no-cors-headers')
  type('#responseHeaders', 'HTTP/2 401\r\naccess-control-allow-origin: *\r\nx-a: 1')
  await waitFor('a pasted answer', () => outcome() === 'shared')
  uses['a pasted answer is read'] = [value('#status'), value('#responseHeaders')]

  const message =
    "Access to fetch at 'https://api.shop.example/cart' from origin 'https://shop.example' has been blocked by CORS policy: Request header field x-token is not allowed by Access-Control-Allow-Headers in preflight response."
  type('#paste', message)
  await waitFor('what the message says', () => value('#page') === 'https://shop.example')
  await waitFor('its verdict', () => find('.result').dataset['code'] === 'preflight-header')
  uses['a message of the console is read'] = [value('#url'), value('#headers'), read('.consoles .printed') === message]
  uses['and the field is free again'] = [value('#paste'), read('.paste .hint')]

  type('#page', 'app.example.com')
  await waitFor('a wrong origin', () => document.querySelector('#page-problem') !== null)
  uses['a wrong origin is said'] = [read('#page-problem'), find('#page').getAttribute('aria-invalid')]

  location.hash = 'colour=red&preset=nonsense'
  await waitFor('problems of the link', () => document.querySelector('.link-problems') !== null)
  uses['a broken link is said'] = document.querySelectorAll('.link-problems p').length

  await go('preset=authorization-under-wildcard')
  uses['browsers differ'] = readAll('.engines label')
  find<HTMLInputElement>('input[name="engine"][value="firefox"]').click()
  await waitFor('the verdict of Firefox', () => outcome() === 'shared')
  await waitFor('the link', () => location.hash.endsWith('engine=firefox'))
  uses['an engine is chosen'] = location.hash

  await go('preset=all-is-well')
  uses['there is this to copy'] = readAll('.copy label')
  find<HTMLInputElement>('input[name="copy"][value="deno"]').click()
  await waitFor('the policy for Deno', () => read('#snippet').includes('Deno.serve'))
  uses['the policy for Deno'] = read('#snippet')
}

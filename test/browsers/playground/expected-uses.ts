/** What must be there after each use of the page, in every browser. */
export const expectedUses: Readonly<Record<string, unknown>> = {
  'the form writes the code':
    "createCors({\n  origin: ['https://app.example.com', 'https://admin.example.com'],\n  methods: ['PUT', 'DELETE'],\n})",
  'the link follows':
    "#method=DELETE&url=https://api.example.com/items/1&policy=origin:+['https://app.example.com',+'https://admin.example.com'];methods:+['PUT',+'DELETE']",
  'the code fills the form in': ['*', 'DELETE', 'shared'],
  'a mistake is said':
    'Line 1originBrowsers refuse "*" for requests with credentialsList the origins, such as ["https://app.example.com"], or remove credentialsApply',
  'and marked in the code': "'*'",
  'its suggestion is applied':
    "createCors({ origin: ['https://app.example.com'], methods: ['DELETE'], credentials: true /* all */ })",
  'nothing is executed': 'Line 1"allowed" is a variable, and nothing is executed here: write its value in its place',
  'all suggestions are applied': 'All suggestions are applied',
  'the back button leads back': '#preset=misspelled-policy',
  'a pasted answer is read': ['401', 'access-control-allow-origin: *\nx-a: 1'],
  'a message of the console is read': ['https://api.shop.example/cart', 'x-token: 1', true],
  'and the field is free again': [
    '',
    'Read as a message of the console. What it does not say is a guess: look over the request and the server.',
  ],
  'a wrong origin is said': ['"app.example.com" is not an origin: write one such as "https://app.example.com"', 'true'],
  'a broken link is said': 2,
  'browsers differ': ['Standard ✕ Blocked', 'Chrome ✓ Shared', 'Firefox ✓ Shared', 'Safari ✓ Shared'],
  'an engine is chosen': '#preset=authorization-under-wildcard&engine=firefox',
  'there is this to copy': [
    'Link',
    'Fetch handler',
    'Workers',
    'Deno',
    'Bun',
    'Node.js',
    'Hono',
    'Headers',
    'curl',
    'Test',
  ],
  'the policy for Deno':
    "import { cors } from 'fetch-cors/deno' Deno.serve(cors({ origin: ['https://app.example.com', 'https://*.preview.example.com'], methods: ['PUT', 'DELETE'], allowedHeaders: ['content-type'], exposedHeaders: ['x-request-id'], credentials: true, maxAge: 600, }, { handler: () => Response.json({ hello: 'world' }), }))",
}

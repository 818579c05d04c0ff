/** Files that are written into a folder of their own, by name. */
export const files: Readonly<Record<string, string>> = {
  'policies.ts': `
    import { origins } from './origins'
    enum Age { Day = 86400 }
    interface Options { readonly origin: readonly (string | RegExp)[]; readonly maxAge?: number }
    console.log('loaded')
    export const strict: Options = { origin: ['https://app.example.com'] }
    export const wide: Options = { origin: origins, maxAge: Age.Day }
    export const unrelated = { origin: 'https://app.example.com', url: '/', method: 'GET' }
    export default { fetch: () => new Response('hello') }`,
  'origins.ts': `export const origins = ['https://*.r2.dev', /^https:\\/\\/app.example\\.com$/]`,
  'cors.ts': `
    import { createCors } from './library/index.ts'
    export const api = createCors({ origin: /^https:\\/\\/app.example\\.com$/ })
    export const stored = createCors({ lookup: async () => true, debug: true })
    export default api`,
  'throws-issues.ts': `
    import { createCors } from './library/index'
    export const api = createCors({ origin: ['https://app.example.com/'], allowHeaders: [] } as never)`,
  'default.mjs': `export default await Promise.resolve({ origin: '*', debug: true })`,
  'common.cjs': `module.exports = { origin: '*', allowedHeaders: '*' }`,
  'common-named.js': `exports.corsOptions = { origin: '*', maxAge: 86400 }; exports.start = () => {}`,
  'foreign.js': `
    export const express = { origin: true, optionsSuccessStatus: 200, preflightContinue: true }
    export const django = { allowedOrigins: ['https://app.example.com'], allowHeaders: ['x-a'] }
    export const headersOnly = { allowHeaders: ['x-a'], maxAge: 1 }
    export const cookie = { maxAge: 600, path: '/' }`,
  'unmarked.js': `
    export const corsOptions = { origin: ['https://app.example.com'], credentials: true }
    export const ours = { origin: 'https://app.example.com', debug: true }`,
  'moving.js': `
    export const corsOptions = {
      origin: [/^https:\\/\\/pr-\\d+\\.example\\.com$/, 'http://old.example.com'],
      credentials: true,
      optionsSuccessStatus: 200,
      preflightContinue: true,
      methods: 'GET,PUT',
    }
    export const hono = { origin: 'https://app.example.com', allowMethods: ['PUT'], allowHeaders: ['x-a'] }`,
  'members.ts': `
    export const policies = { open: { origin: '*' }, closed: { origin: 'http://app.example.com' }, other: 1 }
    export const list = [{ origin: '*' }, null]`,
  'timers.mjs': `setInterval(() => {}, 1000); export const corsOptions = { origin: '*' }`,
  'values.js': `
    export const corsOptions = { origin: [Symbol('a'), 1n, () => true, { toString: null }, undefined], maxAge: NaN }`,
  'control.json': JSON.stringify({ origin: 'https://app.example.com\u001b[2J' }),
  'one.json': JSON.stringify({ origin: 'https://*.github.io', credentials: true }),
  'many.json': JSON.stringify({ open: { origin: '*' }, closed: { origin: ['http://app.example.com'] } }),
  'functions.mjs': `
    export const corsOptions = { origin: ['https://app.example.com', () => true], lookup: async () => true }`,
  'marked.json': `\ufeff{"origin":"*","debug":true}\r\n`,
  'aliases/tsconfig.json': JSON.stringify({ compilerOptions: { paths: { '@/*': ['./source/*'] } } }),
  'aliases/source/origins.ts': `export const origins = ['http://app.example.com']`,
  'aliases/source/cors.ts': `import { origins } from '@/origins'; export const corsOptions = { origin: origins }`,
  'lonely/tsconfig.json': JSON.stringify({ extends: './not-there.json' }),
  'lonely/cors.ts': `export const corsOptions = { origin: '*', debug: true }`,
  'page.tsx': `const Page = () => <main>hello</main>; export const corsOptions = { origin: '*', debug: !Page }`,
  'low.json': JSON.stringify({ origin: 'http://app.example.com' }),
  'issues.json': JSON.stringify({ origin: 'https://app.example.com/' }),

  'none.ts': `export const app = {}, name = null, list = [1]; export default () => 1`,
  'nothing.ts': ``,
  'list.json': `[]`,
  'bad.json': `{`,
  'syntax.ts': `export const corsOptions = {{`,
  'prose.js': `this is not a module`,
  'notes.txt': `hello`,
  'throws.ts': `throw new Error('no database\\nsecond line')`,
  'throws-object.js': `throw { reason: 'none' }`,
  'throws-undefined.js': `throw undefined`,
  'throws-late.mjs': `setTimeout(() => { throw new Error('late') }); await new Promise((done) => setTimeout(done, 5000))`,
  'exits.js': `process.exit(3)`,
  'hangs.mjs': `await new Promise(() => {})`,
  'loops.js': `for (;;) {}`,
  'worker.ts': `import { env } from 'cloudflare:workers'; export const corsOptions = { origin: env.ORIGIN }`,
  'missing.ts': `import './not-there'; export const corsOptions = { origin: '*' }`,
  'getter.js': `export const corsOptions = { get origin() { throw new Error('mine') } }`,
  'folder.ts/index.ts': ``,
}

/** What a file is found to have: each policy with its findings. */
export interface LintedFile {
  readonly step: string
  readonly file: string
  readonly policies: readonly (readonly string[])[]
}

export const lintedFiles: readonly LintedFile[] = [
  {
    step: 'TypeScript that imports without an extension, and has enums',
    file: 'policies.ts',
    policies: [
      ['strict (options)'],
      [
        'wide (options)',
        'origin-public-suffix-pattern origin[0]',
        'regexp-dot-look-alike origin[1]',
        'max-age-above-engines maxAge',
      ],
    ],
  },
  {
    step: 'policies of another copy of the library, each once',
    file: 'cors.ts',
    policies: [
      ['api (Cors)', 'regexp-dot-look-alike origin'],
      ['stored (Cors)', 'debug-on debug'],
    ],
  },
  {
    step: 'a module whose createCors throws, of another copy of the library',
    file: 'throws-issues.ts',
    policies: [['createCors (CorsConfigError)', 'origin-trailing-slash origin[0]', 'option-unknown allowHeaders']],
  },
  {
    step: 'a default export that is awaited',
    file: 'default.mjs',
    policies: [['default (options)', 'debug-on debug']],
  },
  {
    step: 'CommonJS that is the options',
    file: 'common.cjs',
    policies: [['default (options)', 'authorization-missing allowedHeaders']],
  },
  {
    step: 'CommonJS with names, and nothing above info',
    file: 'common-named.js',
    policies: [['corsOptions (options)', 'max-age-above-engines maxAge']],
  },
  {
    step: 'options of other libraries',
    file: 'foreign.js',
    policies: [
      ['django (options)', 'origin-missing origin', 'option-unknown allowedOrigins', 'option-unknown allowHeaders'],
      [
        'express (options)',
        'options-of-another-library options',
        'origin-true origin',
        'option-unknown optionsSuccessStatus',
        'option-foreign preflightContinue',
      ],
      [
        'headersOnly (options)',
        'options-of-another-library options',
        'origin-missing origin',
        'option-unknown allowHeaders',
      ],
    ],
  },
  {
    step: 'policies in an object and in a list',
    file: 'members.ts',
    policies: [
      ['list[0] (options)'],
      ['policies.open (options)'],
      ['policies.closed (options)', 'origin-plain-http origin'],
    ],
  },
  { step: 'a module that keeps a timer', file: 'timers.mjs', policies: [['corsOptions (options)']] },
  {
    step: 'values that JSON does not have',
    file: 'values.js',
    policies: [
      [
        'corsOptions (options)',
        'origin-type origin[0]',
        'origin-type origin[1]',
        'origin-type origin[3]',
        'origin-type origin[4]',
        'max-age-type maxAge',
      ],
    ],
  },
  {
    step: 'control characters',
    file: 'control.json',
    policies: [['options (options)', 'origin-upper-case origin']],
  },
  {
    step: 'JSON of one policy',
    file: 'one.json',
    policies: [['options (options)', 'origin-public-suffix origin']],
  },
  {
    step: 'JSON as editors on Windows write it',
    file: 'marked.json',
    policies: [['options (options)', 'debug-on debug']],
  },
  {
    step: 'a module beside a tsconfig.json that extends one that is not there',
    file: 'lonely/cors.ts',
    policies: [['corsOptions (options)', 'debug-on debug']],
  },
  { step: 'JSX', file: 'page.tsx', policies: [['corsOptions (options)']] },
  {
    step: 'JSON of several policies',
    file: 'many.json',
    policies: [['open (options)'], ['closed (options)', 'origin-plain-http origin[0]']],
  },
]

interface BrokenFile {
  readonly file: string
  readonly says: string
}

/** Modules that have no policy, and what is said of them. */
export const brokenModules: readonly BrokenFile[] = [
  {
    file: 'none.ts',
    says: 'it exports app (object), default (function), list (list), name (null); write export const',
  },
  { file: 'nothing.ts', says: 'it exports nothing; write export const corsOptions = {' },
  { file: 'list.json', says: 'it exports options (list); write' },
  { file: 'bad.json', says: 'it cannot be read: Expected property name' },
  { file: 'syntax.ts', says: 'it cannot be read: Unexpected token (line 1, column 28)' },
  { file: 'prose.js', says: 'it cannot be read: Missing semicolon (line 1, column 4)' },
  { file: 'throws-object.js', says: 'it throws {"reason":"none"}' },
  { file: 'throws-undefined.js', says: 'it throws undefined' },
  {
    file: 'worker.ts',
    says: "it imports what is not here: Cannot find module 'cloudflare:workers'; export the options",
  },
  { file: 'missing.ts', says: "it imports what is not here: Cannot find module './not-there'; export the options" },
  { file: 'getter.js', says: 'its options cannot be read: mine' },
]

/** Files that are none, and modules that have to be kept from holding up the program. */
export const brokenFiles: readonly (BrokenFile & { readonly time?: number })[] = [
  { file: 'notes.txt', says: 'is no module: write the path of a file that ends in .ts, .mts' },
  { file: 'folder.ts', says: 'is no file: write the path of a module' },
  { file: 'not-there.ts', says: 'There is no file' },
  { file: 'throws-late.mjs', says: 'it throws Error: late' },
  { file: 'exits.js', says: 'it ends the process with code 3 while it is loaded' },
  { file: 'hangs.mjs', says: 'it takes more than 2 seconds; export the options from', time: 2000 },
  { file: 'loops.js', says: 'it takes more than 2 seconds; export the options from', time: 2000 },
]

import { writePage } from './build-page.ts'

// What `wrangler dev` runs before it bundles the Worker.
await writePage()

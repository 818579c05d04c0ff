import { mkdir, rm } from 'node:fs/promises'
import { runApps } from './apps.ts'
import { runCommandLine } from './command-line.ts'
import { runConsumers } from './consumers.ts'
import { runExamples } from './examples.ts'
import { checkJsr } from './jsr.ts'
import { install, pack } from './packed.ts'
import { runSnippets } from './run-snippets.ts'
import { runServers } from './servers.ts'
import { runStoreExamples } from './store-examples.ts'
import { installVersions } from './versions.ts'

// Checks the package as others get it: what is in it, its types, what it does on every runtime, and that every snippet
// of the documentation and every example runs.

const root = new URL('../../', import.meta.url)
const workplace = new URL('.package-check/', root)

await rm(workplace, { recursive: true, force: true })
await mkdir(workplace, { recursive: true })
const installed = await install(await pack(root, workplace), root, workplace)
await installVersions()
await runConsumers(root, workplace)
await checkJsr(installed, root, new URL('jsr/', workplace))
await runSnippets(root, workplace)
await runCommandLine(workplace)
await runExamples(root, workplace)
await runStoreExamples(root, workplace)
await runServers(new URL('examples/', workplace))
await runApps(root, workplace)

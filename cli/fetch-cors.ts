#!/usr/bin/env node
// The program's entry: it tells an old Node.js what is missing before anything loads that it cannot read.

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major > 22 || (major === 22 && minor >= 19)) {
  await import('./main.ts')
} else {
  console.error(`error: the fetch-cors command needs Node.js 22.19 or newer, and this is ${process.versions.node}`)
  process.exitCode = 2
}

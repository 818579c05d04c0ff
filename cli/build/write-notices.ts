import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Metafile } from 'esbuild'

// Run after the bundles are built: their licences ask that they come along with every copy.

/** What esbuild tells about the bundles; not for the package. */
const metafiles = ['dist/metafile-esm.json', 'dist/cli/metafile-esm.json']

/** Lists the folders of the packages of which code is in a bundle. */
function listPackages(file: string): readonly string[] {
  const { outputs }: Metafile = JSON.parse(readFileSync(file, 'utf8'))
  const bundled = Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs))
  return bundled.flatMap(([path, { bytesInOutput }]) => {
    const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []
    return folder === undefined || bytesInOutput === 0 ? [] : [folder]
  })
}

function toNotice(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const files = readdirSync(folder).filter((file) => /^(?:licen[cs]e|notice)/i.test(file))
  if (files.length === 0) throw new Error(`${name} is bundled and has no licence to bring along`)
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim())
  return [`${name} ${version} (${license})`, ...texts].join('\n\n')
}

const preface = `The files in this folder contain code of these packages. Below each stands its licence.

The public suffix list in tldts is of https://publicsuffix.org/list/ and under the Mozilla Public License 2.0,
https://mozilla.org/MPL/2.0/. jiti contains Babel, copyright (c) 2014-present Sebastian McKenzie and other contributors,
under the MIT License.`

const folders = [...new Set(metafiles.flatMap(listPackages))].sort()
const notices = [preface, ...new Set(folders.map(toNotice))].join(`\n\n${'-'.repeat(80)}\n\n`)
writeFileSync('dist/THIRD-PARTY-NOTICES.txt', `${notices}\n`)
for (const file of metafiles) rmSync(file)

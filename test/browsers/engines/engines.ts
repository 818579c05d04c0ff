import type { Ports } from '../lab/hosts.ts'
import type { Browser, Engine } from './browser.ts'
import { chromium } from './chromium.ts'
import { findProgram } from './find-program.ts'
import { firefox } from './firefox.ts'
import { webkit } from './webkit.ts'

/** The engines that there are drivers for. */
export const engineNames = ['chromium', 'firefox', 'webkit'] as const

export type EngineName = (typeof engineNames)[number]

const engines: Readonly<Record<EngineName, Engine>> = { chromium, firefox, webkit }

/** Whether all programs of an engine are there. */
export function isInstalled(name: EngineName): boolean {
  return engines[name].programs.every((names) => findProgram(names) !== null)
}

/** Starts an engine and opens a page. */
export async function open(name: EngineName, url: string, ports: Ports): Promise<Browser> {
  return await engines[name].open(url, ports)
}

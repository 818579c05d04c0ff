import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import xterm from '@xterm/headless'
import { compileCache } from '../run-command.ts'

const main = fileURLToPath(new URL('../../../cli/main.ts', import.meta.url))

/** What a person sees when the program has ended. */
export interface Screen {
  /** All lines, those that scrolled away included, without white space at their ends. */
  readonly lines: readonly string[]
  readonly text: string
  /** How many lines were too long for the terminal, so that it broke them. */
  readonly broken: number
  readonly code: number | null
  /** Whether the cursor can be seen. */
  readonly isCursorVisible: boolean
  /** All that the program wrote, with its escape sequences. */
  readonly bytes: string
  /** Tells how the first place is painted where a text stands: names of colours, `bold`, `dim`. */
  findStyle(text: string): readonly string[]
}

/** How wide the terminal is, and what is in the environment. */
export interface SessionOptions {
  readonly columns?: number
  readonly env?: Readonly<Record<string, string>>
  /** What Node.js runs before the arguments: the command line, unless the screen itself is tested. */
  readonly program?: readonly string[]
  /** What is typed when a text is on the screen. */
  readonly keys?: { readonly after: string; readonly typed: string }
}

/**
 * Runs the command line in a pseudo-terminal, which `script` of util-linux opens, and shows on a screen what it wrote, as
 * a terminal would.
 */
export async function runInTerminal(
  args: readonly string[],
  { columns = 80, env = {}, program = [main], keys }: SessionOptions = {},
): Promise<Screen> {
  // The new terminal has no size until it is told one.
  const command = [process.execPath, ...program, ...args].map(quote).join(' ')
  const { FORCE_COLOR, NO_COLOR, CI, ...inherited } = process.env
  const child = spawn('script', ['-qec', `stty cols ${columns} rows 40; exec ${command}`, '/dev/null'], {
    env: { ...inherited, ...compileCache, TERM: 'xterm-256color', SHELL: '/bin/sh', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
    timeout: 60_000,
  })
  const chunks: Buffer[] = []
  let isTyped = false
  child.stdout.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    if (keys === undefined || isTyped || !Buffer.concat(chunks).includes(keys.after)) return
    isTyped = true
    child.stdin.write(keys.typed)
  })
  const code = await new Promise<number | null>((resolve, reject) => child.once('close', resolve).once('error', reject))
  return { ...(await show(Buffer.concat(chunks), columns)), code }
}

function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`
}

async function show(output: Buffer, columns: number): Promise<Omit<Screen, 'code'>> {
  const terminal = new xterm.Terminal({ cols: columns, rows: 40, scrollback: 10_000, allowProposedApi: true })
  await new Promise<void>((resolve) => terminal.write(output, resolve))
  const buffer = terminal.buffer.active
  const rows = Array.from({ length: buffer.length }, (_, index) => buffer.getLine(index))
  const lines = rows.map((row) => row?.translateToString(true) ?? '')
  const bytes = output.toString()
  const findStyle = (text: string): readonly string[] => {
    const at = lines.findIndex((line) => line.includes(text))
    const cell = rows[at]?.getCell(lines[at]?.indexOf(text) ?? -1)
    if (cell === undefined) return ['absent']
    const isColoured = cell.isFgPalette()
    const names = [
      isColoured && (colours[cell.getFgColor()] ?? 'other'),
      cell.isBold() && 'bold',
      cell.isDim() && 'dim',
    ]
    return names.filter((name) => typeof name === 'string')
  }
  const cursor = [...bytes.matchAll(cursorMode)].at(-1)?.[1] ?? 'h'
  return {
    lines: lines.slice(0, lines.findLastIndex((line) => line !== '') + 1),
    text: lines.join('\n').trimEnd(),
    broken: rows.filter((row) => row?.isWrapped).length,
    isCursorVisible: cursor === 'h',
    bytes,
    findStyle,
  }
}

const cursorMode = new RegExp(`${String.fromCharCode(27)}\\[\\?25([hl])`, 'g')

const colours: Readonly<Record<number, string>> = { 1: 'red', 2: 'green', 3: 'yellow', 4: 'blue', 6: 'cyan' }

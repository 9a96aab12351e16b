/**
 * The frame of every command line. This is the edge where errors end: an expected one is a sentence on
 * stderr, anything else a stack. Exit status: 0 done, 1 failed, 2 wrong usage, 130 stopped by Ctrl-C
 * (143 by SIGTERM).
 */
import { writeSync } from 'node:fs'
import { type CommandEntry, parseCommandLine, UsageError } from './command.ts'
import { commandHelp, overviewHelp } from './help.ts'
import { createProgress } from './progress.ts'

const SAME_STOP_MS = 500
const STOPPED = { SIGINT: 130, SIGTERM: 143 } as const

/** Runs what the arguments ask for and resolves with the exit status; every error ends here. */
export async function runCommandLine(commands: readonly CommandEntry[], argv: readonly string[]): Promise<number> {
  try {
    return await run(commands, argv)
  } catch (error) {
    return report(commands, argv, error)
  }
}

async function run(commands: readonly CommandEntry[], argv: readonly string[]): Promise<number> {
  const { entry, rest } = findCommand(commands, argv)
  if (!entry) return overview(commands, argv)
  const command = await entry.load()
  const { options, given, operands, json, help } = parseCommandLine(command, rest)
  if (help) {
    print(commandHelp(entry, command))
    return 0
  }
  const progress = createProgress(process.stderr)
  const stop = stopOnSignals()
  try {
    const output = (record: object, text?: string) => {
      progress.finish()
      if (json) print(`${JSON.stringify(record)}\n`)
      else if (text !== undefined) print(`${text}\n`)
    }
    await command.run({ options, given, operands, json, progress, signal: stop.signal, output })
  } catch (error) {
    if (!isStop(error, stop.signal)) throw error
  } finally {
    progress.finish()
  }
  return stop.status()
}

function findCommand(commands: readonly CommandEntry[], argv: readonly string[]): { entry: CommandEntry | undefined; rest: readonly string[] } {
  for (const words of [2, 1]) {
    const name = argv.slice(0, words).join(' ')
    const entry = commands.find((candidate) => candidate.name === name)
    if (entry) return { entry, rest: argv.slice(words) }
  }
  return { entry: undefined, rest: argv }
}

function overview(commands: readonly CommandEntry[], argv: readonly string[]): number {
  const group = argv[0] ?? ''
  const members = commands.filter((entry) => entry.name.startsWith(`${group} `))
  const asked = argv.includes('--help') || argv.includes('-h')
  if (asked && (group.startsWith('-') || members.length > 0)) {
    print(overviewHelp(members.length > 0 ? members : commands))
    return 0
  }
  if (argv.length === 0) throw new UsageError('No command given.')
  const word = members.length > 0 ? `${group} expects one of ${members.map((entry) => entry.name).join(', ')}` : `No command is called ${JSON.stringify(group)}`
  throw new UsageError(`${word}.`)
}

function stopOnSignals(): { signal: AbortSignal; status(): number } {
  const controller = new AbortController()
  let status = 0
  let stoppedAt = 0
  for (const [name, code] of Object.entries(STOPPED)) {
    process.on(name, () => {
      if (!controller.signal.aborted) {
        status = code
        stoppedAt = performance.now()
        controller.abort()
        // The second Ctrl-C is for a command that does not stop. One Ctrl-C can arrive twice: from the
        // terminal and handed on by `npx moke`.
      } else if (performance.now() - stoppedAt > SAME_STOP_MS) process.exit(code)
    })
  }
  return { signal: controller.signal, status: () => status }
}

/** Whether an error is nothing but the stop that was asked for, possibly wrapped on its way. Any other one still has to be told, though a stop was asked for as well. */
function isStop(error: unknown, signal: AbortSignal): boolean {
  if (!signal.aborted) return false
  return error === signal.reason || (error instanceof Error && error.cause !== undefined && isStop(error.cause, signal))
}

/** Written synchronously, so that nothing is lost when the process ends right after. */
function print(text: string): void {
  const bytes = Buffer.from(text)
  for (let from = 0; from < bytes.length;) {
    try {
      from += writeSync(1, bytes, from)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      if (code === 'EPIPE') process.exit(0)
      if (code !== 'EAGAIN') throw error
    }
  }
}

function report(commands: readonly CommandEntry[], argv: readonly string[], error: unknown): number {
  if (error instanceof UsageError) {
    const command = findCommand(commands, argv).entry
    process.stderr.write(`moke: ${error.message} See \`moke ${command ? `${command.name} ` : ''}--help\`.\n`)
    return 2
  }
  if (error instanceof Error && (isExpected(error) || isFileProblem(error))) {
    process.stderr.write(`moke: ${error.message}\n`)
    return 1
  }
  process.stderr.write(`moke: this is a bug.\n${error instanceof Error ? error.stack : String(error)}\n`)
  return 1
}

/** Engine folders mark the typed errors that a user can act upon with `expected`. */
function isExpected(error: Error): boolean {
  return 'expected' in error && error.expected === true
}

/** Errors of the file system name the path, the operation and the reason: a sentence enough. */
function isFileProblem(error: Error): boolean {
  return 'syscall' in error && 'path' in error
}

/**
 * The command line of the engine. This is the edge where errors end: an expected one is a sentence on
 * stderr, anything else a stack. Exit status: 0 done, 1 failed, 2 wrong usage, 130 stopped by Ctrl-C
 * (143 by SIGTERM).
 */
import { writeSync } from 'node:fs'
import { type CommandEntry, parseCommandLine, UsageError } from './command.ts'
import { commandHelp, overviewHelp } from './help.ts'
import { createProgress } from './progress.ts'

/** Every command, in the order of the help. Each is loaded only when it is asked for. */
const commands: readonly CommandEntry[] = [
  {
    name: 'tokenizer train',
    summary: 'Learn a vocabulary from text.',
    load: async () => (await import('./tokenizer.ts')).tokenizerTrain,
  },
  {
    name: 'tokenizer check',
    summary: 'Encode and decode text with a vocabulary and count characters per token.',
    load: async () => (await import('./tokenizer.ts')).tokenizerCheck,
  },
  {
    name: 'pretrain',
    summary: 'Train a model from nothing, or go on with a run.',
    load: async () => (await import('./pretrain.ts')).pretrain,
  },
  {
    name: 'complete',
    summary: 'How a text goes on, by a model on this computer.',
    load: async () => (await import('./complete.ts')).complete,
  },
  {
    name: 'eval',
    summary: 'Bits per character of a model, or of a 5-gram, on held-out text.',
    load: async () => (await import('./eval.ts')).evaluateModel,
  },
  {
    name: 'calibrate',
    summary: 'Learn how far a model’s suggestions can be trusted, and write it into the model.',
    load: async () => (await import('./calibrate.ts')).calibrateModel,
  },
  {
    name: 'export',
    summary: 'Write a trained model as GGUF or as a safetensors folder.',
    load: async () => (await import('./export.ts')).exportModel,
  },
  {
    name: 'models list',
    summary: 'The models on this computer.',
    load: async () => (await import('./models.ts')).modelsList,
  },
  {
    name: 'models info',
    summary: 'What a model file says about itself.',
    load: async () => (await import('./models.ts')).modelsInfo,
  },
]

const SAME_STOP_MS = 500
const STOPPED = { SIGINT: 130, SIGTERM: 143 } as const

/** Runs what the arguments ask for and resolves with the exit status. */
async function main(argv: readonly string[]): Promise<number> {
  const { entry, rest } = findCommand(argv)
  if (!entry) return overview(argv)
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

function findCommand(argv: readonly string[]): { entry: CommandEntry | undefined; rest: readonly string[] } {
  for (const words of [2, 1]) {
    const name = argv.slice(0, words).join(' ')
    const entry = commands.find((candidate) => candidate.name === name)
    if (entry) return { entry, rest: argv.slice(words) }
  }
  return { entry: undefined, rest: argv }
}

function overview(argv: readonly string[]): number {
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

function report(error: unknown): number {
  if (error instanceof UsageError) {
    const command = findCommand(process.argv.slice(2)).entry
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

process.exitCode = await main(process.argv.slice(2)).catch(report)

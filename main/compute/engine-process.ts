/** Processes of the engine's: a child on plain Node, its service, and its end. */
import { type ChildProcess, fork } from 'node:child_process'
import { engine } from '#preload/contract/engine.ts'
import type { Client } from '#preload/contract/member.ts'
import { protocolVersion } from '#preload/contract/protocol.ts'
import { trainer } from '#preload/contract/trainer.ts'
import { connect, type Connection } from '#preload/wire/connect.ts'
import { processPort } from '#preload/wire/process-port.ts'

export interface EngineCommand {
  /** A plain Node executable. Never Electron's: its allocator ends the process where a native module asks for much memory. */
  readonly nodePath: string
  /** Its entry: `engine/worker/main.ts`, or what it was bundled to. */
  readonly entry: string
  /** Where Node may keep compiled code between starts; saves a tenth of the start. */
  readonly cacheFolder?: string
  /** Receives what the engine writes to stderr. */
  readonly log?: (text: string) => void
}

/** A started process. */
export interface Started {
  readonly pid: number | undefined
  /** Resolves when the channel is closed: nothing more is answered, the process is about to end. */
  readonly lost: Promise<unknown>
  /** Resolves when the process has ended, however it did, with how it did; a moment after `kill` in any case. */
  readonly ended: Promise<string>
  /** Ends it at once; nothing more is answered. */
  kill(): void
  /** Asks it to end, ends it after a moment, and waits until it has. */
  stop(): Promise<void>
}

export interface EngineProcess extends Started {
  readonly engine: Client<typeof engine>
}

export interface TrainerProcess extends Started {
  readonly trainer: Client<typeof trainer>
}

const stopMs = 2000
/** Longer than a step of a small model: its checkpoint is written first. */
const trainerStopMs = 3000

/** Starts the engine. A process that cannot be started at all ends like one that died. */
export function startEngine(command: EngineCommand): EngineProcess {
  const { connection, started } = start(command, stopMs)
  return { ...started, engine: connection.client(engine) }
}

/** Starts a trainer, as `startEngine` does an engine. */
export function startTrainer(command: EngineCommand): TrainerProcess {
  const { connection, started } = start(command, trainerStopMs)
  return { ...started, trainer: connection.client(trainer) }
}

function start({ nodePath, entry, cacheFolder, log }: EngineCommand, patienceMs: number): { connection: Connection; started: Started } {
  const { NODE_OPTIONS: _, ...inherited } = process.env
  const child = fork(entry, [], {
    execPath: nodePath,
    execArgv: [],
    // Frames are plain JSON. V8's own format would bind the host's V8 (Electron's is Chromium's) to the engine's.
    serialization: 'json',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // Whoever set a place for all of Node's compiled code keeps it.
    env: cacheFolder === undefined ? inherited : { NODE_COMPILE_CACHE: cacheFolder, ...inherited },
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => log?.(text))
  const connection = connect(processPort(child), { protocol: protocolVersion, token: '' })
  const unending = Promise.withResolvers<string>()
  const ended = Promise.race([endOf(child, log), unending.promise])
  const kill = () => {
    child.kill('SIGKILL')
    connection.close()
    // Some systems let no process go that waits for a drive which is gone. Nobody waits for that.
    setTimeout(() => unending.resolve('it does not end'), stopMs).unref()
  }
  const stop = async () => {
    connection.close()
    const timer = setTimeout(kill, patienceMs)
    await ended
    clearTimeout(timer)
  }
  return { connection, started: { pid: child.pid, lost: connection.closed, ended, kill, stop } }
}

/** How a child ended, once it has. It may tell more than one error on the way, and one that nobody hears would end the host. */
export function endOf(child: Pick<ChildProcess, 'pid' | 'on' | 'once'>, log?: (text: string) => void): Promise<string> {
  return new Promise((resolve) => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      log?.(`the engine's process: ${error.message}\n`)
      // Any other error is of a process that runs, whose end is still to come. The message has the path in it, which is for the log alone.
      if (child.pid === undefined) resolve(`it cannot be started: ${error.code ?? error.name}`)
    })
    child.once('exit', (code, signal) => resolve(signal === null ? `exit status ${code}` : signal))
  })
}

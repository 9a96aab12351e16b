/** What the processes that the studio starts have in common: one parent, with which they end, and their place when memory runs out. */
import { writeFileSync } from 'node:fs'
import { protocolVersion } from '#preload/contract/protocol.ts'
import { processPort } from '#preload/wire/process-port.ts'
import { serve, type Implementations, type Served } from '#preload/wire/serve.ts'

export interface ParentOptions {
  /** What this process is called in logs. */
  readonly name: 'engine' | 'trainer'
  /** What is written where somebody else starts it. */
  readonly usage: string
  /** How willingly it is ended when memory runs out, up to 1000; the studio has 0. */
  readonly fallsAt: number
  /** What is left to do once the parent is gone. */
  readonly onClose?: () => Promise<void>
}

/** Serves the parent over the channel to it, and ends this process when it is gone. */
export function serveParent(implementations: Implementations, { name, usage, fallsAt, onClose = async () => undefined }: ParentOptions): Served {
  if (!process.send) {
    console.error(usage)
    process.exit(2)
  }
  // Ctrl-C reaches the whole group of a terminal; the parent decides when this process ends.
  process.on('SIGINT', () => undefined)
  process.on('SIGHUP', () => undefined)
  fallFirst(name, fallsAt)
  let bugs = 0
  const reportBug = (error: unknown, where: string): string => {
    const id = `${name}-${process.pid}-${++bugs}`
    console.error(`bug ${id} in ${where}:`, error)
    return id
  }
  return serve(processPort(process), implementations, {
    protocol: protocolVersion,
    client: 'host',
    admit: () => null, // only the parent holds the other end
    reportBug,
    onClose: () => {
      onClose().then(
        () => process.exit(0),
        (error: unknown) => {
          reportBug(error, 'the end')
          process.exit(1)
        },
      )
    },
  })
}

/** When memory runs out, Linux shall end this process, which is restarted, and not the studio with the author's text. */
function fallFirst(name: string, at: number): void {
  if (process.platform !== 'linux') return
  try {
    writeFileSync('/proc/self/oom_score_adj', String(at))
  } catch (error) {
    console.error(`out of memory, the studio may end before its ${name}: ${String(error)}`) // some containers forbid it
  }
}

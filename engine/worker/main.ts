/**
 * The engine process: `fork(main)` on plain Node. Serves the engine contract to its parent and ends when
 * the parent is gone. Its priority is the parent's: the author waits for it (the trainer, for which nobody
 * waits, lowers its own).
 */
import { writeFileSync } from 'node:fs'
import { engine } from '#preload/contract/engine.ts'
import { protocolVersion } from '#preload/contract/protocol.ts'
import { processPort } from '#preload/wire/process-port.ts'
import { implement, serve, type Served } from '#preload/wire/serve.ts'
import { engineService } from './engine-service.ts'

if (!process.send) {
  console.error('This is the engine of Moke; it is started by the studio. `npx moke complete` completes on the command line.')
  process.exit(2)
}

// Ctrl-C reaches the whole group of a terminal; the parent decides when this process ends.
process.on('SIGINT', () => undefined)
process.on('SIGHUP', () => undefined)
fallFirst()

const service = engineService({ progress: (value) => served.push('engine', 'progress', value), log: (message) => console.error(message.trimEnd()) })
const served: Served = serve(processPort(process), new Map([implement(engine, service)]), {
  protocol: protocolVersion,
  client: 'host',
  admit: () => null, // only the parent holds the other end
  reportBug,
  onClose: () => process.exit(0),
})

let bugs = 0

function reportBug(error: unknown, where: string): string {
  const id = `engine-${process.pid}-${++bugs}`
  console.error(`bug ${id} in ${where}:`, error)
  return id
}

/** When memory runs out, Linux shall end this process, which is restarted, and not the studio with the author's text. */
function fallFirst(): void {
  if (process.platform !== 'linux') return
  try {
    writeFileSync('/proc/self/oom_score_adj', '500')
  } catch (error) {
    console.error(`out of memory, the studio may end before its engine: ${String(error)}`) // some containers forbid it
  }
}

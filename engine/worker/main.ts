/**
 * The engine process: `fork(main)` on plain Node. Serves the engine contract to its parent and ends when
 * the parent is gone. Its priority is the parent's: the author waits for it (the trainer, for which nobody
 * waits, lowers its own).
 */
import { engine } from '#preload/contract/engine.ts'
import { implement, type Served } from '#preload/wire/serve.ts'
import { engineService } from './engine-service.ts'
import { serveParent } from './parent.ts'

const service = engineService({ progress: (value) => served.push('engine', 'progress', value), log: (message) => console.error(message.trimEnd()) })
const served: Served = serveParent(new Map([implement(engine, service)]), {
  name: 'engine',
  usage: 'This is the engine of Moke; it is started by the studio. `npx moke complete` completes on the command line.',
  fallsAt: 500,
})

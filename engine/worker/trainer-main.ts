/**
 * The trainer process: `fork(trainer-main)` on plain Node, for one run. Nobody waits for it: it takes the lowest priority there is
 * (nice 19; on Windows the idle class; macOS keeps what is nice on the cores that are free) before any thread is made, so that all of
 * them have it, and is the first to be ended when memory runs out. What it writes is for the author alone.
 */
import { constants, setPriority } from 'node:os'
import { implement } from '#preload/wire/serve.ts'
import { trainer } from '#preload/contract/trainer.ts'
import { serveParent } from './parent.ts'
import { trainerService } from './trainer-service.ts'

process.umask(0o077)
setPriority(constants.priority.PRIORITY_LOW)
const service = trainerService()
serveParent(new Map([implement(trainer, service.handlers)]), {
  name: 'trainer',
  usage: 'This is the trainer of Moke; it is started by the studio. `npx moke finetune` trains on the command line.',
  fallsAt: 1000,
  onClose: () => service.close(),
})

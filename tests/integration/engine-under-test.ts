/**
 * The engine as the tests start it: says its process id first, and where the test wants it to, dies at once, computes no more, takes
 * pipes for files, or stops before each step until something else is asked of it.
 */
import { existsSync } from 'node:fs'
import files from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { LlamaContextSequence } from 'node-llama-cpp'

const wants = (wish: string) => existsSync(`${process.env['MOKE_TEST_FOLDER']}/${wish}`)

console.error(`pid ${process.pid}`)
if (wants('die')) process.exit(7)
if (wants('blind')) {
  const { stat } = files
  files.stat = new Proxy(stat, {
    apply: async (_, self, parameters) => {
      const status = await Reflect.apply(stat, self, parameters)
      return status.isFIFO() ? Object.assign(status, { isFile: () => true }) : status
    },
  })
  syncBuiltinESMExports()
}
const { controlledEvaluate } = LlamaContextSequence.prototype
LlamaContextSequence.prototype.controlledEvaluate = async function (...parameters) {
  if (wants('lost')) throw new Error('llama_decode failed')
  if (wants('hold')) {
    console.error('held')
    await new Promise((resolve) => process.once('message', resolve))
  }
  return controlledEvaluate.apply(this, parameters)
}
await import('#engine/worker/main.ts')

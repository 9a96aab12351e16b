/** The engine as the tests start it: says its process id first, dies at once, computes no more or takes pipes for files where the test wants it to. */
import { existsSync } from 'node:fs'
import files from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { LlamaContextSequence } from 'node-llama-cpp'

console.error(`pid ${process.pid}`)
if (existsSync(`${process.env['MOKE_TEST_FOLDER']}/die`)) process.exit(7)
if (existsSync(`${process.env['MOKE_TEST_FOLDER']}/blind`)) {
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
LlamaContextSequence.prototype.controlledEvaluate = function (...parameters) {
  if (existsSync(`${process.env['MOKE_TEST_FOLDER']}/lost`)) return Promise.reject(new Error('llama_decode failed'))
  return controlledEvaluate.apply(this, parameters)
}
await import('#engine/worker/main.ts')

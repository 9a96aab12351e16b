/**
 * TensorFlow.js as a judge of gradients. Its package registers gradients only through modules whose
 * imports lack extensions, as bundlers accept them and Node does not; a hook adds them while they load.
 */
import { registerHooks } from 'node:module'
import type * as TensorFlow from '@tensorflow/tfjs-core'

export async function loadTensorFlow(): Promise<typeof TensorFlow> {
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      const bare = context.parentURL?.includes('/@tensorflow/') === true && /^\.\.?\//.test(specifier) && !specifier.endsWith('.js')
      return next(bare ? `${specifier}.js` : specifier, context)
    },
  })
  try {
    const tf = await import('@tensorflow/tfjs-core')
    await import('@tensorflow/tfjs-core/dist/register_all_gradients.js')
    await import('@tensorflow/tfjs-backend-cpu')
    await tf.setBackend('cpu')
    return tf
  } finally {
    hooks.deregister()
  }
}

/** The qwen3-family decoder written anew in TensorFlow.js's operations, from the model's description. */
import type * as TensorFlow from '@tensorflow/tfjs-core'
import type { DecoderConfig } from '#engine/model/index.ts'

type TF = TensorFlow.Tensor

/** Mean cross-entropy of `targets` after `tokens`, (B, T) each, in nats. */
export function tensorFlowLoss(
  tf: typeof TensorFlow,
  config: DecoderConfig,
  parameters: ReadonlyMap<string, TF>,
  tokens: readonly (readonly number[])[],
  targets: readonly (readonly number[])[],
): TensorFlow.Scalar {
  const { width, heads, keyHeads, headWidth, ropeTheta, normEpsilon } = config
  const [batch, length] = [tokens.length, tokens[0]!.length]
  const weight = (name: string): TF => parameters.get(`${name}.weight`)!
  const linear = (x: TF, name: string): TF => tf.matMul(x, weight(name), false, true)
  const norm = (x: TF, name: string): TF => tf.mul(tf.mul(x, tf.rsqrt(tf.add(tf.mean(tf.square(x), -1, true), normEpsilon))), weight(name))
  const future = tf.tensor2d(Array.from({ length }, (_, i) => Array.from({ length }, (__, j) => (j > i ? -1e9 : 0))))

  const half = headWidth / 2
  const angles = Array.from({ length }, (_, t) => Array.from({ length: half }, (__, i) => t * ropeTheta ** (-(2 * i) / headWidth)))
  const [cos, sin] = [tf.cos(tf.tensor2d(angles)), tf.sin(tf.tensor2d(angles))]
  const rotary = (x: TF): TF => {
    const [a, b] = tf.split(x, 2, -1) as [TF, TF]
    return tf.concat([tf.sub(tf.mul(a, cos), tf.mul(b, sin)), tf.add(tf.mul(b, cos), tf.mul(a, sin))], -1)
  }
  /** (B·T, n·hd) → (B, n, T, hd) */
  const split = (x: TF, n: number): TF => tf.transpose(tf.reshape(x, [batch, length, n, headWidth]), [0, 2, 1, 3])
  /** Head h of the queries uses head ⌊h · KV / H⌋ of the keys. */
  const shared = (x: TF): TF =>
    tf.concat(
      Array.from({ length: heads }, (_, h) => tf.slice(x, [0, Math.floor((h * keyHeads) / heads), 0, 0], [batch, 1, length, headWidth])),
      1,
    )

  let x = tf.gather(weight('model.embed_tokens'), tf.tensor1d(tokens.flat(), 'int32')) as TF
  for (let layer = 0; layer < config.layers; layer++) {
    const at = `model.layers.${layer}`
    const h = norm(x, `${at}.input_layernorm`)
    const q = rotary(norm(split(linear(h, `${at}.self_attn.q_proj`), heads), `${at}.self_attn.q_norm`))
    const k = shared(rotary(norm(split(linear(h, `${at}.self_attn.k_proj`), keyHeads), `${at}.self_attn.k_norm`)))
    const v = shared(split(linear(h, `${at}.self_attn.v_proj`), keyHeads))
    const p = tf.softmax(tf.add(tf.div(tf.matMul(q, k, false, true), Math.sqrt(headWidth)), future))
    const mixed = tf.reshape(tf.transpose(tf.matMul(p, v), [0, 2, 1, 3]), [batch * length, heads * headWidth])
    x = tf.add(x, linear(mixed, `${at}.self_attn.o_proj`))
    const f = norm(x, `${at}.post_attention_layernorm`)
    const gate = linear(f, `${at}.mlp.gate_proj`)
    x = tf.add(x, linear(tf.mul(tf.mul(gate, tf.sigmoid(gate)), linear(f, `${at}.mlp.up_proj`)), `${at}.mlp.down_proj`))
  }
  const logits = linear(tf.reshape(norm(x, 'model.norm'), [batch * length, width]), config.tied ? 'model.embed_tokens' : 'lm_head')
  const chosen = tf.oneHot(tf.tensor1d(targets.flat(), 'int32'), config.vocabulary)
  return tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(logits), chosen), -1)))
}

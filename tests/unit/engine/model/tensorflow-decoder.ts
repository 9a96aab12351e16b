/** The decoders of all families written anew in TensorFlow.js's operations, from the model's description. */
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
  const { family = 'qwen3', width, heads, keyHeads, headWidth, ropeTheta, normEpsilon, slidingWindow } = config
  const isGemma = family === 'gemma3'
  const [batch, length] = [tokens.length, tokens[0]!.length]
  const weight = (name: string): TF => parameters.get(`${name}.weight`)!
  const linear = (x: TF, name: string): TF => tf.matMul(x, weight(name), false, true)
  const norm = (x: TF, name: string): TF => tf.mul(tf.mul(x, tf.rsqrt(tf.add(tf.mean(tf.square(x), -1, true), normEpsilon))), weight(name))
  const biased = (x: TF, name: string): TF => (family === 'qwen2' ? tf.add(linear(x, name), parameters.get(`${name}.bias`)!) : linear(x, name))
  const headNorm = (x: TF, name: string): TF => (family === 'qwen3' || isGemma ? norm(x, name) : x)
  const unseen = (i: number, j: number, slides: boolean): boolean => j > i || (slides && i - j >= slidingWindow!.tokens)

  const half = headWidth / 2
  const angle = (t: number, i: number, slides: boolean): number =>
    slides ? t * slidingWindow!.ropeTheta ** (-(2 * i) / headWidth) : (t * ropeTheta ** (-(2 * i) / headWidth)) / (config.ropeDivisors?.[i] ?? 1)
  const rotary = (x: TF, slides: boolean): TF => {
    const angles = Array.from({ length }, (_, t) => Array.from({ length: half }, (__, i) => angle(t, i, slides)))
    const [cos, sin] = [tf.cos(tf.tensor2d(angles)), tf.sin(tf.tensor2d(angles))]
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
  if (isGemma) x = tf.mul(x, Math.sqrt(width))
  for (let layer = 0; layer < config.layers; layer++) {
    const at = `model.layers.${layer}`
    const slides = slidingWindow?.layers[layer] ?? false
    const mask = tf.tensor2d(Array.from({ length }, (_, i) => Array.from({ length }, (__, j) => (unseen(i, j, slides) ? -1e9 : 0))))
    const h = norm(x, `${at}.input_layernorm`)
    const q = rotary(headNorm(split(biased(h, `${at}.self_attn.q_proj`), heads), `${at}.self_attn.q_norm`), slides)
    const k = shared(rotary(headNorm(split(biased(h, `${at}.self_attn.k_proj`), keyHeads), `${at}.self_attn.k_norm`), slides))
    const v = shared(split(biased(h, `${at}.self_attn.v_proj`), keyHeads))
    const scores = tf.mul(tf.matMul(q, k, false, true), config.attentionScale ?? 1 / Math.sqrt(headWidth))
    const p = tf.softmax(tf.add(scores, mask))
    const mixed = tf.reshape(tf.transpose(tf.matMul(p, v), [0, 2, 1, 3]), [batch * length, heads * headWidth])
    const attended = linear(mixed, `${at}.self_attn.o_proj`)
    x = tf.add(x, isGemma ? norm(attended, `${at}.post_attention_layernorm`) : attended)
    const f = norm(x, `${at}.${isGemma ? 'pre_feedforward_layernorm' : 'post_attention_layernorm'}`)
    const gate = linear(f, `${at}.mlp.gate_proj`)
    const silu = (): TF => tf.mul(gate, tf.sigmoid(gate))
    const gelu = (): TF => tf.mul(tf.mul(gate, 0.5), tf.add(tf.tanh(tf.mul(tf.add(gate, tf.mul(tf.pow(gate, 3), 0.044715)), Math.sqrt(2 / Math.PI))), 1))
    const fed = linear(tf.mul(isGemma ? gelu() : silu(), linear(f, `${at}.mlp.up_proj`)), `${at}.mlp.down_proj`)
    x = tf.add(x, isGemma ? norm(fed, `${at}.post_feedforward_layernorm`) : fed)
  }
  const logits = linear(tf.reshape(norm(x, 'model.norm'), [batch * length, width]), config.tied ? 'model.embed_tokens' : 'lm_head')
  const chosen = tf.oneHot(tf.tensor1d(targets.flat(), 'int32'), config.vocabulary)
  return tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(logits), chosen), -1)))
}

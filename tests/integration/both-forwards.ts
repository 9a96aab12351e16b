/** What two programs say of the same tokens: this engine's own forward and llama.cpp. */
import type { Llama, Token } from 'node-llama-cpp'
import { Session } from '#engine/graph/index.ts'
import { buildDecoder, type DecoderConfig, logits, type Weights } from '#engine/model/index.ts'

/** Our own log-probabilities after each token, (T, V). */
export async function ownLogProbabilities(config: DecoderConfig, weights: Weights, tokens: readonly number[]): Promise<Float64Array[]> {
  const decoder = buildDecoder(config, { batch: 1, length: tokens.length })
  const session = await Session.compile([logits(decoder)])
  const [flat] = await session.run(new Map<string, Float32Array | BigInt64Array>([...weights, ['tokens', BigInt64Array.from(tokens, BigInt)]]))
  await session.dispose()
  return tokens.map((_, t) => {
    const row = Float64Array.from({ length: config.vocabulary }, (_, v) => Number(flat?.[t * config.vocabulary + v]))
    const total = row.reduce((sum, x) => sum + Math.exp(x), 0)
    return row.map((x) => x - Math.log(total))
  })
}

/** llama.cpp's probabilities after each token: of all, or of the `topK` likeliest as shares of their own sum. */
export async function llamaProbabilities(llama: Llama, path: string, tokens: readonly number[], topK = 0): Promise<Map<number, number>[]> {
  const model = await llama.loadModel({ modelPath: path })
  const context = await model.createContext({ contextSize: 256, threads: 1 })
  const ask = { generateNext: { probabilities: true, options: { temperature: 1, topK, topP: 1, minP: 0 } } }
  const answers = await context.getSequence().controlledEvaluate(tokens.map((token) => [token as Token, ask]))
  await model.dispose()
  return answers.map((answer) => new Map(answer?.next.probabilities))
}

/** An adapter applied by llama.cpp against our own forward with the adapter, on the same tokens. */
import type { Llama, Token } from 'node-llama-cpp'
import type { Adapter } from '#engine/adapters/index.ts'
import type { DecoderConfig, Weights } from '#engine/model/index.ts'
import { adaptedWeights } from '../unit/engine/adapters/random-adapter.ts'
import { ownLogProbabilities } from './both-forwards.ts'

export interface Parity {
  readonly positions: number
  /** Share of positions with the same likeliest token. */
  readonly top1: number
  /** Mean absolute difference of the log-probability of the token that really follows, in nats. */
  readonly logProbability: number
  /** The same between our own forward with the adapter and without: what the adapter does. */
  readonly effect: number
}

/** A model's file and the same as numbers, and an adapter's likewise. */
export interface ParityCase {
  readonly model: string
  readonly adapterFile: string
  readonly config: DecoderConfig
  readonly weights: Weights
  readonly adapter: Adapter
  readonly strength?: number
}

/** Compares the two after every token of every window. */
export async function adapterParity(llama: Llama, one: ParityCase, windows: readonly (readonly number[])[]): Promise<Parity> {
  const { config, weights, adapter, strength = 1 } = one
  const changed = adaptedWeights(weights, adapter, strength)
  const theirs = await llamaAdapted(llama, one, windows)
  let [positions, same, sum, effect] = [0, 0, 0, 0]
  for (const [at, tokens] of windows.entries()) {
    const own = await ownLogProbabilities(config, changed, tokens)
    const without = await ownLogProbabilities(config, weights, tokens)
    for (const [t, row] of theirs[at]!.entries()) {
      const next = tokens[t + 1]
      if (next === undefined) continue
      const [likeliest] = [...row].sort((a, b) => b[1] - a[1])[0]!
      if (own[t]!.indexOf(own[t]!.reduce((a, b) => Math.max(a, b))) === likeliest) same++
      sum += Math.abs(Math.log(row.get(next)!) - own[t]![next]!)
      effect += Math.abs(without[t]![next]! - own[t]![next]!)
      positions++
    }
  }
  return { positions, top1: same / positions, logProbability: sum / positions, effect: effect / positions }
}

async function llamaAdapted(
  llama: Llama,
  { model: path, adapterFile, strength = 1 }: ParityCase,
  windows: readonly (readonly number[])[],
): Promise<Map<number, number>[][]> {
  const model = await llama.loadModel({ modelPath: path })
  const ask = { generateNext: { probabilities: true, options: { temperature: 1, topK: 0, topP: 1, minP: 0 } } }
  const all: Map<number, number>[][] = []
  for (const tokens of windows) {
    const context = await model.createContext({ contextSize: 512, threads: 1, lora: { adapters: [{ filePath: adapterFile, scale: strength }] } })
    const answers = await context.getSequence().controlledEvaluate(tokens.map((token) => [token as Token, ask]))
    all.push(answers.map((answer) => new Map(answer?.next.probabilities)))
    await context.dispose()
  }
  await model.dispose()
  return all
}

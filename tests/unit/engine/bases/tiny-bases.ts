/** The tiny models that Transformers wrote, and what it computes with them. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { type Elements, Session } from '#engine/graph/index.ts'
import { buildDecoder, type DecoderConfig, logits, type Weights } from '#engine/model/index.ts'

export const tinyBases = fileURLToPath(new URL('../../../fixtures/tiny-bases', import.meta.url))

export const tinyTokens: readonly number[] = JSON.parse(readFileSync(join(tinyBases, 'tokens.json'), 'utf8'))

/** Transformers' logits of `tinyTokens`, (T, V) row-major. */
export function expectedLogits(name: string): Float32Array {
  const { buffer, byteOffset, byteLength } = readFileSync(join(tinyBases, name, 'logits.f32'))
  return new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength))
}

/** Our own logits of some tokens, (T, V) row-major. */
export async function ownLogits(config: DecoderConfig, weights: Weights, tokens: readonly number[]): Promise<Float32Array> {
  await using session = await Session.compile([logits(buildDecoder(config, { batch: 1, length: tokens.length }))])
  const [found] = await session.run(new Map<string, Elements>([...weights, ['tokens', BigInt64Array.from(tokens, BigInt)]]))
  return found as Float32Array
}

export function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i]!)), a.length === b.length ? 0 : Infinity)
}

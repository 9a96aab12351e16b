/** What a base takes in memory, told before anything of it is read; and reading all of it. */
import { totalmem } from 'node:os'
import { type DecoderConfig, parameterSpecs, type Weights } from '#engine/model/index.ts'
import type { Base } from './base.ts'

/** Bytes of a decoder's numbers. Matrices and embeddings are what is kept smaller; norms and biases stay float32 in all three. */
export interface BaseMemory {
  readonly float32: number
  /** 8 bits a number, and a scale for each 32. */
  readonly eightBit: number
  /** 4 bits a number, and a scale for each 32. */
  readonly fourBit: number
}

const FLOAT = 4
const SCALE = FLOAT / 32

/** What a decoder of these sizes takes, before anything of it is read. */
export function baseMemory(config: DecoderConfig): BaseMemory {
  let [matrices, others] = [0, 0]
  for (const { role, shape } of parameterSpecs(config)) {
    const count = shape.reduce((product, size) => product * size, 1)
    if (role === 'norm' || role === 'bias') others += count
    else matrices += count
  }
  const bytes = (each: number): number => matrices * each + others * FLOAT
  return { float32: bytes(FLOAT), eightBit: bytes(1 + SCALE), fourBit: bytes(0.5 + SCALE) }
}

/** A base whose numbers take more memory than the computer has. */
export class BaseTooLargeError extends Error {
  override readonly name = 'BaseTooLargeError'
  readonly expected = true
}

/** All parameters as float32, by their Hugging Face names. Throws BaseTooLargeError before anything is read, and FormatError. */
export async function readWeights(base: Base, signal?: AbortSignal): Promise<Weights> {
  const { float32 } = baseMemory(base.config)
  if (float32 > totalmem())
    throw new BaseTooLargeError(
      `${base.path}: its numbers take ${gigabytes(float32)} when they are computed with, more than the ${gigabytes(totalmem())} of this computer.`,
    )
  const weights = new Map<string, Float32Array>()
  for (const { name } of parameterSpecs(base.config)) {
    signal?.throwIfAborted()
    weights.set(name, await base.read(name))
  }
  return weights
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`
}

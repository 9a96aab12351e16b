import { showShape, sizeOf } from '#engine/graph/index.ts'
import { ConfigError, type DecoderConfig, type ParameterSpec, parameterSpecs } from './decoder-config.ts'
import { Random } from './random.ts'

/** A decoder's parameters by their Hugging Face name, row-major. */
export type Weights = ReadonlyMap<string, Float32Array>

/**
 * Random weights to begin training with: normal, with a deviation of 0.02 for the embedding and
 * 0.7 / √in for matrices; those that add to the residual stream are smaller by √(2 · layers), so that
 * its size doesn't grow with depth. Norms begin at one, biases at zero.
 */
export function initialWeights(config: DecoderConfig, seed: number): Map<string, Float32Array> {
  const random = new Random(seed)
  return new Map(parameterSpecs(config).map((spec) => [spec.name, initialParameter(spec, config, random)]))
}

function initialParameter({ shape, role }: ParameterSpec, { layers }: DecoderConfig, random: Random): Float32Array {
  const elements = new Float32Array(sizeOf(shape))
  if (role === 'norm') return elements.fill(1)
  if (role === 'bias') return elements
  const matrix = 0.7 / Math.sqrt(shape[1] ?? 1)
  const deviation = role === 'embedding' ? 0.02 : role === 'matrix' ? matrix : matrix / Math.sqrt(2 * layers)
  for (let i = 0; i < elements.length; i++) elements[i] = random.normal() * deviation
  return elements
}

/** How many numbers a decoder learns. */
export function parameterCount(config: DecoderConfig): number {
  return parameterSpecs(config).reduce((total, { shape }) => total + sizeOf(shape), 0)
}

/** Throws a `ConfigError` that names the first parameter that is missing or of the wrong size. */
export function checkWeights(config: DecoderConfig, weights: Weights): void {
  for (const { name, shape } of parameterSpecs(config)) {
    const length = weights.get(name)?.length
    if (length !== sizeOf(shape)) {
      throw new ConfigError(`parameter ${name} should be ${showShape(shape)}, but has ${length ?? 'no'} elements`)
    }
  }
}

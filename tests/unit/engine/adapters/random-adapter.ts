import type { Adapter } from '#engine/adapters/index.ts'
import { adaptableSpecs, type DecoderConfig, Random, type Weights } from '#engine/model/index.ts'
import { adaptedMatrix } from '#engine/adapters/index.ts'

/** An adapter of everything that can be adapted, whose products are about as large as a share of the matrices of width 1 / √in. */
export function randomAdapter(config: DecoderConfig, rank: number, share: number, seed = 3): Adapter {
  const random = new Random(seed)
  const normal = (length: number, deviation: number): Float32Array => Float32Array.from({ length }, () => random.normal() * deviation)
  return {
    name: 'drawn',
    base: null,
    baseName: 'somewhere',
    notes: { works: '三部' },
    matrices: new Map(
      adaptableSpecs(config).map(({ name, shape: [out = 0, width = 0] }) => [
        name,
        { rank, a: normal(rank * width, 1 / Math.sqrt(width)), b: normal(out * rank, share / Math.sqrt(rank)), factor: 1 },
      ]),
    ),
  }
}

/** All weights of a base with an adapter in them. */
export function adaptedWeights(weights: Weights, { matrices }: Adapter, strength = 1): Weights {
  return new Map(
    [...weights].map(([name, w]) => {
      const matrix = matrices.get(name)
      return [name, matrix ? adaptedMatrix(w, matrix, strength) : w]
    }),
  )
}

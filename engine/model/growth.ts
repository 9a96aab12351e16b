import { checkConfig, ConfigError, type DecoderConfig, parameterSpecs } from './decoder-config.ts'
import { initialWeights, type Weights } from './weights.ts'

/** A decoder's sizes and numbers. */
export interface SizedWeights {
  readonly config: DecoderConfig
  readonly weights: Weights
}

/** What a decoder is to grow to; what is not said stays. */
export interface Growth {
  readonly layers?: number | undefined
  readonly feedForward?: number | undefined
}

/** The sizes of the larger decoder. Throws a `ConfigError` if the present one is larger already. */
export function growConfig(config: DecoderConfig, { layers = config.layers, feedForward = config.feedForward }: Growth): DecoderConfig {
  for (const [name, before, after] of [['layers', config.layers, layers] as const, ['feedForward', config.feedForward, feedForward] as const]) {
    if (after < before) throw new ConfigError(`${name} can only grow: the model has ${before}, ${after} would be fewer`)
  }
  return checkConfig({ ...config, layers, feedForward })
}

/**
 * A larger decoder that computes what the smaller one does, to go on training with. A new layer repeats the one before it but adds
 * nothing to the residual stream (Wu et al. 2024, LLaMA Pro); new units of a feed-forward begin at random and are weighed by
 * nothing (Chen et al. 2016, Net2Net). Throws a `ConfigError` if the decoder is larger already.
 */
export function grow({ config, weights }: SizedWeights, growth: Growth, seed: number): SizedWeights {
  const grown = growConfig(config, growth)
  // Where only layers are added nothing is drawn: each repeats one that is there.
  const drawn = grown.feedForward > config.feedForward ? initialWeights(grown, seed) : new Map<string, Float32Array>()
  const fill = ({ name, shape, role }: ReturnType<typeof parameterSpecs>[number]): Float32Array => {
    const [source, isNew] = sourceOf(name, config.layers, grown.layers)
    const before = weights.get(source)
    if (before === undefined) throw new ConfigError(`the model has no ${source}`)
    if (role !== 'residual-matrix') return widened(before, drawn.get(name) ?? before)
    return isNew ? new Float32Array(shape[0]! * shape[1]!) : lengthened(before, config.width, shape[1]!)
  }
  return { config: grown, weights: new Map(parameterSpecs(grown).map((spec) => [spec.name, fill(spec)])) }
}

/** The parameter that one of the grown decoder goes back to, and whether it belongs to a layer that is new; new layers stand evenly between the others. */
function sourceOf(name: string, before: number, after: number): [source: string, isNew: boolean] {
  const layer = Number(/^model\.layers\.(\d+)\./.exec(name)?.[1])
  if (Number.isNaN(layer)) return [name, false]
  const old = (at: number): number => Math.floor((at * before) / after)
  return [name.replace(/\d+/, String(old(layer))), layer > 0 && old(layer) === old(layer - 1)]
}

/** The rows there were, and below them the new ones as drawn. */
function widened(before: Float32Array, drawn: Float32Array): Float32Array {
  const after = Float32Array.from(drawn)
  after.set(before)
  return after
}

/** Each row with zeros behind it up to `columns`. */
function lengthened(before: Float32Array, rows: number, columns: number): Float32Array {
  const [after, length] = [new Float32Array(rows * columns), before.length / rows]
  for (let row = 0; row < rows; row++) after.set(before.subarray(row * length, (row + 1) * length), row * columns)
  return after
}

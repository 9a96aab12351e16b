/** The base of a run, and how its parameters stand in the graph under each method. */
import type { Elements } from '#engine/graph/index.ts'
import type { Feeds } from '#engine/training/index.ts'
import {
  type Bits,
  type DecoderConfig,
  frozenElements,
  initialLora,
  loraFactor,
  loraSpecs,
  type ParameterPlan,
  type ParameterSpec,
  parameterSpecs,
  type Weights,
} from '#engine/model/index.ts'
import type { TuningSettings } from './settings.ts'

/** A model that is to be tuned. */
export interface Base {
  /** What it is told by: a digest of its file. */
  readonly id: string
  readonly config: DecoderConfig
  /** The numbers of a parameter; called once for each, so that a base need never be in memory twice. */
  read(name: string): Promise<Float32Array> | Float32Array
}

/** A base whose weights are in memory already. */
export function baseOf(id: string, config: DecoderConfig, weights: Weights): Base {
  return { id, config, read: (name) => weights.get(name) ?? missing(name) }
}

function missing(name: string): never {
  throw new Error(`the base has no ${name}`)
}

/** What a method trains of a decoder. */
export interface Trainable {
  readonly plan: ParameterPlan
  /** What is trained: parameters of the base or matrices of adapters. */
  readonly specs: readonly ParameterSpec[]
  /** The base's parameters that are only read. */
  readonly frozen: readonly ParameterSpec[]
  /** What they begin with. */
  begin(base: Base): Promise<Map<string, Float32Array>>
}

/** What is trained under these settings: thin matrices only, or all of the base. */
export function trainableOf(config: DecoderConfig, { lora, bits, seed }: Pick<TuningSettings, 'lora' | 'bits' | 'seed'>): Trainable {
  const all = parameterSpecs(config)
  if (lora === undefined) return { plan: {}, specs: all, frozen: [], begin: (base) => copyAll(base, all) }
  const specs = loraSpecs(config, lora)
  return {
    plan: { isFrozen: () => true, bits, lora: { specs, factor: loraFactor(lora) } },
    specs: specs.flatMap(({ a, b }) => [a, b]),
    frozen: all,
    begin: () => Promise.resolve(initialLora(specs, seed)),
  }
}

/** What a graph is to be fed for the parameters that are only read; a parameter that is rounded is forgotten as it was. */
export async function frozenFeeds(base: Base, specs: readonly ParameterSpec[], bits: Bits): Promise<Feeds> {
  const feeds = new Map<string, Elements>()
  for (const spec of specs) for (const [name, elements] of frozenElements(spec, await base.read(spec.name), bits)) feeds.set(name, elements)
  return feeds
}

/** A copy of parameters, to be moved. */
async function copyAll(base: Base, specs: readonly ParameterSpec[]): Promise<Map<string, Float32Array>> {
  const copied = new Map<string, Float32Array>()
  for (const { name } of specs) copied.set(name, Float32Array.from(await base.read(name)))
  return copied
}

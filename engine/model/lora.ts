/** Low-rank adapters (Hu et al. 2021): which matrices get one, how large it is, and what it begins with. */
import { adaptableSpecs } from './adaptable.ts'
import { ConfigError, type DecoderConfig, type ParameterSpec } from './decoder-config.ts'
import { Random } from './random.ts'

/** The shape of an adapter. */
export interface LoraOptions {
  /** Width of the thin matrices. */
  readonly rank: number
  /** B·A is multiplied by alpha / rank, or with `stabilised` by alpha / √rank (Kalajdzievski 2023). */
  readonly alpha: number
  readonly stabilised: boolean
  /** The parts that are adapted, as PEFT names them: `q_proj`, `down_proj`, … */
  readonly targets: readonly string[]
}

/** The adapter of one matrix W (out, in). */
export interface LoraSpec {
  /** The name of W. */
  readonly matrix: string
  /** (rank, in) */
  readonly a: ParameterSpec
  /** (out, rank) */
  readonly b: ParameterSpec
}

/** A (r, in) and B (out, r) of each adapted matrix, by its name. */
export type Adapter = ReadonlyMap<string, { readonly a: Float32Array; readonly b: Float32Array }>

/** What B·A is multiplied by. */
export function loraFactor({ rank, alpha, stabilised }: Pick<LoraOptions, 'rank' | 'alpha' | 'stabilised'>): number {
  return alpha / (stabilised ? Math.sqrt(rank) : rank)
}

/** The adapters of a decoder, in the order of its parameters. Throws a `ConfigError` for a rank that is none and for a part it has not. */
export function loraSpecs(config: DecoderConfig, { rank, alpha, targets }: LoraOptions): LoraSpec[] {
  if (!Number.isSafeInteger(rank) || rank < 1) throw new ConfigError(`the rank must be a whole number above 0, not ${rank}`)
  if (!(alpha > 0)) throw new ConfigError(`alpha must be above 0, not ${alpha}`)
  const matrices = adaptableSpecs(config)
  const parts = new Set(matrices.map(({ name }) => partOf(name)))
  const unknown = targets.find((target) => !parts.has(target))
  if (unknown !== undefined || targets.length === 0)
    throw new ConfigError(`the model has no ${unknown ?? 'matrix to adapt'}; there are ${[...parts].join(', ')}`)
  return matrices.filter(({ name }) => targets.includes(partOf(name))).map((spec) => loraSpec(spec, rank))
}

/** The last word of a matrix's name before `.weight`. */
function partOf(name: string): string {
  return name.split('.').at(-2) ?? name
}

function loraSpec({ name, shape }: ParameterSpec, rank: number): LoraSpec {
  const stem = name.replace(/\.weight$/, '')
  const [out = 0, width = 0] = shape
  return {
    matrix: name,
    a: { name: `${stem}.lora_A.weight`, shape: [rank, width], role: 'matrix' },
    b: { name: `${stem}.lora_B.weight`, shape: [out, rank], role: 'matrix' },
  }
}

/** What an adapter begins with: A uniform in ± 1 / √in, as PEFT draws it, and B zero, so that it changes nothing yet. */
export function initialLora(specs: readonly LoraSpec[], seed: number): Map<string, Float32Array> {
  const random = new Random(seed)
  return new Map(
    specs.flatMap(({ a, b }) => {
      const bound = 1 / Math.sqrt(a.shape[1] ?? 1)
      const first = Float32Array.from({ length: a.shape[0]! * a.shape[1]! }, () => (2 * random.uniform() - 1) * bound)
      return [[a.name, first] as const, [b.name, new Float32Array(b.shape[0]! * b.shape[1]!)] as const]
    }),
  )
}

/** The adapter among weights that are kept by their own names. */
export function adapterFrom(specs: readonly LoraSpec[], weights: ReadonlyMap<string, Float32Array>): Adapter {
  const of = ({ name }: ParameterSpec): Float32Array => weights.get(name) ?? missing(name)
  return new Map(specs.map(({ matrix, a, b }) => [matrix, { a: of(a), b: of(b) }]))
}

function missing(name: string): never {
  throw new ConfigError(`the adapter has no ${name}`)
}

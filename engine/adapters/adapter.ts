/** An adapter as a value: thin matrices beside those of a base, and what is known of it. */
import type { BaseIdentity } from '#engine/bases/index.ts'
import { FormatError, shown } from '#engine/formats/index.ts'
import { UnfitError } from './adapter-error.ts'
import { adaptableSpecs, type DecoderConfig } from '#engine/model/index.ts'

/** What is added to a matrix W (out, in): factor · B·A. */
export interface AdaptedMatrix {
  readonly rank: number
  /** (rank, in) */
  readonly a: Float32Array
  /** (out, rank) */
  readonly b: Float32Array
  readonly factor: number
}

/** What an adapter says of itself, in the headers of its file. */
export interface AdapterDescription {
  readonly name: string
  /** Which base it was made for; null for one that was made elsewhere, which knows a name at most. */
  readonly base: BaseIdentity | null
  /** What it calls its base. */
  readonly baseName: string
  /** The largest of its ranks. */
  readonly rank: number
  /** The parts that it adapts, such as `q_proj`. */
  readonly targets: readonly string[]
  /** How many numbers it has. */
  readonly parameters: number
  /** Texts about it, by keys of the caller's. */
  readonly notes: Readonly<Record<string, string>>
}

/** An adapter with its numbers. */
export interface Adapter extends Pick<AdapterDescription, 'name' | 'base' | 'baseName' | 'notes'> {
  /** By the Hugging Face name of the matrix. */
  readonly matrices: ReadonlyMap<string, AdaptedMatrix>
}

/** Matrices that may be adapted, with their shapes (out, in). */
export function adaptable(config: DecoderConfig): ReadonlyMap<string, readonly [out: number, width: number]> {
  return new Map(adaptableSpecs(config).map(({ name, shape }) => [name, [shape[0] ?? 0, shape[1] ?? 0]]))
}

/** The last word of a matrix's name, as PEFT names what it adapts. */
export function partOf(name: string): string {
  return name.split('.').at(-2) ?? name
}

/** The parts that a set of matrices belongs to, in the order in which they come first. */
export function partsOf(names: Iterable<string>): string[] {
  return [...new Set(Array.from(names, partOf))]
}

/** Shapes of the two halves of each adapted matrix as a file has them. */
export interface Halves {
  a?: readonly number[]
  b?: readonly number[]
}

/** The rank of each matrix. Throws FormatError where a half is missing, or the two do not fit one another and the matrix, whose shape is not known without a base. */
export function ranksOf(path: string, halves: ReadonlyMap<string, Halves>, shapes?: ReturnType<typeof adaptable>): ReadonlyMap<string, number> {
  if (halves.size === 0) throw new FormatError(path, 'it holds no matrices of an adapter.')
  return new Map(
    [...halves].map(([name, { a, b }]) => {
      const fail = (reason: string): never => {
        throw new FormatError(path, `${shown(name)} ${reason}.`)
      }
      if (!a || !b) return fail(`has only one of its two halves, ${a ? 'A' : 'B'}`)
      const [rank = 0, width = 0] = a
      const [out = 0, inner = 0] = b
      if (a.length !== 2 || b.length !== 2 || rank !== inner || rank < 1) return fail(`has halves that do not fit: A [${a.join(', ')}] and B [${b.join(', ')}]`)
      if (!shapes) return [name, rank]
      const shape = shapes.get(name)
      if (!shape) throw new UnfitError(path, `${shown(name)} is none of the matrices that can be adapted in this base.`)
      if (shape[0] !== out || shape[1] !== width)
        throw new UnfitError(path, `${shown(name)} is [${shape.join(', ')}] in this base, but the adapter is made for [${out}, ${width}].`)
      return [name, rank]
    }),
  )
}

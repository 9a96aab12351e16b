/** Whether this computer can run a model well, before it is loaded. Pure. */
import type { Memory, ModelFacts } from '#preload/contract/models.ts'

export type Verdict =
  | { readonly kind: 'comfortable' | 'on-card' }
  /** Seconds for a suggestion, about; models below `most` bytes would be fast. */
  | { readonly kind: 'slow'; readonly seconds: number; readonly most: number }
  | { readonly kind: 'tight'; readonly missing: number }
  /** Models below `most` bytes would fit. */
  | { readonly kind: 'too-large'; readonly needed: number; readonly total: number; readonly most: number }

/** The engine leaves smaller models to the processor (engine/completion/model-memory.ts; a test holds the two together). */
const worthACard = 300e6
/** What the engine refuses: a file larger than the memory but for this (engine/completion/model-memory.ts). */
const fileShare = 1.1
const spareBytes = 256e6
/** Bytes of weights that a usual processor reads in a second: 22 MB in 1.7 ms. */
const readPerSecond = 13e9
const tokensOfSuggestion = 8
/** An author who waits longer has written on. */
const patience = 1

/** Bytes that a model takes while it completes. */
export function neededBytes({ weights, cache, compute, program }: ModelFacts['memory']): number {
  return weights + cache + compute + program
}

/** Bytes of a model that would leave this computer room for the rest. */
export function mostBytes({ total }: Memory): number {
  return Math.max(0, (total - spareBytes) / fileShare) / 2
}

/** What is to be expected of a model; `usesCard` where the author leaves it to the studio on what it runs. */
export function verdictOf({ bytes, memory }: Pick<ModelFacts, 'bytes' | 'memory'>, computer: Memory, usesCard: boolean): Verdict {
  const needed = neededBytes(memory)
  const { total, free, card } = computer
  if (bytes * fileShare + spareBytes > total || needed > total) return { kind: 'too-large', needed, total, most: mostBytes(computer) }
  if (usesCard && card && bytes >= worthACard && needed - memory.program <= card.free) return { kind: 'on-card' }
  if (needed > free) return { kind: 'tight', missing: needed - free }
  const seconds = (memory.readPerToken / readPerSecond) * tokensOfSuggestion
  if (seconds > patience) return { kind: 'slow', seconds, most: (patience / tokensOfSuggestion) * readPerSecond }
  return { kind: 'comfortable' }
}

/** The blind choice between two ways of going on: of the base and of an adapter, or of two adapters. Pure. */
import type { Continuation } from '#preload/contract/proofs.ts'
import type { Adapter } from '#preload/contract/voice.ts'
import { halves, isCircling } from './half-sentence.ts'

export type Side = 'before' | 'after'

/** What an author may say of a pair: one of them, or neither, be it that none is like them or that they can't tell. */
export type Answer = Side | 'neither'

/** The answers by the keys that give them, left, right and neither. */
export const answerKeys = ['1', '2', '3'] as const

/** A pair as it is shown: which is left says nothing. */
export interface BlindPair {
  readonly continuation: Continuation
  readonly order: readonly [Side, Side]
}

/** Pairs that can be told apart and go on, as an author would be offered them, in an order of sides that nobody can guess and that stays as it is while they are looked at. */
export function blindPairs(continuations: readonly Continuation[], seed: string): BlindPair[] {
  return continuations
    .filter((continuation) => !isCircling(continuation))
    .map(halves)
    .filter(({ before, after }) => before.trim() !== after.trim())
    .map((continuation, at) => ({ continuation, order: mixed(`${seed} ${at} ${continuation.opening}`) % 2 === 0 ? ['before', 'after'] : ['after', 'before'] }))
}

/** How often each answer was given; who could not tell chose nobody. */
export function tally(answers: readonly Answer[]): Readonly<Record<Answer, number>> {
  const count = (answer: Answer) => answers.filter((each) => each === answer).length
  return { before: count('before'), after: count('after'), neither: count('neither') }
}

/** What a key says of a pair; null where it says nothing. */
export function answerOf(key: string, { order }: Pick<BlindPair, 'order'>): Answer | null {
  const [left, right, neither] = answerKeys
  return key === left ? order[0] : key === right ? order[1] : key === neither ? 'neither' : null
}

/** A number from letters (FNV-1a, and its bits mixed once more: the lowest alone follow the last letter). */
function mixed(text: string): number {
  let hash = 0x811c9dc5
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (hash ^ (hash >>> 13)) >>> 0
}

/** Where both adapters went on from the same opening: `before` is what the first said, `after` what the second did. */
export function sharedContinuations(first: Pick<Adapter, 'proof'>, second: Pick<Adapter, 'proof'>): Continuation[] {
  const others = new Map((second.proof?.continuations ?? []).map((each) => [`${each.work} ${each.opening}`, each]))
  return (first.proof?.continuations ?? []).flatMap((each) => {
    const other = others.get(`${each.work} ${each.opening}`)
    return other ? [{ ...each, before: each.after, after: other.after }] : []
  })
}

/**
 * Several texts held side by side. What is asked for goes on in the one that shares most with it; a text that none of
 * them shares much with takes the place of the one that has not served for longest, so that looking elsewhere, or
 * reading what will be needed next, costs nothing of what is read now.
 */
import type { Evaluation } from './language-model.ts'
import type { PrefixCache } from './prefix-cache.ts'

/** Going on is worth it from this share on, of the text asked for or of the one held. Titles, which most texts share, are less. */
const muchShared = 0.5

export class PrefixCaches {
  /** The one that served last comes first. */
  #caches: readonly PrefixCache[]

  /** At least one. */
  constructor(caches: readonly PrefixCache[]) {
    this.#caches = caches
  }

  get count(): number {
    return this.#caches.length
  }

  /** See LanguageModel.evaluate. */
  evaluate(tokens: readonly number[], wanted: number, signal: AbortSignal, ahead: readonly number[] = []): Promise<Evaluation> {
    const chosen = this.#choose(tokens)
    this.#caches = [chosen, ...this.#caches.filter((cache) => cache !== chosen)]
    return chosen.evaluate(tokens, wanted, signal, ahead)
  }

  #choose(tokens: readonly number[]): PrefixCache {
    const [first, ...others] = this.#caches.map((cache) => ({ cache, held: cache.held(tokens) }))
    if (!first) throw new RangeError('no cache to evaluate in')
    const best = others.reduce((most, one) => (one.held > most.held ? one : most), first)
    const goesOn = best.held >= muchShared * Math.min(tokens.length, best.cache.length)
    return goesOn ? best.cache : (others.at(-1) ?? first).cache
  }
}

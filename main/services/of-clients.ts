/** What pages have under way, by its id. No page gets at what another one began, and what is a page's goes with it. */
import { Problem } from '#preload/contract/problem.ts'

export class OfClients<T> {
  readonly #all = new Map<string, { readonly client: string; readonly value: T }>()
  readonly #missing: (id: string) => string

  /** `missing`: what is told where a page has nothing of this id. */
  constructor(missing: (id: string) => string) {
    this.#missing = missing
  }

  add(client: string, id: string, value: T): void {
    this.#all.set(id, { client, value })
  }

  /** Throws `not-found`. */
  of(client: string, id: string): T {
    const found = this.#all.get(id)
    if (found?.client !== client) throw new Problem('not-found', this.#missing(id))
    return found.value
  }

  /** Gives it out for good; undefined where the page has none. */
  take(client: string, id: string): T | undefined {
    const found = this.#all.get(id)
    if (found?.client !== client) return undefined
    this.#all.delete(id)
    return found.value
  }

  /** How many a page has. */
  count(client: string): number {
    return [...this.#all.values()].filter((one) => one.client === client).length
  }

  /** Gives out all that a page has, or all there is. */
  takeAll(client?: string): T[] {
    const taken = [...this.#all].filter(([, one]) => client === undefined || one.client === client)
    for (const [id] of taken) this.#all.delete(id)
    return taken.map(([, { value }]) => value)
  }
}

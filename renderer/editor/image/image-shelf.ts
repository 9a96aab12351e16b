/**
 * What is known of the pictures of a text: how large they are, and whether they are there. Asked for together, and kept
 * for as long as the page lives, so that a picture has its room before it is loaded.
 */
import type { ImageFacts } from '#preload/contract/images.ts'
import type { ImageId } from '#preload/document/schema.ts'

/** Asked for; known; not there; not to be learnt (the host is away), which is asked again when a picture is drawn anew. */
export type Known = ImageFacts | 'asking' | 'missing' | 'unknown'

export class ImageShelf {
  private readonly known = new Map<string, Known>()
  private readonly listeners = new Map<string, Set<() => void>>()
  private wanted: ImageId[] = []
  private readonly ask: (ids: ImageId[]) => Promise<readonly ImageFacts[]>

  constructor(ask: (ids: ImageId[]) => Promise<readonly ImageFacts[]>) {
    this.ask = ask
  }

  of = (id: string): Known => this.known.get(id) ?? 'asking'

  /** Takes note of a picture that was just brought. */
  put(facts: ImageFacts): void {
    this.set(facts.id, facts)
  }

  /** A picture that is known could not be shown. */
  lost(id: string): void {
    this.set(id, 'missing')
  }

  /** Hears when something is learnt of a picture, and asks for it. */
  subscribe(id: ImageId, listener: () => void): () => void {
    const listeners = this.listeners.get(id) ?? new Set()
    this.listeners.set(id, listeners)
    listeners.add(listener)
    if (!this.known.has(id) || this.known.get(id) === 'unknown') this.want(id)
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.listeners.delete(id)
    }
  }

  private want(id: ImageId): void {
    this.known.set(id, 'asking')
    if (this.wanted.length === 0) queueMicrotask(() => void this.askForWanted())
    this.wanted.push(id)
  }

  private async askForWanted(): Promise<void> {
    const ids = this.wanted.splice(0)
    for (let at = 0; at < ids.length; at += most) {
      const some = ids.slice(at, at + most)
      const found = await this.ask(some).catch(() => null)
      const facts = new Map<string, ImageFacts>(found?.map((each) => [each.id, each]))
      for (const id of some) if (this.of(id) === 'asking') this.set(id, facts.get(id) ?? (found ? 'missing' : 'unknown'))
    }
  }

  private set(id: string, known: Known): void {
    this.known.set(id, known)
    for (const listener of this.listeners.get(id) ?? []) listener()
  }
}

/** How many are asked for at once: what the contract takes. */
const most = 1000

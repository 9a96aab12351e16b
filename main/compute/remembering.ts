/** Sees to it that the engine that serves remembers the author's texts: all of them once it serves, and after that what changes. */
import type { RememberedSource } from '#preload/contract/phrases.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { EngineProcess } from './engine-process.ts'

/** The texts that are to be remembered. */
export interface PhraseSources {
  /** Their names, each with a stamp that changes when its text does. */
  list(): ReadonlyMap<string, string>
  /** A text; null where there is none of that name any more. */
  read(source: string): RememberedSource | null
  /** Hears that something may have changed, until the answered function is called. */
  listen(stirred: () => void): () => void
}

/** Sent at once, so that neither process is busy for long: what a page asks meanwhile comes in between. */
const charactersAtOnce = 50_000
const sourcesAtOnce = 20

export class Remembering {
  readonly #sources: PhraseSources
  readonly #reportBug: (error: unknown, where: string) => string
  readonly #ignore: () => void
  #engine: EngineProcess['engine'] | null = null
  /** What the engine has, by name and stamp. */
  #sent = new Map<string, string>()
  #isSending = false
  /** Something changed while it was sending. */
  #isStirred = false

  constructor(sources: PhraseSources, reportBug: (error: unknown, where: string) => string) {
    this.#sources = sources
    this.#reportBug = reportBug
    this.#ignore = sources.listen(() => this.#send())
  }

  /** Another engine serves, which remembers nothing yet; the same one as before has all that it was told. */
  serve(engine: EngineProcess['engine']): void {
    if (engine === this.#engine) return
    this.#engine = engine
    this.#sent = new Map()
    this.#send()
  }

  close(): void {
    this.#ignore()
    this.#engine = null
  }

  /** An edge: nobody waits for it. An engine that ends meanwhile is followed by another one, which is told everything. */
  #send(): void {
    this.#isStirred = true
    if (this.#isSending || this.#engine === null) return
    this.#isSending = true
    this.#sendAll()
      .catch((error: unknown) => {
        if (!(error instanceof Problem)) this.#reportBug(error, 'remembering')
      })
      .finally(() => {
        this.#isSending = false
        if (this.#isStirred && this.#engine !== null) this.#send()
      })
  }

  async #sendAll(): Promise<void> {
    const [engine, sent] = [this.#engine, this.#sent]
    this.#isStirred = false
    if (engine === null) return
    const wanted = this.#sources.list()
    const gone = [...sent.keys()].filter((source) => !wanted.has(source))
    for (const source of gone) sent.delete(source)
    if (gone.length > 0) await engine.forget({ sources: gone })
    for (const batch of this.#changed(wanted, sent)) {
      await engine.remember({ sources: batch })
      if (engine !== this.#engine) return
    }
  }

  /** What the engine lacks, or has in an older state. Read as it is sent. */
  *#changed(wanted: ReadonlyMap<string, string>, sent: Map<string, string>): Generator<RememberedSource[]> {
    let batch: RememberedSource[] = []
    let characters = 0
    for (const [source, stamp] of wanted) {
      if (sent.get(source) === stamp) continue
      const text = this.#sources.read(source)
      sent.set(source, stamp)
      if (text === null) continue
      batch.push(text)
      characters += text.text.length
      if (characters < charactersAtOnce && batch.length < sourcesAtOnce) continue
      yield batch
      batch = []
      characters = 0
    }
    if (batch.length > 0) yield batch
  }
}

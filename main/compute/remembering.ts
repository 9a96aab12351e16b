/** Sees to it that the engine that serves remembers the author's texts: all of them once it serves, and after that what changes. */
import type { RememberedSource } from '#preload/contract/phrases.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { EngineProcess } from './engine-process.ts'

/** The texts that are to be remembered. */
export interface PhraseSources {
  /** Their names, each with a stamp that changes when its text does. */
  list(): Promise<ReadonlyMap<string, string>>
  /** A text, a long one in pieces, each with a name of its own; none where nothing of that name is to be remembered any more. */
  read(source: string): Iterable<RememberedSource>
  /** Hears that something may have changed, until the answered function is called. */
  listen(stirred: () => void): () => void
}

/** Sent at once, so that neither process is busy for long: what a page asks meanwhile comes in between. */
const charactersAtOnce = 50_000
const sourcesAtOnce = 20

const forgottenAtOnce = 50_000

interface Batch {
  readonly pieces: RememberedSource[]
  /** Names of pieces that their texts no longer have. */
  readonly outdated: string[]
}

/** A text as the engine has it. */
interface Sent {
  readonly stamp: string
  /** The names of its pieces. */
  readonly pieces: readonly string[]
}

export class Remembering {
  readonly #sources: PhraseSources
  readonly #reportBug: (error: unknown, where: string) => string
  readonly #ignore: () => void
  #engine: EngineProcess['engine'] | null = null
  /** What the engine has, by name. */
  #sent = new Map<string, Sent>()
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

  /** Ends early where something changes meanwhile: what is no longer to be remembered is never sent, and what was sent stays so. */
  async #sendAll(): Promise<void> {
    const [engine, sent] = [this.#engine, this.#sent]
    this.#isStirred = false
    if (engine === null) return
    const wanted = await this.#sources.list()
    // What was listed is not what there is any more, and could not be read.
    if (engine !== this.#engine || this.#isStirred) return
    const gone = [...sent].filter(([name]) => !wanted.has(name))
    for (const [name] of gone) sent.delete(name)
    await this.#forget(
      engine,
      gone.flatMap(([, { pieces }]) => pieces),
    )
    for (const batch of this.#changed(wanted, sent)) {
      await engine.remember({ sources: batch.pieces })
      await this.#forget(engine, batch.outdated)
      if (engine !== this.#engine || this.#isStirred) return
    }
  }

  async #forget(engine: EngineProcess['engine'], sources: readonly string[]): Promise<void> {
    for (let at = 0; at < sources.length; at += forgottenAtOnce) await engine.forget({ sources: sources.slice(at, at + forgottenAtOnce) })
  }

  /** What the engine lacks, or has in an older state, and what it has too much of that. Read as it is sent. */
  *#changed(wanted: ReadonlyMap<string, string>, sent: Map<string, Sent>): Generator<Batch> {
    let batch: Batch = { pieces: [], outdated: [] }
    let characters = 0
    for (const [name, stamp] of wanted) {
      const had = sent.get(name)
      if (had?.stamp === stamp) continue
      const pieces: string[] = []
      for (const piece of this.#sources.read(name)) {
        pieces.push(piece.source)
        batch.pieces.push(piece)
        characters += piece.text.length
        if (characters < charactersAtOnce && batch.pieces.length < sourcesAtOnce) continue
        sent.set(name, { stamp: '', pieces: [...new Set([...(had?.pieces ?? []), ...pieces])] })
        yield batch
        batch = { pieces: [], outdated: [] }
        characters = 0
      }
      batch.outdated.push(...(had?.pieces.filter((one) => !pieces.includes(one)) ?? []))
      sent.set(name, { stamp, pieces })
    }
    if (batch.pieces.length + batch.outdated.length > 0) yield batch
  }
}

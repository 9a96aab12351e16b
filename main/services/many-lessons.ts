/** Changing many lessons at once: all that can be written in one transaction, what is open or moved on left alone, and the way back kept. */
import type { Caller } from '#preload/contract/member.ts'
import type { LessonId } from '#preload/contract/library.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { LeftAlone, ReplacementOutcome, ReplacementWork } from '#preload/contract/search.ts'
import { randomId } from '#preload/document/identity.ts'
import { invertChanges } from '#preload/document/invert.ts'
import type { Change, Doc } from '#preload/document/schema.ts'
import type { PreparedBatch } from '#main/store/log.ts'
import type { Leases } from './leases.ts'
import type { Workspace } from './open-workspace.ts'
import { paced } from './paced.ts'

export interface ManyLessonsOptions {
  readonly workspace: Workspace
  readonly leases: Pick<Leases, 'isEdited'>
}

/** The newest text of a lesson that nobody works on. */
export interface NewestText {
  readonly revision: number
  readonly newestBatch: string | null
  readonly doc: Doc
}

/** What is to become of a lesson. */
export interface Edited {
  readonly changes: readonly Change[]
  readonly places: number
}

interface Named {
  readonly lesson: LessonId
  readonly title: string
}

/** A lesson ready to be written. */
interface Ready extends Named {
  readonly batch: PreparedBatch
  readonly inverse: readonly Change[]
  readonly places: number
}

/** A lesson as it was left, and the way back. */
interface Done extends Named {
  readonly revision: number
  readonly batch: string
  readonly inverse: readonly Change[]
  readonly places: number
}

/** Between two words on how far it is. */
const tellEveryMs = 100
/** How many of them can still be taken back. */
const mostKept = 10

export class ManyLessons {
  readonly #options: ManyLessonsOptions
  readonly #done = new Map<string, readonly Done[]>()

  constructor(options: ManyLessonsOptions) {
    this.#options = options
  }

  /** Edits lessons; the texts before are kept as versions. `edit` answers why a lesson is left alone, or null where nothing becomes of it. */
  async *edit<T extends Named>(
    lessons: readonly T[],
    {
      at,
      signal,
      edit,
      isBack = false,
    }: {
      readonly at: number
      readonly signal: Caller['signal']
      /** It takes something back, which is no reason to keep a text. */ readonly isBack?: boolean
      edit(lesson: T, text: NewestText): Promise<Edited | LeftAlone['why'] | null>
    },
  ): AsyncGenerator<ReplacementWork> {
    const [ready, left] = yield* this.#sortOut(lessons, at, signal, edit)
    yield { work: null, outcome: isBack ? this.#write(ready, left) : this.#write(ready, left, 'before-replace') }
  }

  /** Takes one back; throws `not-found` where it is too long ago. */
  async *takeBack(id: string, at: number, signal: Caller['signal']): AsyncGenerator<ReplacementWork> {
    const before = this.#done.get(id)
    if (!before) throw new Problem('not-found', `nothing is known of the replacement ${id}`)
    const [ready, left] = yield* this.#sortOut(before, at, signal, ({ revision, batch, inverse, places }, text) =>
      Promise.resolve(text.revision !== revision || text.newestBatch !== batch ? 'moved-on' : { changes: inverse, places }),
    )
    const outcome = this.#write(ready, left)
    const later = before.filter(({ lesson }) => outcome.left.some((each) => each.lesson === lesson && each.why !== 'moved-on'))
    if (later.length > 0) this.#done.set(id, later)
    else this.#done.delete(id)
    yield { work: null, outcome }
  }

  /** Says how far it is, not more often than an eye can follow, then answers what can be written and what not. */
  async *#sortOut<T extends Named>(
    lessons: readonly T[],
    at: number,
    signal: Caller['signal'],
    edit: (lesson: T, text: NewestText) => Promise<Edited | LeftAlone['why'] | null>,
  ): AsyncGenerator<ReplacementWork, [Ready[], LeftAlone[]]> {
    const [ready, left]: [Ready[], LeftAlone[]] = [[], []]
    let [done, toldAt] = [0, -Infinity]
    for await (const lesson of paced(lessons, signal)) {
      const seen = await this.#readied(lesson, at, edit)
      if (typeof seen === 'string') left.push({ lesson: lesson.lesson, title: lesson.title, why: seen })
      else if (seen) ready.push(seen)
      done += 1
      if (performance.now() - toldAt < tellEveryMs) continue
      yield { work: { done, total: lessons.length }, outcome: null }
      toldAt = performance.now()
    }
    if (signal.aborted) throw new Problem('cancelled', 'nothing was replaced')
    return [ready, left]
  }

  /** What a lesson is to become; null where that is what it is. */
  async #readied<T extends Named>(lesson: T, at: number, edit: (lesson: T, text: NewestText) => Promise<Edited | LeftAlone['why'] | null>) {
    const { workspace, leases } = this.#options
    if (leases.isEdited(lesson.lesson)) return 'open'
    const text = workspace.read((store) => store.peekLesson(lesson.lesson))
    if (!text) return 'gone'
    const edited = await edit(lesson, text)
    if (edited === null || typeof edited === 'string') return edited
    const { changes, places } = edited
    if (changes.length === 0) return null
    const batch = { lesson: lesson.lesson, batch: randomId(), base: text.revision, changes, at }
    const prepared = workspace.read((store) => store.prepare(batch, text.doc))
    return { lesson: lesson.lesson, title: lesson.title, places, batch: prepared, inverse: invertChanges(text.doc, changes) } satisfies Ready
  }

  /** In one transaction, which only writes: all else was made ready piece by piece. A page may have opened a lesson while others were looked at; what moved on in the meantime is `stale`, and nothing is written. `as`: what the texts before it are kept as; a way back is no reason to. */
  #write(sorted: readonly Ready[], leftBefore: readonly LeftAlone[], as?: 'before-replace'): ReplacementOutcome {
    const { workspace, leases } = this.#options
    const opened = sorted.filter(({ lesson }) => leases.isEdited(lesson))
    const ready = sorted.filter((each) => !opened.includes(each))
    const left = [...leftBefore, ...opened.map(({ lesson, title }): LeftAlone => ({ lesson, title, why: 'open' }))]
    if (ready.length === 0) return { id: null, lessons: 0, places: 0, left }
    const batches = ready.map(({ batch }) => batch)
    const revisions = workspace.write('text', (store) => store.appendAll(batches, as))
    const id = this.#keep(
      ready.map(({ lesson, title, places, batch, inverse }, index) => ({
        lesson,
        title,
        places,
        inverse,
        revision: revisions[index] ?? 0,
        batch: batch.batch.batch,
      })),
    )
    return { id, lessons: ready.length, places: ready.reduce((sum, { places }) => sum + places, 0), left }
  }

  #keep(all: readonly Done[]): string {
    const id = randomId()
    this.#done.set(id, all)
    const [oldest] = this.#done.keys()
    if (this.#done.size > mostKept && oldest !== undefined) this.#done.delete(oldest)
    return id
  }
}

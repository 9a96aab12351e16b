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

/** How what was done to a lesson is taken back, from whatever was written since. `what`: it, for a page that takes it back by itself. */
export interface WayBack<W> {
  readonly what: W
  /** `stayed`: places to which nothing is done. */
  back(text: NewestText): (Edited & { readonly stayed: number }) | LeftAlone['why']
}

/** What was not taken back: places that stayed as they are, and lessons that nothing was done to yet. */
export interface NotBack<W> {
  readonly stayed: number
  readonly later: readonly { readonly lesson: LessonId; readonly why: LeftAlone['why']; readonly what: W }[]
}

interface Named {
  readonly lesson: LessonId
  readonly title: string
}

/** A lesson ready to be written. */
interface Ready<W> extends Named {
  readonly batch: PreparedBatch
  readonly places: number
  /** At what revision it will be. */
  wayFrom(revision: number): WayBack<W>
}

/** A lesson as it was left, and the way back. */
interface Done<W> extends Named {
  readonly way: WayBack<W>
}

type Edit<W, T> = (lesson: T, text: NewestText) => Promise<(Edited & { readonly way?: WayBack<W> }) | LeftAlone['why'] | null>

/** Between two words on how far it is. */
const tellEveryMs = 100
/** `W`: what a way back is told by; null where a lesson goes back as a whole, as long as nothing was written in it since. */
export class ManyLessons<W = null> {
  readonly #options: ManyLessonsOptions
  readonly #whole: W
  readonly #mostKept: number
  readonly #done = new Map<string, readonly Done<W>[]>()

  /** `whole`: of a lesson that goes back as a whole. `mostKept`: how many of them can still be taken back. */
  constructor(options: ManyLessonsOptions, whole: W, mostKept: number) {
    this.#options = options
    this.#whole = whole
    this.#mostKept = mostKept
  }

  /** Edits lessons; the texts before are kept as versions. `edit` answers why a lesson is left alone, or null where nothing becomes of it. */
  async *edit<T extends Named>(
    lessons: readonly T[],
    { at, signal, edit }: { readonly at: number; readonly signal: Caller['signal']; readonly edit: Edit<W, T> },
  ): AsyncGenerator<ReplacementWork> {
    const [ready, left] = yield* this.#sortOut(lessons, at, signal, edit)
    const { done, ...outcome } = this.#write(ready, left, 'before-replace')
    if (outcome.id !== null) this.#keep(outcome.id, done)
    yield { work: null, outcome }
  }

  /** Takes one back; throws `not-found` where it is too long ago. */
  async *takeBack(id: string, at: number, signal: Caller['signal']): AsyncGenerator<ReplacementWork, NotBack<W>> {
    const before = this.#done.get(id)
    if (!before) throw new Problem('not-found', `nothing is known of what was done as ${id}`)
    const staying = new Map<LessonId, number>()
    const [ready, left] = yield* this.#sortOut(before, at, signal, ({ lesson, way }, text) => {
      const back = way.back(text)
      if (typeof back !== 'string') staying.set(lesson, back.stayed)
      return Promise.resolve(back)
    })
    const { done: _again, ...outcome } = this.#write(ready, left)
    const why = new Map(outcome.left.map((each) => [each.lesson, each.why]))
    // What a page opened meanwhile, or lies in the bin, can be taken back another time.
    const later = before.filter(({ lesson }) => why.has(lesson) && why.get(lesson) !== 'moved-on')
    if (later.length > 0) this.#done.set(id, later)
    else this.#done.delete(id)
    yield { work: null, outcome }
    return {
      stayed: [...staying].reduce((sum, [lesson, count]) => (why.has(lesson) ? sum : sum + count), 0),
      later: later.map(({ lesson, way }) => ({ lesson, why: why.get(lesson) ?? 'gone', what: way.what })),
    }
  }

  /** Says how far it is, not more often than an eye can follow, then answers what can be written and what not. */
  async *#sortOut<T extends Named>(
    lessons: readonly T[],
    at: number,
    signal: Caller['signal'],
    edit: Edit<W, T>,
  ): AsyncGenerator<ReplacementWork, [Ready<W>[], LeftAlone[]]> {
    const [ready, left]: [Ready<W>[], LeftAlone[]] = [[], []]
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
  async #readied<T extends Named>(lesson: T, at: number, edit: Edit<W, T>): Promise<Ready<W> | LeftAlone['why'] | null> {
    const { workspace, leases } = this.#options
    if (leases.isEdited(lesson.lesson)) return 'open'
    const text = workspace.read((store) => store.peekLesson(lesson.lesson))
    if (!text) return 'gone'
    const edited = await edit(lesson, text)
    if (edited === null || typeof edited === 'string') return edited
    const { changes, places, way } = edited
    if (changes.length === 0) return null
    const batch = { lesson: lesson.lesson, batch: randomId(), base: text.revision, changes, at }
    const prepared = workspace.read((store) => store.prepare(batch, text.doc))
    const inverse = way ? [] : invertChanges(text.doc, changes)
    const wayFrom = (revision: number) => way ?? wholeWay({ revision, batch: batch.batch, inverse, places }, this.#whole)
    return { lesson: lesson.lesson, title: lesson.title, places, batch: prepared, wayFrom }
  }

  /** In one transaction, which only writes: all else was made ready piece by piece. A page may have opened a lesson while others were looked at; what moved on in the meantime is `stale`, and nothing is written. `as`: what the texts before it are kept as; a way back is no reason to. */
  #write(sorted: readonly Ready<W>[], leftBefore: readonly LeftAlone[], as?: 'before-replace'): ReplacementOutcome & { readonly done: readonly Done<W>[] } {
    const { workspace, leases } = this.#options
    const opened = sorted.filter(({ lesson }) => leases.isEdited(lesson))
    const ready = sorted.filter((each) => !opened.includes(each))
    const left = [...leftBefore, ...opened.map(({ lesson, title }): LeftAlone => ({ lesson, title, why: 'open' }))]
    if (ready.length === 0) return { id: null, lessons: 0, places: 0, left, done: [] }
    const batches = ready.map(({ batch }) => batch)
    const revisions = workspace.write('text', (store) => store.appendAll(batches, as))
    const done = ready.map(({ lesson, title, wayFrom }, index) => ({ lesson, title, way: wayFrom(revisions[index] ?? 0) }))
    return { id: randomId(), lessons: ready.length, places: ready.reduce((sum, { places }) => sum + places, 0), left, done }
  }

  #keep(id: string, all: readonly Done<W>[]): void {
    this.#done.set(id, all)
    const [oldest] = this.#done.keys()
    if (this.#done.size > this.#mostKept && oldest !== undefined) this.#done.delete(oldest)
  }
}

interface Left {
  readonly revision: number
  readonly batch: string
  readonly inverse: readonly Change[]
  readonly places: number
}

/** Back to the text before, where it is still as it was left. */
function wholeWay<W>({ revision, batch, inverse, places }: Left, what: W): WayBack<W> {
  return {
    what,
    back: (text) => (text.revision !== revision || text.newestBatch !== batch ? 'moved-on' : { changes: inverse, places, stayed: 0 }),
  }
}

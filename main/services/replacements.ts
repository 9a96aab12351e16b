/** Replacing in many lessons at once: what it would do, doing it, and taking it back. */
import type { Caller, Handlers } from '#preload/contract/member.ts'
import { LessonId } from '#preload/contract/library.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { LeftAlone, ReplacementHit, ReplacementOutcome, ReplacementWork, search } from '#preload/contract/search.ts'
import { randomId } from '#preload/document/identity.ts'
import { invertChanges } from '#preload/document/invert.ts'
import { type Match, matchesIn, replacementOf } from '#preload/document/matching.ts'
import { compile, type Pattern, type Sought } from '#preload/document/sought.ts'
import { passagesIn } from '#preload/document/passages.ts'
import { editAt, excerptOf, placesOf, type TextPlace } from '#preload/document/found-places.ts'
import { replacementChanges } from '#preload/document/replacing.ts'
import type { Change, Doc } from '#preload/document/schema.ts'
import type { PreparedBatch } from '#main/store/log.ts'
import type { SearchableLesson } from '#main/store/search.ts'
import type { SearchOptions } from './search.ts'
import type { Workspace } from './open-workspace.ts'
import { paced } from './paced.ts'
import { PatternRun } from './pattern-run.ts'

interface Ports extends Pick<SearchOptions, 'workspace' | 'leases'> {
  readonly lessonsWithin: (within: string | null, bin: boolean) => SearchableLesson[]
  readonly used: () => void
}

/** A lesson as it was left by a replacement, and the way back. */
interface Done {
  readonly lesson: LessonId
  readonly title: string
  readonly revision: number
  readonly batch: string
  readonly inverse: readonly Change[]
  readonly places: number
}

/** Places shown of one lesson; the others are replaced with it. */
const mostShown = 200
/** How long an author's pattern may take in one lesson: nobody waits for it but its author. */
const patternMs = 2000
/** Between two words on how far it is. */
const tellEveryMs = 100
/** How many replacements can still be taken back. */
const mostKept = 10

export function replacements({ workspace, leases, lessonsWithin, used }: Ports): Pick<Handlers<typeof search>, 'places' | 'replace' | 'takeBack'> {
  const done = new Map<string, readonly Done[]>()
  const keep = (all: readonly Done[]): string => {
    const id = randomId()
    done.set(id, all)
    const [oldest] = done.keys()
    if (done.size > mostKept && oldest !== undefined) done.delete(oldest)
    return id
  }
  return {
    async *places({ sought, replacement, within, except }, { signal }) {
      used()
      using finder = new Finder(sought, signal)
      for await (const lesson of paced(lessonsWithin(within, false), signal)) {
        if (except.some((id) => id === lesson.id) || !finder.mayMatch(workspace, lesson)) continue
        const hit = await previewOf(workspace, lesson, finder, replacement)
        if (hit) yield { ...hit, isOpen: leases.isEdited(lesson.id) }
      }
    },
    async *replace({ sought, replacement, lessons, at }, { signal }) {
      using finder = new Finder(sought, signal)
      const [ready, left] = yield* sortOut(lessons, signal, async ({ lesson, title, revision, newestBatch, without }) => {
        if (leases.isEdited(lesson)) return 'open'
        const text = workspace.read((store) => store.peekLesson(lesson))
        if (!text) return 'gone'
        if (text.revision !== revision || text.newestBatch !== newestBatch) return 'moved-on'
        const places = (await finder.placesIn(text.doc)).filter((_, index) => !without.includes(index))
        const changes = replacementChanges(
          text.doc,
          places.map((place) => editAt(place, replacement)),
        )
        return readied(workspace, { lesson, title, text, changes, places: places.length, at })
      })
      yield { work: null, outcome: write({ workspace, leases, keep, as: 'before-replace' }, ready, left) }
    },
    async *takeBack({ id, at }, { signal }) {
      const before = done.get(id)
      if (!before) throw new Problem('not-found', `nothing is known of the replacement ${id}`)
      const [ready, left] = yield* sortOut(before, signal, async ({ lesson, title, revision, batch, inverse, places }) => {
        if (leases.isEdited(lesson)) return 'open'
        const text = workspace.read((store) => store.peekLesson(lesson))
        if (!text) return 'gone'
        if (text.revision !== revision || text.newestBatch !== batch) return 'moved-on'
        return readied(workspace, { lesson, title, text, changes: inverse, places, at })
      })
      const outcome = write({ workspace, leases, keep }, ready, left)
      const later = before.filter(({ lesson }) => outcome.left.some((each) => each.lesson === lesson && each.why !== 'moved-on'))
      if (later.length > 0) done.set(id, later)
      else done.delete(id)
      yield { work: null, outcome }
    },
  }
}

/** A lesson ready to be written. */
interface Ready {
  readonly lesson: LessonId
  readonly title: string
  readonly batch: PreparedBatch
  readonly inverse: readonly Change[]
  readonly places: number
}

/** What a lesson is to become; null where that is what it is. */
function readied(workspace: Workspace, { lesson, title, text, changes, places, at }: ToReady): Ready | null {
  if (changes.length === 0) return null
  const batch = { lesson, batch: randomId(), base: text.revision, changes, at }
  return { lesson, title, places, batch: workspace.read((store) => store.prepare(batch, text.doc)), inverse: invertChanges(text.doc, changes) }
}

interface ToReady {
  readonly lesson: LessonId
  readonly title: string
  readonly text: { readonly revision: number; readonly doc: Doc }
  readonly changes: readonly Change[]
  readonly places: number
  readonly at: number
}

/** Says how far it is, not more often than an eye can follow, then answers what can be written and what not. */
async function* sortOut<T extends { readonly lesson: LessonId; readonly title: string }>(
  lessons: readonly T[],
  signal: Caller['signal'],
  look: (lesson: T) => Promise<Ready | LeftAlone['why'] | null>,
): AsyncGenerator<ReplacementWork, [Ready[], LeftAlone[]]> {
  const [ready, left]: [Ready[], LeftAlone[]] = [[], []]
  let [done, toldAt] = [0, -Infinity]
  for await (const lesson of paced(lessons, signal)) {
    const seen = await look(lesson)
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

interface Writing extends Pick<Ports, 'workspace' | 'leases'> {
  readonly keep: (done: readonly Done[]) => string
  /** What the texts before it are kept as; a way back is no reason to. */
  readonly as?: 'before-replace'
}

/** In one transaction, which only writes: all else was made ready piece by piece. A page may have opened a lesson while others were looked at; what moved on in the meantime is `stale`, and nothing is written. */
function write({ workspace, leases, keep, as }: Writing, sorted: readonly Ready[], leftBefore: readonly LeftAlone[]): ReplacementOutcome {
  const opened = sorted.filter(({ lesson }) => leases.isEdited(lesson))
  const ready = sorted.filter((each) => !opened.includes(each))
  const left = [...leftBefore, ...opened.map(({ lesson, title }): LeftAlone => ({ lesson, title, why: 'open' }))]
  if (ready.length === 0) return { id: null, lessons: 0, places: 0, left }
  const batches = ready.map(({ batch }) => batch)
  const revisions = workspace.write('text', (store) => store.appendAll(batches, as))
  const id = keep(
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

/** Finds what is sought, lesson by lesson. Throws `pattern-invalid` at once, `pattern-slow` where it takes too long in one. */
class Finder {
  readonly #pattern: Pattern
  readonly #run: PatternRun | null
  readonly #signal: AbortSignal

  constructor(sought: Sought, signal: AbortSignal) {
    const compiled = compile(sought)
    if (compiled.kind === 'fault') throw new Problem('pattern-invalid', `not a regular expression: ${compiled.fault}`)
    this.#pattern = compiled.pattern
    this.#run = sought.isPattern ? new PatternRun(compiled.pattern, patternMs) : null
    this.#signal = signal
  }

  /** Whether it is worth reading a lesson whole. Plain text can be looked for in the text that is in memory. */
  mayMatch(workspace: Workspace, lesson: SearchableLesson): boolean {
    if (this.#run) return true
    const searched = workspace.read((store) => store.searchText(lesson))
    return searched !== undefined && new RegExp(this.#pattern.source, this.#pattern.flags).test(searched.text)
  }

  async placesIn(doc: Doc): Promise<TextPlace[]> {
    const passages = passagesIn(doc)
    const texts = passages.map(({ text }) => text)
    const matches = this.#run ? await this.#run.find(texts, this.#signal) : this.#plainly(texts)
    if (matches) return placesOf(passages, matches)
    if (this.#signal.aborted) throw new Problem('cancelled', 'nothing was replaced')
    throw new Problem('pattern-slow', `the pattern takes longer than ${patternMs} ms in one lesson`)
  }

  [Symbol.dispose](): void {
    this.#run?.close()
  }

  #plainly(texts: readonly string[]): Match[][] {
    const expression = new RegExp(this.#pattern.source, this.#pattern.flags)
    return texts.map((text) => matchesIn(text, expression))
  }
}

async function previewOf(workspace: Workspace, lesson: SearchableLesson, finder: Finder, replacement: string): Promise<Omit<ReplacementHit, 'isOpen'> | null> {
  const text = workspace.read((store) => store.peekLesson(lesson.id))
  const places = text ? await finder.placesIn(text.doc) : []
  if (!text || places.length === 0) return null
  const shown = places.slice(0, mostShown).map(({ passage, match }) => {
    const { text: excerpt, marks } = excerptOf(passage.text, [[match.from, match.to]])
    return { text: excerpt, marks: marks.map(([from, to]): [number, number] => [from, to]), replacement: replacementOf(match, replacement) }
  })
  const { title, chapter, course } = lesson
  return {
    lesson: LessonId.parse(lesson.id),
    title,
    chapter: chapter.title,
    course: course.title,
    revision: text.revision,
    newestBatch: text.newestBatch,
    count: places.length,
    places: shown,
  }
}

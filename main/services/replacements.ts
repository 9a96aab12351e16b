/** Replacing in many lessons at once: what it would do, doing it, and taking it back. */
import type { Handlers } from '#preload/contract/member.ts'
import { LessonId } from '#preload/contract/library.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { ReplacementHit, search } from '#preload/contract/search.ts'
import { type Match, matchesIn, replacementOf } from '#preload/document/matching.ts'
import { compile, type Pattern, type Sought } from '#preload/document/sought.ts'
import { passagesIn } from '#preload/document/passages.ts'
import { editAt, excerptOf, placesOf, type TextPlace } from '#preload/document/found-places.ts'
import { replacementChanges } from '#preload/document/replacing.ts'
import type { Doc } from '#preload/document/schema.ts'
import type { SearchableLesson } from '#main/store/search.ts'
import type { SearchOptions } from './search.ts'
import { ManyLessons } from './many-lessons.ts'
import type { Workspace } from './open-workspace.ts'
import { paced } from './paced.ts'
import { PatternRun } from './pattern-run.ts'

interface Ports extends Pick<SearchOptions, 'workspace' | 'leases'> {
  readonly lessonsWithin: (within: string | null, bin: boolean) => SearchableLesson[]
  readonly used: () => void
}

/** Places shown of one lesson; the others are replaced with it. */
const mostShown = 200
/** Of which of them the texts before can still be had at once. */
const mostKept = 10
/** How long an author's pattern may take in one lesson: nobody waits for it but its author. */
const patternMs = 2000
export function replacements({ workspace, leases, lessonsWithin, used }: Ports): Pick<Handlers<typeof search>, 'places' | 'replace' | 'takeBack'> {
  const many = new ManyLessons({ workspace, leases }, null, mostKept)
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
      yield* many.edit(lessons, {
        at,
        signal,
        edit: async ({ revision, newestBatch, without }, text) => {
          if (text.revision !== revision || text.newestBatch !== newestBatch) return 'moved-on'
          const places = (await finder.placesIn(text.doc)).filter((_, index) => !without.includes(index))
          const edits = places.map((place) => editAt(place, replacement))
          return { changes: replacementChanges(text.doc, edits), places: places.length }
        },
      })
    },
    async *takeBack({ id, at }, { signal }) {
      yield* many.takeBack(id, at, signal)
    },
  }
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

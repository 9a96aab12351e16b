/**
 * The places in the author's texts that are most like what a page shows: of the lesson that is open, of its course, of the archive and of
 * all other lessons. Nothing of a work that is left out. Lessons are read in memory; of the archive only those works whose index
 * says that they may have more than what was found.
 */
import { type Asked, askedOf, Bounds, leastWords, type SharedStretch, stretchIn } from '#main/archive/likeness.ts'
import { unpackLines } from '#main/archive/packed-lines.ts'
import { passageAt, type SearchableLesson, type SearchText } from '#main/store/search.ts'
import { LessonId } from '#preload/contract/library.ts'
import type { Likeness, WhyQuestion } from '#preload/contract/why.ts'
import { WorkId } from '#preload/contract/works.ts'
import { excerptOf } from '#preload/document/found-places.ts'
import { searchTextOfLines } from './archive-find.ts'
import type { Archive } from './archive-keep.ts'
import { lessonsLeftOut } from './archive-lessons.ts'
import { paced } from './paced.ts'

/** As many as anyone reads beside their own text. */
const mostTold = 5
/** Works that are read at most: those beyond hold the same words, but hardly together. */
const mostRead = 200
/** How long the lessons' texts stay in memory after the last question. */
const keepMs = 5 * 60_000

interface Found {
  readonly stretch: SharedStretch
  readonly likeness: () => Likeness
}

/** Answers what is asked of one library. */
export class Likenesses {
  readonly #archive: Archive
  #timer: NodeJS.Timeout | undefined

  constructor(archive: Archive) {
    this.#archive = archive
  }

  /**
   * One place of each text at most, the longest likeness first. Ends early, with what is found, once the signal is aborted. Throws what the
   * archive can't be read for: then it isn't known either which lessons are left out.
   */
  async like({ before, text, open }: Pick<WhyQuestion, 'before' | 'text' | 'open'>, signal: AbortSignal): Promise<Likeness[]> {
    const asked = askedOf(before, text)
    const best = new Best()
    const lessons = this.#lessons()
    const own = lessons.find(({ id }) => id === open)
    const isNear = (lesson: SearchableLesson) => lesson.course.id === own?.course.id
    for await (const lesson of paced(own ? [own, ...lessons.filter((one) => one !== own && isNear(one))] : [], signal)) best.add(this.#inLesson(lesson, asked))
    for await (const found of this.#inWorks(asked, best, signal)) best.add(found)
    for await (const lesson of paced(own ? lessons.filter((one) => !isNear(one)) : lessons, signal)) best.add(this.#inLesson(lesson, asked))
    this.#forgetSoon()
    return best.told.map(({ likeness }) => likeness())
  }

  #lessons(): SearchableLesson[] {
    const { workspace } = this.#archive
    const isOut = this.#archive.read(() => lessonsLeftOut(this.#archive))
    if (!workspace.isReadable()) return []
    return workspace.read((store) => store.searchableLessons()).filter((lesson) => !lesson.inBin && !isOut(lesson))
  }

  #inLesson(lesson: SearchableLesson, asked: Asked): Found | null {
    const { workspace } = this.#archive
    const text = workspace.isReadable() ? workspace.read((store) => store.searchText(lesson)) : undefined
    const stretch = text ? stretchIn(text.text, asked) : null
    if (!text || !stretch) return null
    const { id, title, course } = lesson
    const likeness = () => {
      const { passage, offset, ...shown } = shownAt(text, stretch, asked)
      return { ...shown, place: { kind: 'lesson' as const, lesson: LessonId.parse(id), title, course: course.title, passage, from: offset } }
    }
    return { stretch, likeness }
  }

  /** Those that may have the longest first, until none may have more than what is found. */
  async *#inWorks(asked: Asked, best: Best, signal: AbortSignal): AsyncGenerator<Found | null> {
    const bounds = new Bounds(asked)
    let which = 0
    for await (const gram of paced(bounds.grams, signal))
      bounds.note(
        which++,
        this.#archive.read((works) => works.holders(gram)),
      )
    for await (const { number, most } of paced(bounds.likely.slice(0, mostRead), signal)) {
      if (most <= best.least) return
      yield this.#inWork(number, asked)
    }
  }

  #inWork(number: number, asked: Asked): Found | null {
    const [row, packed] = this.#archive.read((works) => [works.learntWork(number), works.text(number)])
    if (!row || !packed) return null
    const text = searchTextOfLines(unpackLines(packed))
    const stretch = stretchIn(text.text, asked)
    if (!stretch) return null
    const likeness = () => {
      const { passage, offset: _, ...shown } = shownAt(text, stretch, asked)
      return { ...shown, place: { kind: 'work' as const, work: WorkId.parse(row.id), title: row.title, line: passage } }
    }
    return { stretch, likeness }
  }

  #forgetSoon(): void {
    const { workspace } = this.#archive
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      if (workspace.isReadable()) workspace.read((store) => store.forgetSearch())
    }, keepMs)
    this.#timer.unref()
  }
}

/** The longest so far; of those that are as long, the first. */
class Best {
  #found: readonly Found[] = []

  get told(): readonly Found[] {
    return this.#found
  }

  /** What has no more than so many 字 is not told. */
  get least(): number {
    return this.#found[mostTold - 1]?.stretch.words ?? leastWords - 1
  }

  add(found: Found | null): void {
    if (found) this.#found = [...this.#found, found].sort((a, b) => b.stretch.words - a.stretch.words).slice(0, mostTold)
  }
}

/** What a reader sees of a place, and which passage it lies in. */
function shownAt(searched: SearchText, { at, askedAt, length }: SharedStretch, asked: Asked): Omit<Likeness, 'place'> & { passage: number; offset: number } {
  const { passage, start } = passageAt(searched, at)
  const line = searched.text.slice(start, (searched.starts[passage + 1] ?? searched.text.length + 1) - 1)
  const excerpt = excerptOf(line, [[at - start, at - start + length]])
  const [from, to] = excerpt.marks[0] ?? [0, 0]
  const isSaid = Math.max(0, asked.from - askedAt)
  return { passage, offset: at - start, text: excerpt.text, shared: [from, to], said: [from + isSaid, to], found: searched.text.slice(at, at + length) }
}

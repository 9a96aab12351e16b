/** This studio's own lessons as works of the archive: by reference, so they are always as the author last wrote them. */
import { factsOfDoc, type ReadLines } from '#main/archive/facts.ts'
import type { SearchableLesson } from '#main/store/search.ts'
import type { Work, WorkGroup } from '#preload/contract/archive.ts'
import { WorkId } from '#preload/contract/works.ts'
import { keptWhileOpen } from './kept-while-open.ts'
import type { Archive } from './archive-keep.ts'
import { paced } from './paced.ts'

const prefix = 'lesson:'

/** The lesson that a work is; null where it is none. */
export function lessonOf(work: string): string | null {
  return work.startsWith(prefix) ? work.slice(prefix.length) : null
}

interface Kept extends ReadLines {
  readonly revision: number
  readonly title: string
}

interface Amount {
  readonly works: number
  readonly words: number
}

const summed = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0)

/** A lesson with what is known of it as a work. */
interface LessonWork {
  readonly lesson: SearchableLesson
  readonly work: Work
}

/** Tells the lessons that the author left out, by themselves or with their course. */
export function lessonsLeftOut(archive: Archive): (lesson: Pick<SearchableLesson, 'id' | 'course'>) => boolean {
  if (!archive.isReadable()) return () => false
  const [lessons, courses] = archive.read((works) => [works.lessonsOut(), works.coursesOut()])
  return ({ id, course }) => lessons.has(id) || courses.has(course.id)
}

export class ArchiveLessons {
  readonly #archive: Archive
  readonly #kept: () => Map<string, Kept>

  constructor(archive: Archive) {
    this.#archive = archive
    this.#kept = keptWhileOpen(archive.workspace, () => new Map())
  }

  /** Those that are not in the bin, in the author's order. */
  all(): SearchableLesson[] {
    const { workspace } = this.#archive
    if (!workspace.isReadable()) return []
    return workspace.read((store) => store.searchableLessons()).filter(({ inBin }) => !inBin)
  }

  /** Whether anything is learnt of a lesson: its course was taken in, and it was not left out. */
  #learnt(): (lesson: SearchableLesson) => boolean {
    const [courses, out] = this.#archive.read((works) => [works.courses(), works.lessonsOut()])
    return ({ id, course }) => courses.has(course.id) && !out.has(id)
  }

  /** Tells those that the author left out, by themselves or with their course. A course that was never decided on is not left out. */
  leftOut(): (lesson: Pick<SearchableLesson, 'id' | 'course'>) => boolean {
    return lessonsLeftOut(this.#archive)
  }

  /** What the author decided of each lesson; null where its course was never decided on. One that is nowhere, or in the bin, was removed. */
  decided(): (id: string) => 'here' | 'left-out' | 'gone' | null {
    const [isLearnt, isOut] = [this.#learnt(), this.leftOut()]
    const fates = new Map(this.all().map((lesson) => [lesson.id, isOut(lesson) ? 'left-out' : isLearnt(lesson) ? 'here' : null] as const))
    return (id) => (fates.has(id) ? (fates.get(id) ?? null) : 'gone')
  }

  learnt(): SearchableLesson[] {
    return this.all().filter(this.#learnt())
  }

  /** The text of a lesson and what is known of it; undefined where it is gone. */
  read({ id, revision, title }: Pick<SearchableLesson, 'id' | 'revision' | 'title'>): ReadLines | undefined {
    const kept = this.#kept().get(id)
    if (kept?.revision === revision && kept.title === title) return kept
    const text = this.#archive.workspace.read((store) => store.peekLesson(id))
    if (!text) return undefined
    const made = { revision, title, ...factsOfDoc(text.doc, { title }) }
    this.#kept().set(id, made)
    return made
  }

  /** Reads what is learnt of, where it was not read yet. */
  async prepare(signal: AbortSignal): Promise<void> {
    for await (const lesson of paced(this.learnt(), signal)) this.read(lesson)
  }

  /** What was read already of the lessons that are learnt of. */
  known(): ReadLines[] {
    return this.learnt().flatMap((lesson) => this.#knownOf(lesson) ?? [])
  }

  #knownOf({ id, revision, title }: SearchableLesson): Kept | undefined {
    const kept = this.#kept().get(id)
    return kept?.revision === revision && kept.title === title ? kept : undefined
  }

  work(id: string): LessonWork | undefined {
    const lesson = this.all().find((each) => each.id === id)
    return lesson && { lesson, work: this.#workOf(lesson, !this.#learnt()(lesson)) }
  }

  /** All that are learnt of, as works. */
  works(): Work[] {
    return this.learnt().map((lesson) => this.#workOf(lesson, false))
  }

  list(course: string): Work[] {
    const isLearnt = this.#learnt()
    return this.all()
      .filter((lesson) => lesson.course.id === course)
      .map((lesson) => this.#workOf(lesson, !isLearnt(lesson)))
  }

  #workOf(lesson: SearchableLesson, excluded: boolean): Work {
    const facts = this.read(lesson)?.facts
    return {
      id: WorkId.parse(prefix + lesson.id),
      kind: 'lesson',
      title: lesson.title,
      file: [lesson.course.title, lesson.chapter.title].join(' › '),
      group: `course:${lesson.course.id}`,
      words: facts?.words ?? 0,
      written: null,
      addedAt: 0,
      excluded,
      isChinese: facts?.isChinese ?? false,
      quoted: facts?.quoted ?? 0,
      personal: facts?.personal ?? {},
    }
  }

  /** 字 of all lessons, by their ids. */
  #words(): (lesson: SearchableLesson) => number {
    const words = new Map(
      this.#archive.workspace
        .read((store) => store.tree())
        .flatMap(({ chapters }) => chapters.flatMap(({ lessons }) => lessons.map((each) => [each.id, each.words] as const))),
    )
    return ({ id }) => words.get(id) ?? 0
  }

  /** How much is taken in, and how much of that is learnt. `choice`: which of the amounts of a work's `learnt` holds; of a lesson that was not read yet all its 字 count. */
  amounts(choice: number): { taken: Amount; learnt: Amount } {
    const lessons = this.learnt()
    const wordsOf = lessons.length > 0 ? this.#words() : () => 0
    const learnt = lessons.map((lesson) => this.#knownOf(lesson)?.facts.learnt[choice] ?? wordsOf(lesson))
    const isLearnt = (lesson: SearchableLesson, at: number) => (learnt[at] ?? 0) > 0 || !this.#knownOf(lesson)
    return {
      taken: { works: lessons.length, words: summed(lessons.map(wordsOf)) },
      learnt: { works: lessons.filter(isLearnt).length, words: summed(learnt) },
    }
  }

  /** Courses with lessons, in the author's order. */
  groups(choice: number): WorkGroup[] {
    if (!this.#archive.workspace.isReadable()) return []
    const [isLearnt, wordsOf] = [this.#learnt(), this.#words()]
    return [...Map.groupBy(this.all(), ({ course }) => course.id)].map(([id, lessons]) => {
      const learnt = lessons.filter(isLearnt)
      return {
        id: `course:${id}`,
        kind: 'course',
        title: lessons[0]?.course.title ?? '',
        works: lessons.length,
        words: summed(lessons.map(wordsOf)),
        learntWorks: learnt.length,
        learntWords: summed(learnt.map((lesson) => this.#knownOf(lesson)?.facts.learnt[choice] ?? wordsOf(lesson))),
        quoted: 0,
      }
    })
  }

  /** Leaves a lesson out of what is learnt, or takes it in again; its course is then one that is learnt from, with that lesson alone. */
  exclude(id: string, excluded: boolean): void {
    const lesson = this.all().find((each) => each.id === id)
    if (!lesson) return
    this.#archive.write((works) => {
      const isCourseIn = works.courses().has(lesson.course.id)
      if (!excluded && !isCourseIn) {
        works.setCourse(lesson.course.id, true)
        for (const other of this.all()) if (other.course.id === lesson.course.id) works.setLessonOut(other.id, other.id !== id)
      } else works.setLessonOut(id, excluded)
    })
  }

  /**
   * Leaves a whole course out, or takes it in. What was left out of it stays so while it is out, and when it is taken in again;
   * taken in once more, or with nothing else in it, all of it is.
   */
  excludeCourse(course: string, excluded: boolean): void {
    this.#archive.write((works) => {
      const own = this.all().filter((lesson) => lesson.course.id === course)
      const out = works.lessonsOut()
      const takesAll = !excluded && (works.courses().has(course) || own.every(({ id }) => out.has(id)))
      works.setCourse(course, !excluded)
      for (const { id } of takesAll ? own : []) works.setLessonOut(id, false)
    })
  }
}

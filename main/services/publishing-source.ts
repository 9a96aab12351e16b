/** A course as it is at this moment, for the threads that check, show and export it; and what each of its lessons is, for the ledger. */
import { findImage, imageFolder } from '#main/store/image-places.ts'
import type { OutVersion } from '#main/store/ledger.ts'
import type { TreeCourse } from '#main/store/tree.ts'
import { withNumberedBlocks } from '#main/publishing/desk/content.ts'
import { lessonsOf, type PublishedCourse } from '#main/publishing/desk/course.ts'
import { sha256 } from '#main/publishing/desk/hashes.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { Doc, ImageId } from '#preload/document/schema.ts'
import { keptWhileOpen } from './kept-while-open.ts'
import type { Workspace } from './open-workspace.ts'
import { paced } from './paced.ts'
import type { CourseTask } from './told-course.ts'

interface Taken {
  readonly key: string
  readonly task: CourseTask
  readonly versions: ReadonlyMap<string, OutVersion>
}

export class CourseSource {
  readonly #workspace: Workspace
  readonly #folder: string
  readonly #covers: (course: string) => readonly string[]
  /** The last one, so that a thread that knows it is not told it again. */
  readonly #last: () => { taken: Taken | null }

  /** `covers`: pictures that a course has on its covers, whether a lesson shows them or not. */
  constructor(workspace: Workspace, folder: string, covers: (course: string) => readonly string[] = () => []) {
    this.#workspace = workspace
    this.#folder = folder
    this.#covers = covers
    this.#last = keptWhileOpen(workspace, () => ({ taken: null }))
  }

  courses(): readonly TreeCourse[] {
    return this.#workspace.read((store) => store.tree())
  }

  /** Throws `not-found`. */
  course(id: string): TreeCourse {
    const found = this.courses().find((course) => course.id === id)
    if (!found) throw new Problem('not-found', `there is no course ${id}`)
    return found
  }

  /** The newest texts, read lesson by lesson, so that nobody waits for them all. A lesson that nobody wrote in since is the same object. */
  async take(id: string, author: string, signal: AbortSignal): Promise<{ readonly task: CourseTask; readonly versions: ReadonlyMap<string, OutVersion> }> {
    const tree = this.course(id)
    const revisions = this.revisions()
    const lessons = tree.chapters.flatMap((chapter) => chapter.lessons)
    // The day of the newest change, so that the same text is the same book on any day.
    const changedAt = Math.max(0, ...lessons.map((lesson) => lesson.changedAt))
    const key = JSON.stringify([
      id,
      author,
      changedAt,
      tree.title,
      tree.chapters.map((chapter) => [chapter.title, chapter.lessons.map((each) => [each.id, each.title, revisions.get(each.id)])]),
    ])
    const last = this.#last()
    if (last.taken?.key === key) return this.#withPictures(last, last.taken)
    const docs = new Map<string, Doc>()
    const versions = new Map<string, OutVersion>()
    // As it is now: another take may be done before this one is, and a text counts with its own version alone.
    const before = last.taken
    const known = new Map(before === null ? [] : lessonsOf(before.task.course).map(({ id: lesson, doc }) => [lesson, doc]))
    for await (const lesson of paced(lessons, signal)) {
      const [doc, version] = [known.get(lesson.id), before?.versions.get(lesson.id)]
      if (doc !== undefined && version !== undefined && version.revision === revisions.get(lesson.id)) {
        docs.set(lesson.id, doc)
        versions.set(lesson.id, version.title === lesson.title ? version : { ...version, title: lesson.title, hash: outHash(lesson.title, doc) })
        continue
      }
      const text = this.#workspace.read((store) => store.peekLesson(lesson.id) ?? store.openLesson(lesson.id))
      docs.set(lesson.id, text.doc)
      versions.set(lesson.id, { revision: text.revision, title: lesson.title, hash: outHash(lesson.title, text.doc) })
    }
    signal.throwIfAborted()
    // A backup took the library's place meanwhile: of two libraries no course is made.
    if (last !== this.#last()) return this.take(id, author, signal)
    const chapters = tree.chapters.map((chapter) => ({
      title: chapter.title,
      lessons: chapter.lessons.map((lesson) => ({ id: lesson.id, title: lesson.title, doc: docs.get(lesson.id) ?? [] })),
    }))
    const course = { id, title: tree.title, author, ...(lessons.length === 0 ? {} : { changedAt }), chapters }
    const taken: Taken = { key, task: { kind: 'course', course, images: this.#imagesOf(course) }, versions }
    last.taken = taken
    return taken
  }

  /** Files of pictures come and go while no text changes: one that was missing is put back, or its file is lost. */
  #withPictures(last: { taken: Taken | null }, taken: Taken): Taken {
    const images = this.#imagesOf(taken.task.course)
    if (JSON.stringify(images) === JSON.stringify(taken.task.images)) return taken
    const now = { ...taken, task: { ...taken.task, images } }
    last.taken = now
    return now
  }

  /** The newest revision of every lesson. */
  revisions(): ReadonlyMap<string, number> {
    return new Map(this.#workspace.read((store) => store.searchableLessons()).map(({ id, revision }) => [id, revision]))
  }

  #imagesOf(course: PublishedCourse): Record<string, string> {
    const shown = new Set([...picturesIn(course), ...(course.id === undefined ? [] : this.#covers(course.id))])
    return Object.fromEntries(
      [...shown].flatMap((id) => {
        const found = findImage(imageFolder(this.#folder), id)
        return found ? [[id, found.path]] : []
      }),
    )
  }
}

/** The pictures that lessons show, each once, in their order. */
export function picturesIn(course: PublishedCourse): ImageId[] {
  return [...new Set(lessonsOf(course).flatMap(({ doc }) => doc.flatMap((block) => (block.type === 'image' ? [block.image] : []))))]
}

/**
 * What a lesson says, whatever its blocks are called. Libraries keep it of all that went out, so that it can't become `contentHash`, which is of
 * other bytes: everything would be told as changed.
 */
export function outHash(title: string, doc: Doc): string {
  return sha256(JSON.stringify([title, withNumberedBlocks(doc)]))
}

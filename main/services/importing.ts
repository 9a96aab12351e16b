/** Makes what an import's preview showed: first its pictures, which hurt nobody if it ends there, then all entries in one transaction. */
import { basename } from 'node:path'
import type { Prepared, PreparedLesson } from '#main/interchange/prepare-import.ts'
import type { NewEntries } from '#main/store/new-entries.ts'
import type { Imported, ImportTarget } from '#preload/contract/interchange.ts'
import { LessonId } from '#preload/contract/library.ts'
import type { Images } from './images.ts'
import type { Workspace } from './open-workspace.ts'

export interface Importing {
  readonly workspace: Workspace
  readonly images: Pick<Images, 'put'>
  readonly target: ImportTarget
  /** What a chapter is called that no folder names. */
  readonly chapter: string
  readonly signal: AbortSignal
}

/** The last item says what was made. Stopped before that, nothing is. */
export async function* makeImported(
  prepared: Prepared,
  { workspace, images, target, chapter, signal }: Importing,
): AsyncGenerator<{ done: number; total: number; imported: Imported | null }> {
  const total = prepared.images.size + 1
  let done = 0
  for (const [id, file] of prepared.images) {
    signal.throwIfAborted()
    const { image } = await images.put(await file.read(), basename(file.path))
    if (image.id !== String(id)) throw new Error(`the picture ${file.path} has become another since it was looked at`)
    done += 1
    yield { done, total, imported: null }
  }
  signal.throwIfAborted()
  const entries = entriesOf(prepared, target, chapter)
  const made = workspace.write('tree', (store) => store.addEntries(entries))
  const lessons = prepared.courses.flatMap((course) => course.chapters.flatMap((each) => each.lessons))
  const first = lessons[0]
  yield {
    done: total,
    total,
    imported: { made: made.map((id) => LessonId.parse(id)), first: first ? LessonId.parse(first.id) : null, lessons: lessons.length },
  }
}

/** Into a chapter go all lessons, into a course all chapters; else each folder of courses is a course. */
function entriesOf({ courses }: Prepared, target: ImportTarget, chapter: string): NewEntries {
  const chapters = (course: Prepared['courses'][number]) =>
    course.chapters.filter(({ lessons }) => lessons.length > 0).map(({ title, lessons }) => ({ title: title ?? chapter, lessons: lessons.map(lessonOf) }))
  if (target.kind === 'chapter')
    return { kind: 'lessons', chapter: target.chapter, lessons: courses.flatMap((course) => chapters(course).flatMap(({ lessons }) => lessons)) }
  if (target.kind === 'course') return { kind: 'chapters', course: target.course, chapters: courses.flatMap(chapters) }
  return {
    kind: 'courses',
    courses: courses.map((course) => ({ title: courses.length === 1 ? target.title : (course.title ?? target.title), chapters: chapters(course) })),
  }
}

function lessonOf({ id, title, doc, front }: PreparedLesson) {
  return { id, title, doc, state: front.state, changedAt: front.date }
}

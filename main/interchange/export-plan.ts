/** Which files lessons become: where each lies, what they are called, how they lead to one another and to their pictures. Pure. */
import type { FrontState } from './front-matter.ts'
import { numberBefore, safeName, TakenNames } from './file-names.ts'

export interface ExportLesson {
  readonly id: string
  readonly title: string
  readonly changedAt: number
  readonly state: FrontState
}
export interface ExportChapter {
  readonly title: string
  readonly lessons: readonly ExportLesson[]
}
export interface ExportCourse {
  readonly title: string
  readonly chapters: readonly ExportChapter[]
}

export interface PlannedFile {
  readonly lesson: ExportLesson
  /** With `/`. */
  readonly path: string
  /** The folder in which the pictures of its course lie. */
  readonly images: string
}

export interface ExportPlan {
  /** What the whole is called, without an ending. */
  readonly name: string
  readonly files: PlannedFile[]
}

/** What is written: all courses, one, or parts of one or several. `everything` is what several courses are called together. */
export function planExport(courses: readonly ExportCourse[], everything: string): ExportPlan {
  const all = courses.flatMap(({ chapters }) => chapters.flatMap(({ lessons }) => lessons))
  const [only] = all
  if (all.length === 1 && only) return { name: safeName(only.title), files: [{ lesson: only, path: `${safeName(only.title)}.md`, images: 'images' }] }
  const top = new TakenNames()
  const [first] = courses
  return {
    name: courses.length === 1 && first ? safeName(first.title) : safeName(everything),
    files: courses.flatMap((course) => courseFiles(course, top.free(safeName(course.title)))),
  }
}

function courseFiles({ chapters }: ExportCourse, folder: string): PlannedFile[] {
  const names = new TakenNames()
  const images = `${folder}/${names.free('images')}`
  return chapters.flatMap(({ title, lessons }, index) => {
    const inside = new TakenNames()
    const chapter = `${folder}/${names.free(numberBefore(index, chapters.length) + safeName(title))}`
    return lessons.map((lesson, at): PlannedFile => ({
      lesson,
      path: `${chapter}/${inside.free(numberBefore(at, lessons.length) + safeName(lesson.title), '.md')}`,
      images,
    }))
  })
}

/** The way from one file to another, as an address in a text. */
export function addressFrom(from: string, to: string): string {
  const [a, b] = [from.split('/').slice(0, -1), to.split('/')]
  let shared = 0
  while (shared < a.length && shared < b.length - 1 && a[shared] === b[shared]) shared += 1
  const way = [...a.slice(shared).map(() => '..'), ...b.slice(shared)]
  return way.map((part) => part.replace(/[%?#\s()<>]/g, (sign) => encodeURIComponent(sign).replace('(', '%28').replace(')', '%29'))).join('/')
}

/** The file of a picture: its hash is as long as nobody confuses two. */
export function imageName(id: string, type: string): string {
  return `${id.slice(0, 16)}.${type === 'jpeg' ? 'jpg' : type}`
}

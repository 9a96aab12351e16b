/** Lessons as files: what would be written and lost, and the writing itself. */
import { zipped } from '#main/interchange/archive.ts'
import { planExport, type ExportCourse, type ExportPlan } from '#main/interchange/export-plan.ts'
import type { MarkdownDesk } from '#main/interchange/markdown-desk.ts'
import { exportedFiles, type Library } from '#main/interchange/write-export.ts'
import { findImage, imageFolder } from '#main/store/image-places.ts'
import type { FileLoss, interchange } from '#preload/contract/interchange.ts'
import type { Handlers } from '#preload/contract/member.ts'
import { Problem } from '#preload/contract/problem.ts'
import { pieceBytes } from '#preload/contract/uploads.ts'
import type { Workspace } from './open-workspace.ts'

export interface Exporting {
  readonly workspace: Workspace
  readonly folder: string
  readonly desk: MarkdownDesk
}

export function exportHandlers({ workspace, folder, desk }: Exporting): Pick<Handlers<typeof interchange>, 'look' | 'write'> {
  const library = exportedLibrary(workspace, folder)
  return {
    look: async function* ({ what }, { signal }) {
      const plan = planOf(workspace, what)
      const losses: FileLoss[] = []
      let [done, images] = [0, 0]
      for await (const file of exportedFiles(plan, library, desk, signal)) {
        if ('image' in file) images += 1
        else {
          losses.push(...file.losses)
          done += 1
          yield { done, total: plan.files.length, preview: null }
        }
      }
      const name = isOneText(plan, images) ? `${plan.name}.md` : `${plan.name}.zip`
      yield { done, total: plan.files.length, preview: { name, files: plan.files.map(({ path }) => path), images, losses } }
    },
    write: async function* ({ what }, { signal }) {
      const plan = planOf(workspace, what)
      const total = plan.files.length
      if (isOneText(plan, imagesIn(plan, library))) {
        for await (const file of exportedFiles(plan, library, desk, signal)) if ('text' in file) yield* pieces(Buffer.from(file.text), 1, total)
      } else for await (const { data, texts } of zipped(exportedFiles(plan, library, desk, signal))) yield* pieces(data, texts, total)
    },
  }
}

/** The files of these entries, or of everything. */
export function planOf(workspace: Workspace, what: readonly string[]): ExportPlan {
  const courses = workspace.read((store) => store.tree())
  const wanted = new Set(what)
  const chosen = courses.flatMap((course): ExportCourse[] => {
    if (wanted.size === 0 || wanted.has(course.id)) return [course]
    const chapters = course.chapters.flatMap((chapter) => {
      if (wanted.has(chapter.id)) return [chapter]
      const lessons = chapter.lessons.filter((lesson) => wanted.has(lesson.id))
      return lessons.length > 0 ? [{ ...chapter, lessons }] : []
    })
    return chapters.length > 0 ? [{ ...course, chapters }] : []
  })
  const plan = planExport(chosen, '墨课 Moke')
  if (plan.files.length === 0) throw new Problem('not-found', 'there is no lesson to export')
  return plan
}

/** Lessons and pictures of a workspace, for an export. */
export function exportedLibrary(workspace: Workspace, folder: string): Library {
  return {
    text: (lesson) => {
      return workspace.read((store) => store.peekLesson(lesson) ?? store.openLesson(lesson)).doc
    },
    image: (id) => findImage(imageFolder(folder), id),
  }
}

function isOneText(plan: ExportPlan, images: number): boolean {
  return plan.files.length === 1 && images === 0
}

function imagesIn(plan: ExportPlan, library: Library): number {
  const [only] = plan.files
  if (plan.files.length !== 1 || !only) return 0
  return library.text(only.lesson.id).filter((block) => block.type === 'image' && library.image(block.image) !== null).length
}

function* pieces(bytes: Uint8Array, done: number, total: number): Generator<{ data: string; done: number; total: number }> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield { data: Buffer.from(bytes.subarray(at, at + pieceBytes)).toString('base64'), done, total }
}

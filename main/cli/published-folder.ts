/** A folder of Markdown files as a course to publish. Its ids are of its paths, so that the same folder is the same course every time. */
import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CommandError } from '#engine/cli/command.ts'
import { MarkdownDesk } from '#main/interchange/markdown-desk.ts'
import { type Prepared, prepareImport } from '#main/interchange/prepare-import.ts'
import { withNumberedBlocks } from '#main/publishing/desk/content.ts'
import type { PublishedCourse } from '#main/publishing/desk/course.ts'
import { safeBytes } from '#main/services/published-course.ts'
import type { Doc } from '#preload/document/schema.ts'
import { filesIn } from './files-in.ts'

export interface PublishedFolder {
  /** Of its place, so that it is the same course every time. */
  readonly id: string
  readonly course: PublishedCourse
  readonly bytesOf: (id: string) => Promise<Buffer | null>
  /** Files that are left out, and why. */
  readonly refused: Prepared['refused']
}

export async function publishedFolder(folder: string, author: string, signal: AbortSignal): Promise<PublishedFolder> {
  const { sources, refused } = filesIn([folder])
  const desk = new MarkdownDesk(fileURLToPath(new URL('../interchange/markdown-thread.ts', import.meta.url)))
  try {
    const prepared = await prepareImport(sources, { desk, softBreaks: 'keep', signal, onProgress: () => {} })
    const [only, ...others] = prepared.courses
    if (!only || only.chapters.every(({ lessons }) => lessons.length === 0))
      throw new CommandError(`There is no text in ${resolve(folder)}: .md, .markdown or .txt.`)
    if (others.length > 0) throw new CommandError(`There are ${prepared.courses.length} courses in ${resolve(folder)}; name the folder of one of them.`)
    return {
      id: createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 20),
      course: settled(only, basename(resolve(folder)), author),
      bytesOf: async (id) => {
        const bytes = await [...prepared.images]
          .find(([image]) => image === id)?.[1]
          .read()
          .catch(ifGone)
        return bytes ? safeBytes(bytes) : null
      },
      refused: [...refused, ...prepared.refused],
    }
  } finally {
    desk.close()
  }
}

function ifGone(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}

/** Lessons by ids of their files, and the links between them so. */
function settled({ title, chapters }: Prepared['courses'][number], folder: string, author: string): PublishedCourse {
  const ids = new Map(
    chapters.flatMap(({ lessons }) => lessons.map(({ id, file }) => [`moke:lesson/${id}`, createHash('sha256').update(file).digest('hex').slice(0, 20)])),
  )
  const docOf = (doc: Doc): Doc =>
    withNumberedBlocks(doc).map((block) =>
      JSON.parse(JSON.stringify(block), (key, value: unknown) =>
        key === 'link' && typeof value === 'string' && ids.has(value) ? `moke:lesson/${ids.get(value)}` : value,
      ),
    )
  return {
    title: title ?? folder,
    author,
    chapters: chapters.map((chapter) => ({
      title: chapter.title ?? '',
      lessons: chapter.lessons.map((lesson) => ({ id: ids.get(`moke:lesson/${lesson.id}`) ?? lesson.id, title: lesson.title, doc: docOf(lesson.doc) })),
    })),
  }
}

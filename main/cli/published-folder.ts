/** A folder of Markdown files as a course to publish. Its ids are of its ways, so that the same folder is the same course every time, on any computer. */
import { createHash } from 'node:crypto'
import { basename, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CommandError } from '#engine/cli/command.ts'
import { realPlace } from '#engine/computer/index.ts'
import { MarkdownDesk } from '#main/interchange/markdown-desk.ts'
import { type Prepared, prepareImport } from '#main/interchange/prepare-import.ts'
import { isOfExport } from '#main/publishing/course-folder.ts'
import { withNumberedBlocks } from '#main/publishing/desk/content.ts'
import type { PublishedCourse } from '#main/publishing/desk/course.ts'
import { type Finding, Findings } from '#main/publishing/desk/finding.ts'
import { MANIFEST } from '#main/publishing/desk/manifest.ts'
import type { Absence } from '#main/publishing/desk/target.ts'
import { absentKind, absentText } from '#main/publishing/pictures/absent.ts'
import { safeBytes } from '#main/services/published-course.ts'
import type { FileLoss } from '#preload/contract/interchange.ts'
import type { Doc } from '#preload/document/schema.ts'
import { lossOf } from '#preload/markdown/losses.ts'
import { filesIn } from './files-in.ts'
import { courseOfBundle, isOwnBundle } from './own-bundle.ts'
import { languageOf } from './spoken.ts'

export interface PublishedFolder {
  /** Of the way to it from where it goes, so that it is the same course every time, and nothing of the computer's own folders is told. */
  readonly id: string
  readonly course: PublishedCourse
  readonly bytesOf: (id: string) => Promise<Buffer | null>
  /** Files that are left out, and why. */
  readonly refused: Prepared['refused']
  /** What its files hold that a lesson can't, such as a picture that is not there. */
  readonly losses: readonly FileLoss[]
  /** Of pictures in whose place a sentence stands: no target knows any more that one was there. */
  readonly findings: readonly Finding[]
}

/** `title`: the folder's name if empty. */
export async function publishedFolder(
  folder: string,
  { author, title, out }: { readonly author: string; readonly title: string; readonly out: string },
  signal: AbortSignal,
): Promise<PublishedFolder> {
  const { sources, refused } = filesIn([folder], { isPassed: isOfExport, keepsInside: true })
  const desk = new MarkdownDesk(fileURLToPath(new URL('../interchange/markdown-thread.ts', import.meta.url)))
  try {
    const prepared = await prepareImport(sources, { desk, softBreaks: 'keep', signal, onProgress: () => {} })
    const [only, ...others] = prepared.courses
    if (!only || only.chapters.every(({ lessons }) => lessons.length === 0))
      throw new CommandError(
        languageOf() === 'zh' ? `${resolve(folder)} 里没有文稿（.md、.markdown 或 .txt）。` : `There is no text in ${resolve(folder)}: .md, .markdown or .txt.`,
      )
    if (others.length > 0) throw new CommandError(`There are ${prepared.courses.length} courses in ${resolve(folder)}; name the folder of one of them.`)
    const isOwn = isOwnBundle(folder)
    const own = isOwn ? courseOfBundle(folder, only) : { course: only, author: null }
    const named = title === '' ? own.course : { ...own.course, title }
    const findings: Finding[] = []
    return {
      id: folderId(folder, out),
      course: settled(named, basename(resolve(folder)), author === '' ? (own.author ?? '') : author, absences(own.course), findings),
      bytesOf: async (id) => {
        const bytes = await [...prepared.images]
          .find(([image]) => image === id)?.[1]
          .read()
          .catch(ifGone)
        return bytes ? safeBytes(bytes) : null
      },
      refused: [...refused.filter(({ path }) => !isOwn || basename(path) !== MANIFEST), ...prepared.refused],
      // What is refused is told by its file, and where it stood by a finding.
      losses: own.course.chapters.flatMap(({ lessons }) => lessons.flatMap((lesson) => lesson.losses)).filter(({ kind }) => kind !== 'image-unfit'),
      findings,
    }
  } finally {
    await desk.close()
  }
}

/** By the way to a folder from where it goes. */
export function folderId(folder: string, out: string): string {
  return hashed(relative(realPlace(out), realPlace(folder)).replaceAll(sep, '/'))
}

function hashed(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 20)
}

/** Why a picture of a file is not there, by how its address is written; null where it says nothing of that. */
function absences({ chapters }: Prepared['courses'][number]): (file: string, address: string) => Absence | null {
  const losses = chapters.flatMap(({ lessons }) => lessons.flatMap((lesson) => lesson.losses))
  const of = (wanted: FileLoss['kind']) => new Set(losses.flatMap(({ kind, file, text }) => (kind === wanted ? [`${file}\n${text}`] : [])))
  const [gone, unfit] = [of('image-missing'), of('image-unfit')]
  return (file, address) => {
    const at = `${file}\n${lossOf('image-missing', address).text}`
    return unfit.has(at) ? 'broken' : gone.has(at) ? 'gone' : null
  }
}

function withAbsent(text: string, absenceOf: (address: string) => Absence | null, onAbsent: (why: Absence, words: string) => void): string {
  return text.replaceAll(/!\[([^\]\n]*)\]\(([^()\n]*)\)/g, (written, words: string, address: string) => {
    const why = absenceOf(address)
    if (why === null) return written
    onAbsent(why, words)
    return absentText(why, words)
  })
}

function ifGone(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}

/** Lessons by ids of their files, and the links between them so; `told` gets what stands in the place of pictures. */
function settled(
  { title, chapters }: Prepared['courses'][number],
  folder: string,
  author: string,
  absenceOf: (file: string, address: string) => Absence | null,
  told: Finding[],
): PublishedCourse {
  const ids = new Map(chapters.flatMap(({ lessons }) => lessons.map(({ id, file }) => [`moke:lesson/${id}`, hashed(file)])))
  const docOf = (doc: Doc, file: string, findings: Findings): Doc =>
    withNumberedBlocks(doc).map((block) =>
      JSON.parse(JSON.stringify(block), (key, value: unknown) => {
        if (key === 'link' && typeof value === 'string' && ids.has(value)) return `moke:lesson/${ids.get(value)}`
        // Text that says how a picture is written, of one that is not there. Code is never that.
        if (key !== 'text' || typeof value !== 'string' || block.type === 'code') return value
        return withAbsent(
          value,
          (address) => absenceOf(file, address),
          (why, words) => findings.add('lost', absentKind(why), words, block.id),
        )
      }),
    )
  return {
    title: title ?? folder,
    author,
    chapters: chapters.map((chapter) => ({
      title: chapter.title ?? '',
      lessons: chapter.lessons.map((lesson) => {
        const id = ids.get(`moke:lesson/${lesson.id}`) ?? lesson.id
        const findings = new Findings(id)
        const doc = docOf(lesson.doc, lesson.file, findings)
        told.push(...findings.all)
        return { id, title: lesson.title, doc }
      }),
    })),
  }
}

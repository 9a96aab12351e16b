/** A folder of Markdown files as a course to publish. Its ids are of its ways, so that the same folder is the same course every time, on any computer. */
import { createHash } from 'node:crypto'
import { basename, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CommandError } from '#engine/cli/command.ts'
import { realPlace } from '#engine/computer/index.ts'
import { isUnkeptPicture, isUnnamed } from '#main/interchange/chosen-files.ts'
import { folderOf, LinkedFiles } from '#main/interchange/linked-files.ts'
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
import type { RefusedWhy } from '#preload/contract/intake.ts'
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
    const leftOut = [...refused.filter(({ path }) => !isOwn || basename(path) !== MANIFEST), ...prepared.refused]
    const [findings, known] = [[] as Finding[], new Absences(own.course, leftOut)]
    const course = settled(named, basename(resolve(folder)), author === '' ? (own.author ?? '') : author, known, findings)
    return {
      id: folderId(folder, out),
      course,
      bytesOf: async (id) => {
        const bytes = await [...prepared.images]
          .find(([image]) => image === id)?.[1]
          .read()
          .catch(ifGone)
        return bytes ? safeBytes(bytes) : null
      },
      refused: leftOut,
      // What is refused is told by its file, and where it stood by a finding.
      losses: lossesIn(own.course).filter((loss) => loss.kind !== 'image-unfit' && !known.isRefused(loss)),
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

function lossesIn({ chapters }: Prepared['courses'][number]): readonly FileLoss[] {
  return chapters.flatMap(({ lessons }) => lessons.flatMap((lesson) => lesson.losses))
}

/** What a reader is told of a picture that was left out; of others that its file holds none. */
const ABSENT: Partial<Record<RefusedWhy, Absence>> = {
  kind: 'unkept',
  disk: 'unread',
  outside: 'outside',
  'too-large': 'large',
  'image-too-large': 'large',
  'image-too-wide': 'large',
}

/** Why pictures that lessons name are not there. */
class Absences {
  readonly #gone: ReadonlySet<string>
  readonly #unfit: ReadonlySet<string>
  readonly #why: ReadonlyMap<string, RefusedWhy>
  readonly #files: LinkedFiles
  /** Of folders all that lies in them is left out. */
  readonly #folders: LinkedFiles
  readonly #refused = new Set<string>()

  constructor(course: Prepared['courses'][number], refused: Prepared['refused']) {
    const losses = lossesIn(course)
    const of = (wanted: FileLoss['kind']) => new Set(losses.flatMap(({ kind, file, text }) => (kind === wanted ? [placeOf(file, text)] : [])))
    this.#gone = of('image-missing')
    this.#unfit = of('image-unfit')
    this.#why = new Map(refused.map(({ path, why }) => [path, why]))
    this.#files = new LinkedFiles(refused.map(({ path }) => path))
    this.#folders = new LinkedFiles(refused.flatMap(({ path, why }) => (why === 'outside' || why === 'disk' ? [path] : [])))
  }

  /** By how its address is written; null where nothing is known of that. */
  of(file: string, address: string): Absence | null {
    const at = placeOf(file, lossOf('image-missing', address).text)
    if (!this.#unfit.has(at) && !this.#gone.has(at)) return null
    const why = this.#refusedFor(file, address)
    // A file whose name says nothing holds what is not read here, and is not damaged.
    if (this.#unfit.has(at)) return (why && ABSENT[why]) ?? (why === 'image-foreign' && (isUnnamed(address) || isUnkeptPicture(address)) ? 'unkept' : 'broken')
    if (why === undefined) return 'gone'
    this.#refused.add(at)
    return ABSENT[why] ?? 'broken'
  }

  /** Whether it is a picture that was not found because it was left out. */
  isRefused({ kind, file, text }: FileLoss): boolean {
    return kind === 'image-missing' && this.#refused.has(placeOf(file, text))
  }

  #refusedFor(file: string, address: string): RefusedWhy | undefined {
    const found = this.#files.find(address, file)
    if (found !== null) return this.#why.get(found)
    for (let folder = folderOf(address); folder !== ''; folder = folderOf(folder)) {
      const above = this.#folders.find(folder, file)
      if (above !== null) return this.#why.get(above)
    }
    return undefined
  }
}

function placeOf(file: string, text: string): string {
  return `${file}\n${text}`
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
function settled({ title, chapters }: Prepared['courses'][number], folder: string, author: string, absences: Absences, told: Finding[]): PublishedCourse {
  const ids = new Map(chapters.flatMap(({ lessons }) => lessons.map(({ id, file }) => [`moke:lesson/${id}`, hashed(file)])))
  const docOf = (doc: Doc, file: string, findings: Findings): Doc =>
    withNumberedBlocks(doc).map((block) =>
      JSON.parse(JSON.stringify(block), (key, value: unknown) => {
        if (key === 'link' && typeof value === 'string' && ids.has(value)) return `moke:lesson/${ids.get(value)}`
        // Text that says how a picture is written, of one that is not there. Code is never that.
        if (key !== 'text' || typeof value !== 'string' || block.type === 'code') return value
        return withAbsent(
          value,
          (address) => absences.of(file, address),
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

/**
 * Reads all files of an import and answers what they become, before anything is made. A file that cannot be read is
 * left out by name; a picture that cannot be kept leaves what its text said of it.
 */
import { createHash } from 'node:crypto'
import { examine } from '#main/images/examine.ts'
import type { FileLoss, ImportPreview } from '#preload/contract/interchange.ts'
import type { Refused, RefusedWhy } from '#preload/contract/intake.ts'
import { words } from '#preload/document/counting.ts'
import { newBlockId, randomId } from '#preload/document/identity.ts'
import { type Block, type Doc, ImageId } from '#preload/document/schema.ts'
import { lossOf } from '#preload/markdown/losses.ts'
import { isEmpty } from '#preload/markdown/runs.ts'
import { isText, isUnnamed } from './chosen-files.ts'
import type { FrontMatter } from './front-matter.ts'
import { planImport, titlesOfFiles } from './import-plan.ts'
import { type MarkdownDesk, UnreadableFile } from './markdown-desk.ts'
import type { FilesTask, ReadFile } from './thread-tasks.ts'

/** A file where it lies now. */
export interface SourceFile {
  /** From the folder that was chosen, with `/`. */
  readonly path: string
  read(): Promise<Buffer>
}

export interface PreparedLesson {
  /** The id that it gets: links to it are made already. */
  readonly id: string
  readonly file: string
  readonly title: string
  readonly doc: Doc
  readonly front: FrontMatter
  readonly encoding: string
  readonly losses: readonly FileLoss[]
}

export interface Prepared {
  readonly courses: readonly {
    readonly title: string | null
    readonly chapters: readonly { readonly title: string | null; readonly lessons: readonly PreparedLesson[] }[]
  }[]
  /** Pictures that its lessons show. */
  readonly images: ReadonlyMap<ImageId, SourceFile>
  readonly refused: readonly Refused[]
}

/** As its file says it; what it is called may be left to the file's name. */
type ReadLesson = Omit<PreparedLesson, 'title'> & Pick<ReadFile, 'pictures' | 'title'>

export interface Preparing {
  readonly desk: MarkdownDesk
  readonly softBreaks: 'keep' | 'join'
  readonly signal: AbortSignal
  readonly onProgress: (done: number, total: number) => void
}

/** Throws what reading from the disk fails with, and `signal`'s reason. */
export async function prepareImport(files: readonly SourceFile[], { desk, softBreaks, signal, onProgress }: Preparing): Promise<Prepared> {
  const texts = files.filter(({ path }) => isText(path))
  const pictures = files.filter(({ path }) => !isText(path))
  const ids = new Map(texts.map(({ path }) => [path, randomId()]))
  const byStandIn = new Map(pictures.map((file) => [standInFor(file.path), file]))
  const lessons: [string, string][] = [...ids].map(([path, id]) => [path, `moke:lesson/${id}`])
  const among: FilesTask = { kind: 'files', images: [...byStandIn].map(([standIn, { path }]) => [path, standIn]), lessons }
  const refused: Refused[] = []
  const read = new Map<string, ReadLesson>()
  for (const [index, file] of texts.entries()) {
    onProgress(index, texts.length)
    const lesson = await readLesson(file, ids.get(file.path) ?? randomId(), { desk, among, softBreaks, signal })
    if (typeof lesson === 'string') refused.push({ path: file.path, why: lesson })
    else read.set(file.path, lesson)
  }
  const kept = await keepImages([...read.values()], byStandIn, refused, signal)
  onProgress(texts.length, texts.length)
  return { courses: coursesOf([...read.keys()], (path) => withKnownImages(read.get(path), kept)), images: kept.sources, refused }
}

/** What the author is shown of it. */
export function previewOf({ courses, images, refused }: Prepared): ImportPreview {
  const lessons = courses.flatMap(({ chapters }) => chapters.flatMap((chapter) => chapter.lessons))
  return {
    courses: courses.map(({ title, chapters }) => ({
      title,
      chapters: chapters.map((chapter) => ({
        title: chapter.title,
        lessons: chapter.lessons.map(({ title: name, file, doc, encoding, losses }) => ({
          title: name,
          file,
          words: words(doc),
          images: doc.filter((block) => block.type === 'image').length,
          encoding,
          losses: losses.length,
        })),
      })),
    })),
    losses: lessons.flatMap((lesson) => lesson.losses),
    refused: [...refused],
    images: images.size,
  }
}

async function readLesson(
  file: SourceFile,
  id: string,
  { desk, among, softBreaks, signal }: Pick<Preparing, 'desk' | 'softBreaks' | 'signal'> & { readonly among: FilesTask },
): Promise<ReadLesson | RefusedWhy> {
  try {
    const { losses, ...rest } = await desk.ask({ kind: 'read', path: file.path, bytes: await file.read(), softBreaks }, { signal, among })
    return { ...rest, id, file: file.path, losses: losses.map((loss) => ({ file: file.path, ...loss })) }
  } catch (error) {
    if (error instanceof UnreadableFile) return error.why
    throw error
  }
}

function standInFor(path: string): ImageId {
  return ImageId.parse(createHash('sha256').update(path).digest('hex'))
}

interface KnownImages {
  /** By stand-in: the picture's id, or its path where it cannot be kept. */
  readonly known: ReadonlyMap<string, ImageId | { readonly path: string }>
  readonly sources: ReadonlyMap<ImageId, SourceFile>
}

async function keepImages(
  lessons: readonly { readonly doc: Doc }[],
  byStandIn: ReadonlyMap<ImageId, SourceFile>,
  refused: Refused[],
  signal: AbortSignal,
): Promise<KnownImages> {
  const known = new Map<string, ImageId | { path: string }>()
  const sources = new Map<ImageId, SourceFile>()
  const shown = new Set(lessons.flatMap(({ doc }) => doc.flatMap((block) => (block.type === 'image' ? [block.image] : []))))
  for (const standIn of shown) {
    signal.throwIfAborted()
    const file = byStandIn.get(standIn)
    if (!file) continue
    const found = await examine(await file.read())
    if (found.ok) {
      const id = ImageId.parse(createHash('sha256').update(found.bytes).digest('hex'))
      known.set(standIn, id)
      sources.set(id, file)
    } else {
      known.set(standIn, { path: file.path })
      refused.push({ path: file.path, why: found.why === 'too-many-pixels' ? 'image-too-wide' : `image-${found.why}` })
    }
  }
  for (const [standIn, { path }] of byStandIn) if (!shown.has(standIn)) refused.push({ path, why: isUnnamed(path) ? 'kind' : 'image-unused' })
  return { known, sources }
}

/** A picture that can't be kept stays as its author wrote it, and is told with its place. */
function withKnownImages(lesson: ReadLesson | undefined, { known }: KnownImages): Omit<ReadLesson, 'pictures'> | undefined {
  if (!lesson) return undefined
  const { pictures, ...rest } = lesson
  const unfit = pictures.filter(({ standIn }) => typeof known.get(standIn) === 'object')
  const left = Map.groupBy(unfit, ({ standIn }) => standIn)
  const doc = rest.doc.map((block) => {
    if (block.type !== 'image') return block
    const found = known.get(block.image)
    if (typeof found === 'string') return { ...block, image: found }
    const written = left.get(block.image)
    const next = written !== undefined && written.length > 1 ? written.shift() : written?.[0]
    return asWritten(block, next?.address ?? found?.path ?? '')
  })
  const told = unfit.map(({ address, line }) => ({ file: rest.file, ...lossOf('image-unfit', address, line) }))
  return { ...rest, doc, losses: [...rest.losses, ...told] }
}

function asWritten(block: Extract<Block, { type: 'image' }>, address: string): Block {
  const caption = isEmpty(block.children) ? [] : [{ text: '\n' }, ...block.children]
  return { type: 'paragraph', id: newBlockId(), children: [{ text: `![${block.alt}](${address})` }, ...caption] }
}

/** In the order of their names, but for lessons that say their place. */
function coursesOf(paths: readonly string[], lessonOf: (path: string) => Omit<ReadLesson, 'pictures'> | undefined): Prepared['courses'] {
  return planImport(paths).map(({ title, chapters }) => ({
    title,
    chapters: chapters.map((chapter) => {
      const titles = titlesOfFiles(chapter.files)
      const lessons = chapter.files.flatMap((path): PreparedLesson[] => {
        const lesson = lessonOf(path)
        return lesson ? [{ ...lesson, title: lesson.title ?? cut(titles.get(path) ?? path) }] : []
      })
      return { title: chapter.title, lessons: lessons.toSorted((a, b) => (a.front.order ?? Infinity) - (b.front.order ?? Infinity) || 0) }
    }),
  }))
}

function cut(title: string): string {
  return [...title.toWellFormed()].slice(0, 200).join('').trim() || '_'
}

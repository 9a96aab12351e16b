/** Lessons as files, one after another, each whole: what an archive or a folder is made of. */
import type { FileLoss } from '#preload/contract/interchange.ts'
import type { Doc } from '#preload/document/schema.ts'
import { addressFrom, type ExportPlan, imageName, type PlannedFile } from './export-plan.ts'
import type { MarkdownDesk } from './markdown-desk.ts'

export interface Library {
  text(lesson: string): Doc
  /** The file of a picture, or null where it is gone. */
  image(id: string): { readonly path: string; readonly type: string } | null
}

export type ExportedFile = { readonly path: string } & ({ readonly text: string; readonly losses: readonly FileLoss[] } | { readonly image: string })

/** Every file once, pictures behind the text that shows them first. */
export async function* exportedFiles(plan: ExportPlan, library: Library, desk: MarkdownDesk, signal: AbortSignal): AsyncGenerator<ExportedFile> {
  const paths = new Map(plan.files.map(({ lesson, path }) => [`moke:lesson/${lesson.id}`, path]))
  const written = new Set<string>()
  for (const file of plan.files) {
    signal.throwIfAborted()
    const { id, title, state, changedAt: date } = file.lesson
    const doc = library.text(id)
    const images = imagesOf(doc, file, library)
    const { text, losses } = await desk.ask(
      {
        kind: 'write',
        doc,
        front: { title, state, date },
        images: images.map(({ id: image, path }) => [image, addressFrom(file.path, path)]),
        links: [...paths].map(([link, path]) => [link, addressFrom(file.path, path)]),
      },
      { signal },
    )
    yield { path: file.path, text, losses: losses.map((loss) => ({ file: file.path, ...loss })) }
    for (const { path, from } of images) {
      if (written.has(path)) continue
      written.add(path)
      yield { path, image: from }
    }
  }
}

function imagesOf(doc: Doc, file: PlannedFile, library: Library): { id: string; path: string; from: string }[] {
  const ids = new Set(doc.flatMap((block) => (block.type === 'image' ? [block.image] : [])))
  return [...ids].flatMap((id) => {
    const found = library.image(id)
    return found ? [{ id, path: `${file.images}/${imageName(id, found.type)}`, from: found.path }] : []
  })
}

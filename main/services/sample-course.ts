/** The course that an empty workspace begins with. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { randomId } from '#preload/document/identity.ts'
import { Doc } from '#preload/document/schema.ts'
import { z } from '#preload/document/zod.ts'
import { examine } from '#main/images/examine.ts'
import { writeImage } from '#main/store/image-files.ts'
import { imageFolder } from '#main/store/image-places.ts'
import type { Store } from '#main/store/store.ts'

export type SampleLanguage = 'zh-CN' | 'en'

/** `name`: by which lessons link to one another (`moke:lesson/NAME`), until they have an id. */
const Lesson = z.strictObject({ name: z.string().regex(/^[a-z]+$/), title: z.string(), doc: Doc })
const Sample = z.strictObject({
  title: z.string(),
  /** Files beside this one: every picture that the lessons show. */
  pictures: z.array(z.string().regex(/^[a-z]+\.(?:svg|png)$/)),
  chapters: z.array(z.strictObject({ title: z.string(), lessons: z.array(Lesson) })),
})
export type Sample = z.infer<typeof Sample>

/** Reads a sample course. It ships with the studio, so that one which cannot be read is a fault of the program. */
export function readSample(file: string): Sample {
  return Sample.parse(JSON.parse(readFileSync(file, 'utf8')))
}

/** What sample courses are called, in every language. */
export function sampleTitles(folder: string): string[] {
  return (['zh-CN', 'en'] as const).map((language) => readSample(join(folder, `${language}.json`)).title)
}

/** Where sample courses lie, and which is meant. */
export interface SamplePlace {
  /** `resources/sample-course`. */
  readonly folder: string
  readonly language: SampleLanguage
}

/** Gives a new workspace, which lies in `folder`, the sample course where there is to be one: its pictures first, so that no text names what is not there. */
export async function fillWith(store: Pick<Store, 'addEntries' | 'addImage'>, folder: string, place: SamplePlace | undefined): Promise<void> {
  if (!place) return
  const sample = readSample(join(place.folder, `${place.language}.json`))
  for (const name of sample.pictures) {
    const found = await examine(readFileSync(join(place.folder, name)))
    if (!found.ok) throw new Error(`the sample's picture ${name} can't be kept: ${found.why}`)
    const { type, width, height, bytes } = found
    store.addImage({ id: await writeImage(imageFolder(folder), bytes, type), type, width, height, bytes: bytes.length, name, at: Date.now() })
  }
  store.addEntries({ kind: 'courses', courses: [withIds(sample)] })
}

/** Gives each lesson an id of its own, and lets the links lead there. */
function withIds({ title, chapters }: Sample) {
  const ids = new Map(chapters.flatMap(({ lessons }) => lessons).map(({ name }) => [`moke:lesson/${name}`, randomId()]))
  const idOf = (address: string) => {
    const id = ids.get(address)
    if (id === undefined) throw new Error(`no lesson of the sample is ${address}`)
    return id
  }
  const linked = (doc: Doc): Doc =>
    Doc.parse(JSON.parse(JSON.stringify(doc), (key, value: unknown) => (key === 'link' && typeof value === 'string' ? `moke:lesson/${idOf(value)}` : value)))
  const lessonsOf = (lessons: Sample['chapters'][number]['lessons']) =>
    lessons.map(({ name, title: called, doc }) => ({ id: idOf(`moke:lesson/${name}`), title: called, doc: linked(doc), state: null }))
  return { title, chapters: chapters.map((chapter) => ({ title: chapter.title, lessons: lessonsOf(chapter.lessons) })) }
}

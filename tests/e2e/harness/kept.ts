/** What a studio has on its disk, read through the contract as one more page would: nothing in it is changed. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Block, Doc } from '#preload/document/schema.ts'
import { openClient } from '../contract-client.ts'
import type { StudioPage } from './studio-page.ts'

export interface KeptLesson {
  readonly chapter: string
  readonly title: string
  readonly state: string
  readonly target: unknown
  readonly doc: Doc
  /** Moments that have a name. */
  readonly versions: readonly string[]
}

/** The lessons of a course, in their order. */
export async function keptLessons(studio: StudioPage, course: string): Promise<KeptLesson[]> {
  const [cookie] = await studio.opened.context.cookies()
  const client = await openClient(studio.host.address, `${cookie?.name}=${cookie?.value}`)
  try {
    const { courses } = await client.library.tree({})
    const chapters = courses.find(({ title }) => title === course)?.chapters ?? []
    const kept: KeptLesson[] = []
    for (const chapter of chapters) {
      for (const { id, title, state, target } of chapter.lessons) {
        const { doc } = await client.lessons.open({ lesson: id, take: false })
        const { versions } = await client.versions.timeline({ lesson: id })
        kept.push({ chapter: chapter.title, title, state, target, doc, versions: versions.map(({ kind, name }) => name || kind) })
      }
    }
    return kept
  } finally {
    client.close()
  }
}

/** The text of one lesson. */
export async function keptDoc(studio: StudioPage, course: string, title: string): Promise<Doc> {
  const found = (await keptLessons(studio, course)).find((lesson) => lesson.title === title)
  if (!found) throw new Error(`there is no lesson ${title}`)
  return found.doc
}

/** How often each kind of block and of thing in a line is in a text. */
export function kindsIn(doc: Doc): Record<string, number> {
  const kinds: Record<string, number> = {}
  const count = (kind: string) => (kinds[kind] = (kinds[kind] ?? 0) + 1)
  const look = (node: object) => {
    if ('type' in node) count(String(node.type))
    for (const mark of ['bold', 'link'] as const) if (mark in node) count(mark)
    if ('children' in node) (node.children as object[]).forEach(look)
  }
  doc.forEach((block: Block) => look(block))
  return kinds
}

/** The bytes of every picture that lessons name, by the picture's id. */
export function pictureBytes(studio: StudioPage, lessons: readonly KeptLesson[]): Map<string, Buffer> {
  const named = lessons.flatMap(({ doc }) => doc.flatMap((block) => (block.type === 'image' ? [block.image] : [])))
  return new Map(named.map((id) => [id, readFileSync(join(studio.folder.path, 'images', id.slice(0, 2), `${id}.png`))]))
}

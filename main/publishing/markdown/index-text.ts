/** The index of a bundle: what the course is called, who wrote it, and its lessons by chapter. */
import type { Block, BlockId, Run } from '#preload/document/schema.ts'
import { mdastFromDoc } from '#preload/markdown/mdast-from-doc.ts'
import { markdownFromMdast } from '#preload/markdown/write.ts'
import type { PublishedCourse } from '../desk/course.ts'

/** The tree of an index is a small lesson; its links are those of a lesson until they are written. `addressOf`: null where there is no file of a lesson. */
export function indexText({ title, author, chapters }: PublishedCourse, addressOf: (lesson: string) => string | null, label: string | null): string {
  let count = 0
  const next = (): BlockId => `i${++count}` as BlockId
  const line = (text: string): Block => ({ type: 'paragraph', id: next(), children: [{ text }] })
  const named = (text: string, otherwise: string): string => text.replaceAll(/\s+/g, ' ').trim() || otherwise
  const blocks: Block[] = [{ type: 'heading', id: next(), level: 1, children: [{ text: named(title, '无题') }] }]
  if (author.trim() !== '') blocks.push(line(named(author, '')))
  for (const chapter of chapters) {
    if (chapter.title.trim() !== '') blocks.push({ type: 'heading', id: next(), level: 2, children: [{ text: named(chapter.title, '') }] })
    for (const lesson of chapter.lessons) {
      const run: Run = { text: named(lesson.title, '无题'), ...(addressOf(lesson.id) !== null && { link: `moke:lesson/${lesson.id}` }) }
      blocks.push({ type: 'item', id: next(), kind: 'number', depth: 0, children: [run] })
    }
  }
  if (label !== null) blocks.push(line(label))
  return markdownFromMdast(mdastFromDoc(blocks, { image: (id) => id, link: (link) => addressOf(link.slice('moke:lesson/'.length)) ?? link }))
}

/** The course that teaches the studio by being edited: whole in both languages, with its pictures and its links between lessons. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lessons } from '#preload/contract/lessons.ts'
import { library } from '#preload/contract/library.ts'
import { type Block, type Doc, ImageId } from '#preload/document/schema.ts'
import { examine } from '#main/images/examine.ts'
import { imageId } from '#main/store/image-files.ts'
import { readSample } from '#main/services/sample-course.ts'
import { served } from './served.ts'

const folder = join(import.meta.dirname, '../../../../resources/sample-course')
const languages = ['zh-CN', 'en'] as const
const sampleIn = (language: (typeof languages)[number]) => readSample(join(folder, `${language}.json`))
const lessonsIn = (language: (typeof languages)[number]) => sampleIn(language).chapters.flatMap((chapter) => chapter.lessons)
const linksIn = (doc: Doc) => [...JSON.stringify(doc).matchAll(/"link":"([^"]+)"/g)].map(([, link]) => link)
const picturesIn = (doc: Doc) => doc.flatMap((block) => (block.type === 'image' ? [block.image] : []))

test('it says the same in both languages, block by block', () => {
  const shape = (block: Block) => [block.id, block.type, linksIn([block])]
  const [zh, en] = languages.map((language) => lessonsIn(language).map(({ name, doc }) => [name, doc.map(shape)]))
  expect(zh).toEqual(en)
})

test.each(languages)('it shows what an author writes with, in %s', (language) => {
  const kinds = new Set(lessonsIn(language).flatMap(({ doc }) => [...JSON.stringify(doc).matchAll(/"type":"([\w-]+)"/g)].map(([, type]) => type)))
  for (const kind of ['heading', 'item', 'callout', 'table', 'image', 'formula', 'formula-block', 'note-mark', 'note']) expect(kinds).toContain(kind)
})

test.each(languages)('every block of %s has an id of its own, and every footnote’s mark its text', (language) => {
  for (const { doc } of lessonsIn(language)) {
    const ids = [...JSON.stringify(doc).matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id)
    expect(ids).toEqual([...new Set(ids)])
    for (const [, note] of JSON.stringify(doc).matchAll(/"note":"([^"]+)"/g)) expect(doc.find(({ id }) => id === note)?.type).toBe('note')
  }
})

test.each(languages)('the pictures of %s are the files beside it, kept as they are', async (language) => {
  const { pictures } = sampleIn(language)
  const kept = await Promise.all(
    pictures.map(async (name) => {
      const found = await examine(readFileSync(join(folder, name)))
      return found.ok && !found.isCleaned ? imageId(found.bytes) : null
    }),
  )
  expect(new Set(lessonsIn(language).flatMap(({ doc }) => picturesIn(doc)))).toEqual(new Set(kept))
  expect(readdirSync(folder).filter((name) => !name.endsWith('.json'))).toEqual(pictures)
})

test.each(languages)('a new workspace has it in %s: its picture on the disk, its links leading from lesson to lesson', async (language) => {
  const first = await served({ sample: { folder, language } })
  const asked = first.page()
  const { courses } = await asked.client(library).tree({})
  const entries = courses.flatMap((course) => course.chapters).flatMap((chapter) => chapter.lessons)
  const docs: Doc[] = []
  for (const { id } of entries) docs.push((await asked.client(lessons).open({ lesson: id, take: false })).doc)
  const links = docs.flatMap(linksIn)
  expect(links).toEqual(entries.slice(1).map(({ id }) => `moke:lesson/${id}`))
  const [picture] = docs.flatMap(picturesIn)
  const stored = readFileSync(join(first.folder, 'images', picture!.slice(0, 2), `${picture}.svg`))
  expect(stored).toEqual(readFileSync(join(folder, 'road.svg')))
  expect(ImageId.parse(imageId(stored))).toBe(picture)
})

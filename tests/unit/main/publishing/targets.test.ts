/** Whatever a lesson holds, every target takes it: nothing throws, what is XML is XML, and the same lesson is the same bytes. */
import { strFromU8, unzipSync } from 'fflate'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PublishedCourse, PublishedImage } from '#main/publishing/desk/course.ts'
import type { MadeFile } from '#main/publishing/desk/target.ts'
import { targetIds, unitsFor } from '#main/publishing/targets.ts'
import type { ImageId } from '#preload/document/schema.ts'
import { png } from '../images/pictures.ts'
import { arbitraryDoc } from '../../preload/markdown/arbitrary-doc.ts'
import { isWellFormed } from './well-formed.ts'

const image: PublishedImage = { id: 'a'.repeat(64) as ImageId, type: 'png', width: 40, height: 30, bytes: 100 }
const picture = png(40, 30)
const materials = { image: (id: string) => (id.startsWith('0') ? null : { ...image, id: id as ImageId }), imageBytes: () => Promise.resolve(picture) }

const title = fc.string({ unit: 'binary', maxLength: 12 })
const course = fc.record({
  title,
  author: title,
  chapters: fc.array(fc.record({ title, lessons: fc.array(fc.record({ id: fc.uuid(), title, doc: arbitraryDoc }), { minLength: 1, maxLength: 2 }) }), {
    minLength: 1,
    maxLength: 2,
  }),
})

async function filesOf(id: (typeof targetIds)[number], what: PublishedCourse): Promise<MadeFile[]> {
  const made = await Promise.all(unitsFor(id, what, materials).units.map((unit) => unit.make(new AbortController().signal)))
  return made.flatMap(({ files }) => files)
}

/** Every text of these files that says that it is XML, those within packages too. */
function xmlIn(files: readonly MadeFile[]): [path: string, xml: string][] {
  return files.flatMap((file): [string, string][] => {
    if ('text' in file) return file.path.endsWith('.xml') ? [[file.path, file.text]] : []
    if (!('bytes' in file) || !/\.(?:docx|epub|xlsx)$/.test(file.path)) return []
    return Object.entries(unzipSync(file.bytes)).flatMap(([name, data]): [string, string][] =>
      /\.(?:xml|rels|xhtml|opf)$/.test(name) ? [[name, strFromU8(data)]] : [],
    )
  })
}

describe.each(targetIds)('%s', (id) => {
  test('takes whatever a lesson can hold', async () => {
    await fc.assert(
      fc.asyncProperty(course, async (what) => {
        const files = await filesOf(id, what)
        expect(files.length).toBeGreaterThan(0)
        for (const { path } of files)
          expect(path.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && !/[\\:\0<>"|?*]/.test(part))).toBe(true)
        for (const [path, xml] of xmlIn(files)) expect([path, isWellFormed(xml)]).toEqual([path, true])
        expect(await filesOf(id, what)).toEqual(files)
      }),
      // A book is typeset twice for each.
      { numRuns: id === 'pdf' ? 6 : 30 },
    )
  }, 60_000)
})

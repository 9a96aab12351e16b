/** Whatever a lesson holds, every target takes it: nothing throws, what is XML is XML, and the same lesson is the same bytes. */
import { strFromU8, unzipSync } from 'fflate'
import fc from 'fast-check'
import { parseHTML } from 'linkedom'
import { describe, expect, test } from 'vitest'
import type { PublishedCourse, PublishedImage } from '#main/publishing/desk/course.ts'
import type { MadeFile } from '#main/publishing/desk/target.ts'
import { sayableInXml } from '#main/publishing/formulas/xml.ts'
import { plainFormula } from '#main/publishing/formulas/plain-formula.ts'
import { readFormula } from '#main/publishing/formulas/read-formula.ts'
import { isPasted, pasteFor, previewFor, type TargetId, targetIds, unitsFor } from '#main/publishing/targets.ts'
import { inlinesOf, isRun, linesOf } from '#preload/document/lines.ts'
import type { Doc, ImageId } from '#preload/document/schema.ts'
import { docFromMarkdown } from '#preload/markdown/markdown.ts'
import { withoutComments } from '#preload/markdown/tex-comments.ts'
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

async function filesOf(id: TargetId, what: PublishedCourse): Promise<MadeFile[]> {
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

const bare = (text: string): string => sayableInXml(text).replaceAll(/[\s\u{fffd}]/gu, '')

/** The words of a lesson that are not said, those of footnotes that no mark names too. Formulas lose their comments where their lines are joined. */
/** `inCharacters`: where a formula that is a line of characters is written as these. */
function unsaid(said: string, doc: Doc, inCharacters: boolean): string[] {
  const isSaid = (words: string): boolean => said.includes(bare(words))
  return doc.flatMap((block) => {
    const words = linesOf(block).flatMap(({ line }) => inlinesOf(line).flatMap((each) => (isRun(each) ? [each.text] : [])))
    return words.filter(
      (each) => !isSaid(each) && !(block.type === 'formula-block' && (isSaid(withoutComments(each)) || (inCharacters && isSaid(characters(each))))),
    )
  })
}

function characters(tex: string): string {
  const reading = readFormula(tex, true)
  return reading.isRead ? plainFormula(reading.math) : tex
}

/** All that HTML says: its text and what its attributes tell. */
function saidBy(html: string): string {
  const { document } = parseHTML(`<html><body>${html}</body></html>`)
  const attributes = [...document.querySelectorAll('*')].flatMap((node) => [...node.attributes].map(({ value }) => value))
  return bare([document.body.textContent, ...attributes].join(' '))
}

function saidByMarkdown(text: string): string {
  const { doc } = docFromMarkdown(text, { image: () => null, link: (address: string) => address } as never)
  return bare(doc.flatMap((block) => linesOf(block).flatMap(({ line }) => inlinesOf(line).map((each) => (isRun(each) ? each.text : '')))).join(''))
}

describe.each(targetIds.filter(isPasted))('what is copied for %s', (id) => {
  test('holds every word of the lesson, and is the same every time', async () => {
    await fc.assert(
      fc.asyncProperty(course, async (what) => {
        const [lesson] = what.chapters[0]!.lessons
        const paste = await pasteFor(id, what, lesson!.id, materials)
        const said = id === 'juejin' ? saidByMarkdown(paste!.text) : saidBy(paste!.html)
        expect(unsaid(said, lesson!.doc, id === 'bilibili')).toEqual([])
        expect(paste!.html).not.toMatch(/<(?:script|style|link|iframe)|javascript:/i)
        expect(await pasteFor(id, what, lesson!.id, materials)).toEqual(paste)
      }),
      // One writer serves both.
      { numRuns: id === 'xiaoe' || id === 'dedao' ? 8 : 40 },
    )
  })
})

describe.each(targetIds)('the preview for %s', (id) => {
  test('shows every word of the lesson, and fetches nothing but pictures of the library', async () => {
    await fc.assert(
      fc.asyncProperty(course, async (what) => {
        const [lesson] = what.chapters[0]!.lessons
        const preview = await previewFor(id, what, lesson!.id, materials)
        const { document } = parseHTML(`<html><body>${preview!.html}</body></html>`)
        expect(document.querySelectorAll('body > *')).toHaveLength(1)
        for (const node of document.querySelectorAll('[src], link, script, style, iframe')) expect(node.getAttribute('src')).toMatch(/^\/images\/[0-9a-f]{64}$/)
        expect(preview!.css).not.toMatch(/url\(|@import/)
        for (const link of document.querySelectorAll('a[href]')) expect(link.getAttribute('href')).toMatch(/^#/)
        // What is read aloud is said in other words.
        const said = saidBy(preview!.html)
        if (id !== 'ximalaya') expect(unsaid(said, lesson!.doc, id === 'bilibili')).toEqual([])
      }),
      // Books share their page.
      { numRuns: ['docx', 'pdf', 'website', 'markdown', 'xiaoe', 'dedao'].includes(id) ? 5 : 25 },
    )
  })

  test('is none of a lesson that the course has not', async () => {
    expect(await previewFor(id, { title: '', author: '', chapters: [] }, 'x', materials)).toBe(null)
  })
})

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
      // A book is typeset twice for each, a Word document made of every lesson.
      { numRuns: id === 'pdf' ? 6 : id === 'xiaoe' || id === 'dedao' ? 5 : id === 'ximalaya' ? 12 : 30 },
    )
  }, 60_000)
})

test.each(targetIds)('a link to a lesson is one in whatever letters its scheme is: %s', async (id) => {
  const [block, cell] = ['b', 'c'] as never[]
  const linked = (link: string): PublishedCourse => {
    const doc = [
      { type: 'paragraph', id: block, children: [{ text: '见' }, { text: '另一课', link }, { text: '和' }, { text: '没有的', link: `${link}0` }] },
      {
        type: 'table',
        id: 't' as never,
        align: [null],
        hasHeader: false,
        children: [{ type: 'row', children: [{ type: 'cell', id: cell, children: [{ text: '那里', link }] }] }],
      },
    ] as unknown as Doc
    const chapters = [
      {
        title: '章',
        lessons: [
          { id: 'l1', title: '一', doc },
          { id: 'l2', title: '二', doc: [{ type: 'paragraph', id: block, children: [{ text: '字' }] }] as unknown as Doc },
        ],
      },
    ]
    return { title: '课', author: '王', chapters }
  }
  expect(await filesOf(id, linked('Moke:lesson/l2'))).toEqual(await filesOf(id, linked('moke:lesson/l2')))
})

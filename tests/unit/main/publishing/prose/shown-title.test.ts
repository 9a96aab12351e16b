import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { EpubCheck } from '@likecoin/epubcheck-ts'
import type { PublishedCourse } from '#main/publishing/desk/course.ts'
import { namedTitle, shownTitle } from '#main/publishing/prose/shown-title.ts'
import { pasteFor, type TargetId, targetIds, unitsFor } from '#main/publishing/targets.ts'
import { docOf } from '../published.ts'

const materials = { image: () => null, imageBytes: () => Promise.reject(new Error('there is none')) }
/** Nothing to see: white space, what XML can't say, marks of direction, what has no width. */
const UNSEEN = ['', '   ', '\u3000\t', '\u0007\u001b', '\u202e', '\u200b\ufeff', '\u2067 \u2069']
// Typesetting asks a process of its own, in tests of its own.
const quick = targetIds.filter((id) => id !== 'pdf')

const called = (title: string): PublishedCourse => ({
  title,
  author: title,
  chapters: [{ title, lessons: [{ id: 'l1', title, doc: docOf('清单不是愿望的仓库，写到第十二课，就知道哪些是真的要做。') }] }],
})

async function made(target: TargetId, title: string) {
  const all = await Promise.all(unitsFor(target, called(title), materials).units.map((unit) => unit.make(new AbortController().signal)))
  return { files: all.flatMap(({ files }) => files), missing: all.flatMap(({ findings }) => findings).filter(({ kind }) => kind === 'title-missing').length }
}

describe('a title', () => {
  test('with nothing to see in it is none', () => {
    expect(UNSEEN.map(shownTitle)).toEqual(UNSEEN.map(() => ''))
    expect(UNSEEN.map(namedTitle)).toEqual(UNSEEN.map(() => '无题'))
  })

  test('keeps its signs, and turns nothing around it', () => {
    expect([' 家常菜 ', '家\u0007常', '\u202e菜常家', '👨‍👩‍👧‍👦 葛󠄀城', 'شعر'].map(shownTitle)).toEqual(['家常菜', '家常', '菜常家', '👨‍👩‍👧‍👦 葛󠄀城', 'شعر'])
  })
})

test.each(quick)('%s tells a title with nothing to see as one that is missing', async (target) => {
  const counts = await Promise.all(UNSEEN.map(async (title) => (await made(target, title)).missing))
  expect(counts).toEqual(UNSEEN.map(() => counts[0]))
  expect(counts[0]).toBeGreaterThan(0)
  const copied = await Promise.all(['', '\u202e'].map((title) => pasteFor(target, called(title), 'l1', materials)))
  expect(copied[1]).toEqual(copied[0])
})

test.each(UNSEEN)('an EPUB whose title, author and chapters are %j is valid', async (title) => {
  const [file] = (await made('epub', title)).files
  const bytes = (file as { bytes: Uint8Array }).bytes
  expect((await EpubCheck.validate(bytes)).messages).toEqual([])
  const parts = unzipSync(bytes)
  expect(strFromU8(parts['OEBPS/package.opf']!)).toMatch(/<dc:title>无题<\/dc:title>\n<dc:language>zh-CN<\/dc:language>\n<meta/)
  expect(strFromU8(parts['OEBPS/title.xhtml']!)).toContain('<h1>无题</h1>')
})

/** Courses of next to nothing: what is made of them is whole, and every target says what is missing. */
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { adviceOf } from '#main/publishing/desk/advice.ts'
import { checked, KnownFindings } from '#main/publishing/desk/check.ts'
import type { PublishedCourse } from '#main/publishing/desk/course.ts'
import { opened, type TargetId, targetIds, unitsFor } from '#main/publishing/targets.ts'
import type { TargetFinding } from '#preload/contract/findings.ts'
import type { Doc } from '#preload/document/schema.ts'
import { paragraph } from '../../preload/document/documents.ts'
import { isWellFormed } from './well-formed.ts'

const signal = new AbortController().signal
const materials = { image: () => null, imageBytes: () => Promise.reject(new Error('there is none')) }
const course = (...docs: readonly Doc[]): PublishedCourse => ({
  id: 'c',
  title: '家常菜',
  author: '林一',
  chapters: docs.length === 0 ? [] : [{ title: '', lessons: docs.map((doc, at) => ({ id: `l${at}`, title: `第${at + 1}课`, doc })) }],
})
const empty = course()
const onlyTitle = course([paragraph('', 'a')])
const single = course([paragraph('清单不是愿望的仓库，写到第十二课，就知道哪些是真的要做。', 'a')])
// Typesetting asks a process of its own, in tests of its own.
const quick = targetIds.filter((id) => id !== 'pdf')

async function told(target: TargetId, what: PublishedCourse): Promise<TargetFinding[]> {
  const findings: TargetFinding[] = []
  const checking = { target, course: what, options: {}, materials, convert: () => Promise.resolve(null), lessons: null, signal }
  for await (const part of checked(checking, new KnownFindings())) findings.push(...part.findings)
  return findings
}

describe.each(quick)('%s', (target) => {
  test('a course without lessons, or a lesson without text, is told', async () => {
    const kinds = async (what: PublishedCourse) => (await told(target, what)).map(({ kind, lesson }) => [kind, lesson])
    const inExport = (what: PublishedCourse) => adviceOf(what, null, opened(target).about).map(({ kind, lesson }) => [kind, lesson])
    expect(await kinds(empty)).toContainEqual(['course-empty', null])
    expect(await kinds(onlyTitle)).toContainEqual(['lesson-empty', 'l0'])
    expect([inExport(empty), inExport(onlyTitle)]).toEqual([[['course-empty', null]], [['lesson-empty', 'l0']]])
    const ofSingle = (await kinds(single)).map(([kind]) => kind)
    expect(ofSingle.filter((kind) => kind === 'course-empty' || kind === 'lesson-empty')).toEqual([])
  })

  test('is made all the same, and what is XML is XML', async () => {
    for (const what of [empty, onlyTitle, single]) {
      const made = await Promise.all(unitsFor(target, what, materials).units.map((unit) => unit.make(signal)))
      for (const file of made.flatMap(({ files }) => files)) {
        if (!('bytes' in file) || !/\.(?:docx|epub|xlsx)$/.test(file.path)) continue
        const xml = Object.entries(unzipSync(file.bytes)).filter(([name]) => /\.(?:xml|rels|xhtml|opf)$/.test(name))
        for (const [name, data] of xml) expect([name, isWellFormed(strFromU8(data))]).toEqual([name, true])
      }
    }
  })
})

test('the contents of an EPUB without lessons lead to its title page, for a list of nothing is not valid', async () => {
  const [book] = unitsFor('epub', empty, materials).units
  const [file] = (await book?.make(signal))?.files ?? []
  const nav = strFromU8(unzipSync((file as { bytes: Uint8Array }).bytes)['OEBPS/nav.xhtml'] ?? new Uint8Array())
  expect(nav).toContain('<ol><li><a href="title.xhtml">家常菜</a></li></ol>')
})

test('books name their files before they are made', () => {
  const files = (['docx', 'epub', 'pdf'] as const).map((target) => unitsFor(target, { ...empty, title: '课/一' }, materials).units[0]?.paths)
  expect(files).toEqual([['课／一.docx'], ['课／一.epub'], ['课／一.pdf']])
})

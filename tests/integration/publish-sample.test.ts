/** A real course, the studio's own sample, to every target: each sentence of its lessons arrives or is told of, and what nobody here wrote finds the files good. */
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { EpubCheck } from '@likecoin/epubcheck-ts'
import mammoth from 'mammoth'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TargetId, targetIds } from '#main/publishing/targets.ts'
import { inlinesOf, isRun, linesOf } from '#preload/document/lines.ts'
import { newFolder } from '../e2e/launch.ts'
import { formsOf } from '../fixtures/publish/arrived.ts'
import { type ExportedTarget, exportTo } from '../fixtures/publish/exported.ts'
import { epubcheck, filesBelow, lettersByPackages, nodesOf, pandoc, pdfText, picturesIn, squeezed } from '../fixtures/publish/outside.ts'
import { has, missing } from '../fixtures/publish/programs.ts'
import { unsaidWord, wordsOf } from '../fixtures/publish/said-words.ts'
import { sampleCourse } from '../fixtures/publish/sample-course.ts'
import { clausesOf } from '../fixtures/publish/whole.ts'

const folder = newFolder()
afterAll(() => folder.discard())
const { course, bytesOf } = sampleCourse()
const blocks = course.chapters.flatMap(({ lessons }) => lessons.flatMap(({ doc }) => doc))
let exported: Readonly<Record<string, ExportedTarget>> = {}
beforeAll(async () => {
  exported = await exportTo(folder.path, course, bytesOf, targetIds)
})

const filesOf = (id: string): string[] => filesBelow(join(folder.path, id))
const only = (id: string): string => filesOf(id).find((file) => file.endsWith(`.${id}`)) ?? ''

/** Runs of its texts; what is struck out or code is said in no recording. */
const textsIn = (some: typeof blocks): string[] =>
  some.flatMap((block) =>
    linesOf(block).flatMap(({ line }) =>
      inlinesOf(line).flatMap((each) =>
        isRun(each) && !each.strike && !each.code && !['code', 'formula-block', 'table', 'note'].includes(block.type) ? [each.text] : [],
      ),
    ),
  )
/** Clauses of texts, each long enough to be known again. */
const clausesIn = (some: typeof blocks): string[] => textsIn(some).flatMap((text) => clausesOf(text, 4))
const clauses = clausesIn(blocks)
/** Words that are not Chinese. */
const others = new Set(textsIn(blocks).flatMap((text) => wordsOf(text).filter((word) => !/\p{Script=Han}/u.test(word))))

const links = ['continue', 'outline', 'hard', 'cut'].map((lesson) => ['lost', 'link-lesson', lesson])

/** All that would be refused, or is lost: footnotes are said in no recording, and two platforms have no links between lessons. */
const toldOf: Readonly<Partial<Record<TargetId, readonly (readonly string[])[]>>> = {
  ximalaya: [['lost', 'note-unsaid', 'hard']],
  xiaoe: links,
  dedao: links,
}

describe.each(targetIds)('%s', (id) => {
  test('every clause arrives, and nothing is refused or lost unsaid', async () => {
    const findings = exported[id]?.findings ?? []
    expect(clauses.length).toBeGreaterThan(100)
    expect(others.size).toBeGreaterThan(10)
    for (const { texts, how } of formsOf(id, filesOf(id))) {
      const letters = await lettersByPackages(texts)
      // Nobody hears a caption.
      const own = how.isTimed ? clausesIn(blocks.filter(({ type }) => type !== 'image')) : clauses
      expect(own.filter((clause) => !letters.includes(squeezed(clause)))).toEqual([])
      expect([...others].filter((word) => unsaidWord([word], letters, []) !== null)).toEqual([])
    }
    const told = findings.filter(({ level }) => level === 'refused' || level === 'lost')
    expect(told.map(({ level, kind, lesson }) => [level, kind, lesson])).toEqual(toldOf[id] ?? [])
    expect(findings.filter(({ kind }) => /^image-(?:missing|broken|unmade|unread|unprepared)$|^cover-missing$|^formula-unread$/.test(kind))).toEqual([])
  })
})

describe('its books', () => {
  test('are read by checkers and readers that packages bring', async () => {
    expect((await EpubCheck.validate(new Uint8Array(readFileSync(only('epub'))))).messages).toEqual([])
    const { messages } = await mammoth.convertToHtml({ buffer: readFileSync(only('docx')) })
    expect(messages.filter(({ type }) => type === 'error')).toEqual([])
    expect(await picturesIn([only('docx')])).toBe(1)
  })

  test.skipIf(!has('java', 'epubcheck'))(`epubcheck finds nothing to warn of${missing('java', 'epubcheck')}`, { timeout: 120_000 }, () => {
    const { status, said } = epubcheck(only('epub'))
    expect(said).toContain('0 fatals / 0 errors / 0 warnings')
    expect(status).toBe(0)
  })

  test.skipIf(!has('pandoc'))(`pandoc counts formulas, footnotes and pictures of the Word document and the EPUB alike${missing('pandoc')}`, () => {
    const notes = blocks.filter(({ type }) => type === 'note').length
    const [word, book] = [nodesOf(pandoc([only('docx')], 'docx')), nodesOf(pandoc([only('epub')], 'epub'))]
    const count = (nodes: typeof word, kind: string): number => nodes.filter(({ t }) => t === kind).length
    expect([count(word, 'Math'), count(word, 'Note'), count(word, 'Image')]).toEqual([count(book, 'Math'), notes, 1])
    expect(count(word, 'Math')).toBeGreaterThan(0)
  })

  test.skipIf(!has('soffice', 'pdftotext'))(`LibreOffice turns the Word document into a PDF with every clause${missing('soffice', 'pdftotext')}`, () => {
    const profile = `-env:UserInstallation=file://${join(folder.path, 'office')}`
    execFileSync('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', join(folder.path, 'office'), only('docx')], { stdio: 'ignore' })
    const letters = squeezed(pdfText(join(folder.path, 'office', `${basename(only('docx'), '.docx')}.pdf`)))
    const lost = clauses.filter((clause) => !letters.includes(squeezed(clause)))
    expect(lost).toEqual([])
  })

  test.skipIf(!has('qpdf'))(`qpdf finds nothing wrong${missing('qpdf')}`, () => {
    expect(spawnSync('qpdf', ['--check', only('pdf')]).status).toBe(0)
  })

  test.skipIf(!has('exiftool'))(`exiftool reads what they are called and who wrote them${missing('exiftool')}`, () => {
    const read = JSON.parse(execFileSync('exiftool', ['-json', only('docx'), only('pdf'), only('epub')], { encoding: 'utf8' })) as Record<string, unknown>[]
    expect(read.map((book) => [book['Title'], book['Creator']])).toEqual(Array.from({ length: 3 }, () => [course.title, course.author]))
  })
})

test.skipIf(!has('ffprobe'))(`ffprobe knows the files beside a recording${missing('ffprobe')}`, () => {
  const formats = ['.srt', '.vtt', '.lrc'].map((ending) => {
    const file = filesOf('ximalaya').find((each) => each.endsWith(ending)) ?? ''
    return execFileSync('ffprobe', ['-v', 'error', '-show_entries', 'format=format_name', '-of', 'csv=p=0', file], { encoding: 'utf8' }).trim()
  })
  expect(formats).toEqual(['srt', 'webvtt', 'lrc'])
})

/** A cut of the torture course to every target: nothing of it is lost unsaid, and what nobody here wrote finds the files good. The whole of it: `npm run bench -- publish`. */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { read as readWorkbook, utils } from '@e965/xlsx'
import { EpubCheck } from '@likecoin/epubcheck-ts'
import { unzipSync, zipSync } from 'fflate'
import { DOMParser } from 'linkedom'
import mammoth from 'mammoth'
import { parse as parseSubtitles } from 'subsrt-ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { targetIds } from '#main/publishing/targets.ts'
import { inlinesOf, isRun, linesOf } from '#preload/document/lines.ts'
import { newFolder } from '../e2e/launch.ts'
import { formsOf, misreadBy, missingOf, picturesMissing, tellingOf } from '../fixtures/publish/arrived.ts'
import { placedWords } from '../fixtures/publish/drawn-formula.ts'
import { coversAmong, type ExportedTarget, exportTo } from '../fixtures/publish/exported.ts'
import { formulaArrivals, formulaCourse, misreadAloud } from '../fixtures/publish/formula-arrival.ts'
import { officeCourse, undrawnIn } from '../fixtures/publish/formula-in-office.ts'
import { epubcheck, filesBelow, lettersByPackages, nodesOf, pandoc, pdfPages, pdfText, picturesIn, squeezed } from '../fixtures/publish/outside.ts'
import { leadsIn } from '../fixtures/publish/leads.ts'
import { paragraphsAstray } from '../fixtures/publish/paragraphs-read.ts'
import { has, missing } from '../fixtures/publish/programs.ts'
import { emoji } from '../fixtures/publish/torture-texts.ts'
import { tortureCourse, tortureSizes } from '../fixtures/publish/torture.ts'

const folder = newFolder()
afterAll(() => folder.discard())
const { course, bytesOf, elements, drawings } = tortureCourse(tortureSizes.cut)
const lessons = course.chapters.flatMap((chapter) => chapter.lessons)
let exported: Readonly<Record<string, ExportedTarget>> = {}
beforeAll(async () => {
  exported = await exportTo(folder.path, course, bytesOf, targetIds)
})

const filesOf = (id: string): string[] => filesBelow(join(folder.path, id))
const only = (id: string): string => filesOf(id).find((file) => file.endsWith(`.${id}`)) ?? ''

/** Words that stand beyond the margins of a typeset book, but for those of its cover; marks of Chinese have room in them that may. */
function beyondMargins(file: string): string[] {
  return placedWords(pdfText(file, '-bbox')).flatMap(({ text, left, right, middle }) => (middle > 842 && (left < 67 || right > 528) ? [text] : []))
}

describe.each(targetIds)('%s', (id) => {
  test('every element arrives or is told of', async () => {
    const findings = exported[id]?.findings ?? []
    for (const { texts, beside, how } of formsOf(id, filesOf(id))) {
      const [letters, listed, leads] = [await lettersByPackages(texts), await lettersByPackages(beside), how.isSpoken ? [] : await leadsIn(texts)]
      expect(missingOf(elements, { letters, beside: listed, leads, findings, misread: misreadBy('packages', id), how })).toEqual([])
      // Steps and lists by themselves are no course: most of it is missed, for the report names less.
      const left = missingOf(elements, { letters: '', beside: '', leads: [], findings, how })
      expect(left.length).toBeGreaterThan(elements.length / 2)
    }
  })

  // Other pictures are read by packages.
  const programs = id === 'pdf' ? ['pdfimages'] : []
  test.skipIf(!has(...programs))(`every picture arrives or is told of${missing(...programs)}`, async () => {
    const findings = exported[id]?.findings ?? []
    expect(picturesMissing(elements, (await picturesIn(filesOf(id))) + (id === 'pdf' ? drawings : 0) - coversAmong(id), findings)).toBe(0)
  })
})

describe('covers', () => {
  test('are drawn in their sizes where they are wanted by themselves, and none is told as missing', () => {
    expect(Object.values(exported).flatMap(({ findings }) => findings.filter(({ kind }) => kind === 'cover-missing'))).toEqual([])
    const album = readFileSync(filesOf('ximalaya').find((file) => /专辑封面\.(?:png|jpg)$/.test(file)) ?? '')
    const book = Object.entries(unzipSync(new Uint8Array(readFileSync(only('epub'))))).find(([name]) => /images\/cover\.(?:png|jpg)$/.test(name))?.[1]
    expect([sizeOf(album), sizeOf(Buffer.from(book ?? []))]).toEqual([
      [1080, 1080],
      [1600, 2400],
    ])
  })
})

/** Of a PNG, by its header; of a JPEG by its frame. */
function sizeOf(picture: Buffer): [width: number, height: number] {
  if (picture.subarray(1, 4).toString('latin1') === 'PNG') return [picture.readUInt32BE(16), picture.readUInt32BE(20)]
  const frame = Math.max(...[0xc0, 0xc2].map((marker) => picture.indexOf(Buffer.from([0xff, marker, 0x00, 0x11, 0x08]))))
  return frame < 0 ? [0, 0] : [picture.readUInt16BE(frame + 7), picture.readUInt16BE(frame + 5)]
}

describe('EPUB', () => {
  test('has no error and nothing to warn of, by a checker that finds those of a damaged one', async () => {
    const book = new Uint8Array(readFileSync(only('epub')))
    expect((await EpubCheck.validate(book)).messages).toEqual([])
    const { 'OEBPS/style.css': _gone, ...parts } = unzipSync(book)
    expect((await EpubCheck.validate(zipSync(parts, { level: 0 }))).errorCount).toBeGreaterThan(0)
  })

  test.skipIf(!has('java', 'epubcheck'))(`epubcheck finds nothing to warn of${missing('java', 'epubcheck')}`, { timeout: 120_000 }, () => {
    const { status, said } = epubcheck(only('epub'))
    expect(said).toContain('0 fatals / 0 errors / 0 warnings')
    expect(status).toBe(0)
  })
})

describe('Word', () => {
  // The second comes with what reads formulas.
  const office = ['soffice', 'lomath']

  test('mammoth reads headings, footnotes, tables and pictures, and has nothing to complain of', async () => {
    const { value, messages } = await mammoth.convertToHtml({ buffer: readFileSync(only('docx')) })
    const page = new DOMParser().parseFromString(`<html><body>${value}</body></html>`, 'text/html')
    const count = (selector: string): number => page.querySelectorAll(selector).length
    const blocks = lessons.flatMap(({ doc }) => doc)
    expect([count('table'), count('li[id^="footnote-"]'), count('h2')]).toEqual([
      blocks.filter(({ type }) => type === 'table').length,
      blocks.filter(({ type }) => type === 'note').length,
      lessons.length,
    ])
    expect(messages.filter(({ type }) => type === 'error')).toEqual([])
  })

  test.skipIf(!has('pandoc'))(`pandoc counts every formula, footnote and picture${missing('pandoc')}`, () => {
    const nodes = nodesOf(pandoc([only('docx')], 'docx'))
    expect(['Math', 'Note', 'Image'].map((kind) => nodes.filter(({ t }) => t === kind).length)).toEqual(countsOf('docx'))
  })

  test.skipIf(!has(...office, 'pdftotext'))(`LibreOffice turns it into a PDF in which every element is whole${missing(...office, 'pdftotext')}`, () => {
    const profile = `-env:UserInstallation=file://${join(folder.path, 'office')}`
    execFileSync('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', join(folder.path, 'office'), only('docx')], { stdio: 'ignore' })
    const letters = squeezed(pdfText(join(folder.path, 'office', `${basename(only('docx'), '.docx')}.pdf`), '-raw'))
    // What it can't draw of a formula.
    expect(letters).not.toContain('¿')
    const seen = elements.filter(({ what }) => what !== 'link' && what !== 'lesson-link')
    const missed = missingOf(seen, { letters, beside: '', leads: [], findings: [], how: tellingOf('pdf') })
    // Pictures of several characters are left to the fonts of this computer.
    expect(missed.filter(({ says, mark }) => !says.endsWith(emoji) || !letters.includes(mark))).toEqual([])
  })

  test.skipIf(!has(...office, 'pdftotext'))(
    `LibreOffice draws each kind of formula whole, within a line and by itself${missing(...office, 'pdftotext')}`,
    async () => {
      const place = join(folder.path, 'in-office')
      await exportTo(place, officeCourse, () => Promise.resolve(null), ['docx'])
      const docx = filesBelow(place).find((file) => file.endsWith('.docx')) ?? ''
      const profile = `-env:UserInstallation=file://${join(folder.path, 'office')}`
      execFileSync('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', place, docx], { stdio: 'ignore' })
      expect(undrawnIn(pdfText(join(place, `${basename(docx, '.docx')}.pdf`), '-raw'))).toEqual([])
    },
  )

  test.skipIf(!has(...office))(`LibreOffice counts every formula, footnote and picture${missing(...office)}`, () => {
    const profile = `-env:UserInstallation=file://${join(folder.path, 'office')}`
    execFileSync('soffice', [profile, '--headless', '--convert-to', 'fodt', '--outdir', join(folder.path, 'office'), only('docx')], { stdio: 'ignore' })
    const text = readFileSync(join(folder.path, 'office', `${basename(only('docx'), '.docx')}.fodt`), 'utf8')
    const count = (tag: string): number => text.split(`<${tag}`).length - 1
    // A formula is an object in a frame, with a picture of itself.
    const [formulas, frames] = [count('math '), count('draw:frame ')]
    expect([formulas, count('draw:object'), count('text:note '), frames - formulas]).toEqual([countsOf('docx')[0], ...countsOf('docx')])
  })
})

/** What of a lesson is a formula, a footnote, a picture that is not told as gone or broken. */
function countsOf(id: string): readonly [formulas: number, notes: number, pictures: number] {
  const blocks = lessons.flatMap(({ doc }) => doc)
  const findings = exported[id]?.findings ?? []
  const told = (...kinds: string[]): number => findings.filter(({ kind }) => kinds.includes(kind)).length
  const formulas = blocks.reduce(
    (sum, block) =>
      sum +
      (block.type === 'formula-block'
        ? 1
        : linesOf(block).flatMap(({ line }) => inlinesOf(line).filter((each) => !isRun(each) && each.type === 'formula')).length),
    0,
  )
  const [notes, pictures] = (['note', 'image'] as const).map((type) => blocks.filter((block) => block.type === type).length)
  return [formulas - told('formula-unread'), notes ?? 0, (pictures ?? 0) - told('image-missing', 'image-broken')]
}

describe('PDF', () => {
  test('pdf.js reads every paragraph whole and in its place', async () => {
    const text = squeezed((await pdfPages(readFileSync(only('pdf')))).map((page) => page.text).join(''))
    const paragraphs = lessons.flatMap(({ doc }) => doc.flatMap((block) => (block.type === 'paragraph' && block.children.length === 1 ? [block.id] : [])))
    const own = elements.filter(({ block }) => block !== null && paragraphs.some((id) => id === block))
    const places = own.map(({ mark }) => text.indexOf(mark))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect([own.length > 80, places.includes(-1)]).toEqual([true, false])
    const whole = elements.filter(({ what }) => what === 'text' || what === 'note')
    const missed = missingOf(whole, { letters: text, beside: '', leads: [], findings: [], how: tellingOf('pdf') })
    expect(missed).toEqual([])
  })

  test.skipIf(!has('pdftotext'))(`pdftotext reads every paragraph whole, one behind the other${missing('pdftotext')}`, () => {
    const paragraphs = lessons.flatMap(({ doc }) =>
      doc.flatMap((block) => (block.type === 'paragraph' && block.children.length === 1 ? block.children.map((run) => ('text' in run ? run.text : '')) : [])),
    )
    // Programs put what is written from right to left in orders of their own.
    const read = paragraphs.filter((paragraph) => !/[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(paragraph))
    expect([read.length > 80, paragraphsAstray(pdfText(only('pdf'), '-raw').split('\f'), read)]).toEqual([true, []])
  })

  test('a word that is wider than the page is cut where the line ends, and nothing is put into it', async () => {
    const lines = (await pdfPages(readFileSync(only('pdf')))).flatMap(({ text }) => text.split('\n').filter((line) => line.includes('Donaudampf')))
    expect([lines.length >= lessons.length * 2, lines.filter((line) => line.length > 100)]).toEqual([true, []])
    expect(lines.join('')).toContain('Donaudampfschifffahrtsgesellschaft'.repeat(3))
  })

  test.skipIf(!has('pdftotext'))(`nothing stands beyond the margins${missing('pdftotext')}`, () => {
    expect(beyondMargins(only('pdf'))).toEqual([])
  })

  test.skipIf(!has('qpdf'))(`qpdf finds nothing wrong${missing('qpdf')}`, () => {
    expect(spawnSync('qpdf', ['--check', only('pdf')]).status).toBe(0)
  })
})

/** WebVTT writes three signs by their names. */
const unescaped = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** The reader takes what is in braces for a style, in WebVTT too, which has none. */
const bare = (text: string): string => squeezed(text).replaceAll(/\{[^}]*\}/g, '')

describe('files beside a recording', () => {
  test('are timed alike, one cue after another, by a reader of subtitles', () => {
    for (const file of filesOf('ximalaya').filter((each) => each.endsWith('.srt'))) {
      const [srt = [], vtt = [], lrc = []] = ['.srt', '.vtt', '.lrc'].map((ending) =>
        parseSubtitles(readFileSync(file.replace(/\.srt$/, ending), 'utf8')).flatMap((cue) => (cue.type === 'caption' ? [cue] : [])),
      )
      expect(srt.length).toBeGreaterThan(50)
      expect(vtt.map(({ start, end, text }) => [start, end, bare(unescaped(text))])).toEqual(srt.map(({ start, end, text }) => [start, end, bare(text)]))
      expect(lrc.map(({ start }) => start)).toEqual(srt.map(({ start }) => Math.floor(start / 10) * 10))
      expect(srt.every((cue, at) => cue.end > cue.start && cue.start >= (srt[at - 1]?.end ?? 0))).toBe(true)
    }
  })

  test.skipIf(!has('ffprobe'))(`ffprobe knows them${missing('ffprobe')}`, () => {
    const formats = ['.srt', '.vtt', '.lrc'].map((ending) => {
      const file = filesOf('ximalaya').find((each) => each.endsWith(ending)) ?? ''
      return execFileSync('ffprobe', ['-v', 'error', '-show_entries', 'format=format_name', '-of', 'csv=p=0', file], { encoding: 'utf8' }).trim()
    })
    expect(formats).toEqual(['srt', 'webvtt', 'lrc'])
  })

  test('the table of tracks says the same to another library', () => {
    const { Sheets, SheetNames } = readWorkbook(readFileSync(filesOf('ximalaya').find((file) => file.endsWith('.xlsx')) ?? ''))
    const rows = utils.sheet_to_json<Record<string, string>>(Sheets[SheetNames[0] ?? '']!)
    expect(rows.map((row) => [row['序号'], row['节目标题'] ?? ''])).toEqual(lessons.map(({ title }, at) => [String(at + 1).padStart(3, '0'), title]))
  })
})

describe('website', () => {
  /** Other sites are not asked. */
  const followed = async (site: string): Promise<{ links: number; broken: string[] }> => {
    const { LinkChecker, LinkState } = await import('linkinator')
    const isElsewhere = (link: string): Promise<boolean> => Promise.resolve(!/^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])[:/]/.test(link))
    const { links } = await new LinkChecker().check({ path: site, recurse: true, checkFragments: true, checkCss: true, linksToSkip: isElsewhere })
    return {
      links: links.filter(({ state }) => state !== LinkState.SKIPPED).length,
      broken: links.flatMap(({ state, url }) => (state === LinkState.BROKEN ? [decodeURIComponent(basename(url))] : [])),
    }
  }

  test('linkinator follows every link to a page, a place in it, a picture or a style, and misses those that lead nowhere', async () => {
    const site = join(folder.path, 'website')
    const { links, broken } = await followed(site)
    expect([links > 25, broken]).toEqual([true, []])
    const [page = ''] = readdirSync(site).filter((name) => name.startsWith('001'))
    const damaged = join(folder.path, 'damaged')
    cpSync(site, damaged, { recursive: true })
    const nowhere = '<a href="gone.html">a</a><a href="#nowhere">b</a><img src="images/gone.png" alt=""></body>'
    writeFileSync(join(damaged, page), readFileSync(join(site, page), 'utf8').replace('</body>', nowhere))
    expect((await followed(damaged)).broken.toSorted()).toEqual([`${page}#nowhere`, 'gone.html', 'gone.png'].toSorted())
  })
})

describe.skipIf(!has('exiftool'))(`exiftool${missing('exiftool')}`, () => {
  test('reads who wrote the books, what they are called, and what a model wrote, field by field', () => {
    const [docx, pdf, epub] = ['docx', 'pdf', 'epub'].map(
      (id) => (JSON.parse(execFileSync('exiftool', ['-json', only(id)], { encoding: 'utf8' })) as Record<string, unknown>[])[0],
    )
    for (const book of [docx, pdf, epub]) expect([book?.['Title'], book?.['Creator']]).toEqual([course.title, course.author])
    expect([pdf?.['Author'], epub?.['FileType']]).toEqual([course.author, 'EPUB'])
    const [word, typeset] = [docx, pdf].map((book) => (JSON.parse(String(book?.['AIGC'])) as { AIGC: Record<string, string> }).AIGC)
    const names = ['Label', 'ContentProducer', 'ProduceID', 'ReservedCode1', 'ContentPropagator', 'PropagateID', 'ReservedCode2']
    expect([typeset, Object.keys(word ?? {})]).toEqual([word, names])
    const { ContentProducer: producer = '', ProduceID: id = '' } = word ?? {}
    expect([decodeURIComponent(producer).replaceAll('_', ' '), /^[0-9a-f]{32}$/.test(id)]).toEqual([course.author, true])
    expect(word).toEqual({
      Label: '1',
      ContentProducer: producer,
      ProduceID: id,
      ReservedCode1: '',
      ContentPropagator: producer,
      PropagateID: id,
      ReservedCode2: '',
    })
  })
})

test('each kind of formula is read aloud as it is by hand, or told of where nobody can', async () => {
  const place = join(folder.path, 'aloud')
  const { ximalaya } = await exportTo(place, formulaCourse, () => Promise.resolve(null), ['ximalaya'])
  const script = readFileSync(filesBelow(place).find((file) => file.endsWith('/口播稿.txt')) ?? '', 'utf8')
  const told = new Set(ximalaya?.findings.flatMap(({ kind, block }) => (kind === 'formula-unsaid' ? [block] : [])))
  expect(misreadAloud(script, told)).toEqual([])
})

describe.skipIf(!has('pandoc', 'pdftotext'))(`formulas${missing('pandoc', 'pdftotext')}`, () => {
  test('each kind is built in Word and EPUB as KaTeX builds it, and stands in the PDF as it is built', async () => {
    const place = join(folder.path, 'formulas')
    await exportTo(place, formulaCourse, () => Promise.resolve(null), ['docx', 'epub', 'pdf'])
    const [docx = '', epub = '', pdf = ''] = ['docx', 'epub', 'pdf'].map((id) => filesBelow(join(place, id)).find((file) => file.endsWith(`.${id}`)))
    const arrivals = formulaArrivals({ docx, epub, pdf })
    expect(beyondMargins(pdf)).toEqual([])
    const away = (id: 'docx' | 'epub' | 'pdf'): string[] => arrivals.filter((each) => !each[id]).map(({ kind }) => kind)
    // KaTeX sets the numbers of equations, and scripts before a letter, in another way.
    expect([arrivals.length >= 140, away('epub'), away('pdf')]).toEqual([true, ['prescripts', 'align with numbers', 'notag'], []])
    // What pandoc writes of a document is another with each of its versions.
    expect(away('docx').length <= arrivals.length * 0.1 ? [] : away('docx')).toEqual([])
  })
})

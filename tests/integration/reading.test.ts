/** The thread that reads works: from its sources and as it is built, and where a file breaks a limit. */
import { cpSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { createDeflate } from 'node:zlib'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { ReadingDesk, type ReadingDeskOptions } from '#main/reading/reading-desk.ts'
import { ReadingError } from '#main/reading/work.ts'
import { isBuilt } from '../../scripts/outputs.mjs'

const folder = mkdtempSync(join(tmpdir(), 'moke-reading-'))
afterAll(() => rmSync(folder, { recursive: true }))

const sources = { entry: resolve('main', 'reading', 'reading-thread.ts'), cmaps: `${resolve('node_modules', 'pdfjs-dist', 'cmaps')}/` }
const works = resolve('tests', 'fixtures', 'works')

function deskOf(options: Partial<ReadingDeskOptions> = {}): ReadingDesk {
  const desk = new ReadingDesk({ ...sources, ...options })
  onTestFinished(() => desk.close())
  return desk
}

const outcome = (reading: Promise<{ readonly title: string }>): Promise<string> =>
  reading.then(
    ({ title }) => title,
    (error: unknown) => (error instanceof ReadingError ? error.code : String(error)),
  )

function written(name: string, bytes: string | Uint8Array): { readonly name: string; readonly path: string } {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return { name, path }
}

/** So many MB of spaces, packed, without ever being in memory together. */
function deflated(mb: number): Promise<Buffer> {
  const piece = Buffer.alloc(2 ** 20, ' ')
  return buffer(Readable.from(Array.from({ length: mb }, () => piece)).pipe(createDeflate({ level: 1 })))
}

const everyWork = {
  'blog.html': '故都的秋',
  'chromium.mhtml': '故都的秋',
  'chromium.pdf': '故都的秋',
  'libreoffice.doc': 'old-word',
  'libreoffice.docx': '认识导数',
  'libreoffice.pdf': '故都的秋',
  'locked.pdf': 'encrypted',
  'pandoc.docx': '认识导数',
  'pandoc.epub': '故都的秋',
  'wechat-article.html': '备课的第三遍',
  'zhihu-answer.html': '自学编程，最容易在哪里放弃？',
  'zhihu-article.html': '梯度下降是怎么走路的',
}

async function readAll(desk: ReadingDesk): Promise<Record<string, string>> {
  const names = readdirSync(works).filter((name) => name !== 'README.md')
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await outcome(desk.read({ name, path: join(works, name) }))])))
}

describe('every kind of file', () => {
  test('from the sources', async () => {
    expect(await readAll(deskOf())).toEqual(everyWork)
  })

  test.runIf(isBuilt())('as it is built, with nothing beside it but its tables', async () => {
    const alone = join(folder, 'alone')
    cpSync(resolve('dist', 'main', 'reading.mjs'), join(alone, 'reading.mjs'))
    cpSync(resolve('dist', 'main', 'cmaps'), join(alone, 'cmaps'), { recursive: true })
    expect(await readAll(deskOf({ entry: join(alone, 'reading.mjs'), cmaps: `${join(alone, 'cmaps')}/` }))).toEqual(everyWork)
  })
})

describe('a file that breaks a limit is refused, and the next one is read', () => {
  const next = () => written('下一篇.txt', '正文。')

  test('one gigabyte, before any of it is read', async () => {
    const desk = deskOf({ mostGrowthMb: 300 })
    const huge = written('很大.txt', '字')
    truncateSync(huge.path, 2 ** 30)
    expect([await outcome(desk.read(huge)), await outcome(desk.read(next()))]).toEqual(['too-large', '下一篇'])
  })

  test('time', async () => {
    const desk = deskOf({ longestMs: 4000 })
    expect(await Promise.all([outcome(desk.read(written('慢.md', '[a](<b> "'.repeat(100_000)))), outcome(desk.read(next()))])).toEqual(['too-slow', '下一篇'])
  })

  test('memory: a page of a PDF that unpacks to far more than it is', async () => {
    const desk = deskOf({ mostGrowthMb: 128 })
    const stream = await deflated(300)
    const head =
      '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n'
    const bytes = Buffer.concat([
      Buffer.from(`${head}4 0 obj<</Length ${stream.length}/Filter/FlateDecode>>stream\n`),
      stream,
      Buffer.from('\nendstream endobj\ntrailer<</Root 1 0 R/Size 5>>\n%%EOF'),
    ])
    expect([await outcome(desk.read({ name: '涨.pdf', bytes })), await outcome(desk.read(next()))]).toEqual(['too-much', '下一篇'])
  })
})

test('what is there no more, and what is no file', async () => {
  const desk = deskOf()
  expect([await outcome(desk.read({ name: 'a.md', path: join(folder, 'none.md') })), await outcome(desk.read({ name: 'a.md', path: folder }))]).toEqual([
    'missing',
    'kind',
  ])
})

test.skipIf(process.platform !== 'linux')('what the disk fails to read is missing, and the next one is read', async () => {
  const desk = deskOf()
  // It can be opened and looked at, and reading its beginning is an error of the device.
  expect([await outcome(desk.read({ name: 'a.md', path: '/proc/self/mem' })), await outcome(desk.read(written('后.txt', '正文。')))]).toEqual(['missing', '后'])
})

test('whoever gives up is told, and others go on', async () => {
  const desk = deskOf()
  const stop = new AbortController()
  const slow = desk.read(written('慢.md', '[a](<b> "'.repeat(100_000)), stop.signal).catch((error: unknown) => error)
  const other = outcome(desk.read(written('甲.txt', '正文。')))
  stop.abort('given up')
  expect([await slow, await other]).toEqual(['given up', '甲'])
})

import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DataError, readDocuments, trainingText } from '#engine/training/index.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moke-documents-'))
})
afterAll(() => rm(folder, { recursive: true }))

const fixture = (name: string): string => join(import.meta.dirname, '../../../fixtures', name)

async function read(file: string): Promise<object[]> {
  const documents: object[] = []
  for await (const document of readDocuments(file)) documents.push(document)
  return documents
}

async function readText(text: string | Uint8Array, name = 'data.jsonl'): Promise<object[]> {
  await writeFile(join(folder, name), text)
  return read(join(folder, name))
}

describe('reading documents', () => {
  test('gives text, title, language and class, with defaults, and passes over empty lines', async () => {
    expect(await readText('{"text":"一","title":"题","lang":"zh","class":"course","id":7}\r\n\n{"text":"b","title":null}\n')).toEqual([
      { text: '一', title: '题', language: 'zh', className: 'course' },
      { text: 'b', title: '', language: '', className: 'other' },
    ])
  })

  test('keeps line and paragraph separators that stand in a text as they are', async () => {
    const texts = ['一\u2028二', '三\u2029四\u0085五']
    expect(await readText(texts.map((text) => `${JSON.stringify({ text })}\n`).join(''))).toMatchObject(texts.map((text) => ({ text })))
  })

  test('puts together a line that is longer than what is read at once', async () => {
    const texts = ['前', '长文'.repeat(400_000), '后']
    expect(await readText(texts.map((text) => JSON.stringify({ text })).join('\n'))).toMatchObject(texts.map((text) => ({ text })))
  })

  test('gives the same from a file compressed by xz', async () => {
    const plain = await read(fixture('engine-documents.jsonl'))
    expect(plain).toHaveLength(3)
    expect(await read(fixture('engine-documents.jsonl.xz'))).toEqual(plain)
  })

  test.each([
    ['{"text":"a"}\n{"text":"b"', 'data.jsonl, line 2: not JSON'],
    ['\n\n[1]', 'data.jsonl, line 3: there is no "text"'],
    ['"text"', 'data.jsonl, line 1: expected an object, found "text"'],
    ['{"title":"a"}', 'data.jsonl, line 1: there is no "text"'],
    ['{"text":3}', 'data.jsonl, line 1: "text" should be a string, but is 3'],
    ['{"text":"a","class":["x"]}', 'data.jsonl, line 1: "class" should be a string, but is ["x"]'],
    ['', 'data.jsonl: holds no documents'],
    ['\n \r\n\n', 'data.jsonl: holds no documents'],
    ['{"text":"a"}\n{"text":"b\0"}', 'data.jsonl, line 2: holds NUL bytes; the file is damaged or no text'],
    ['{"text":"a"}\n\0\0\0\0', 'data.jsonl, line 2: holds NUL bytes; the file is damaged or no text'],
  ])('names the file and the line of what is wrong: %j', async (text, message) => {
    await expect(readText(text)).rejects.toThrow(message)
    await expect(readText(text)).rejects.toBeInstanceOf(DataError)
  })

  test.each([
    ['GBK', [0xc4, 0xe3, 0xba, 0xc3], 'line 2: not UTF-8, probably GBK; save the file as UTF-8 first, as by `iconv -f GB18030 -t UTF-8`'],
    ['what ends within a character', [0xe4, 0xbd], 'line 2: not UTF-8; save the file as UTF-8 first'],
  ])('names the line that is %s', async (_, bytes, message) => {
    const around = ['{"text":"你好"}\n{"text":"', '"}\n'].map((text) => Buffer.from(text))
    await expect(readText(Buffer.concat([around[0]!, Buffer.from(bytes), around[1]!]))).rejects.toThrow(`data.jsonl, ${message}`)
    await expect(readText(Buffer.concat([around[0]!, Buffer.from(bytes)]))).rejects.toBeInstanceOf(DataError)
  })

  test('recognises UTF-16 by its mark, and passes over the one of UTF-8', async () => {
    const utf16 = Buffer.from('\ufeff{"text":"好"}\n', 'utf16le')
    const said = 'data.jsonl, line 1: not UTF-8, probably UTF-16; save the file as UTF-8 first, as by `iconv -f UTF-16 -t UTF-8`'
    await expect(readText(utf16)).rejects.toThrow(said)
    await expect(readText(utf16.swap16())).rejects.toThrow(said)
    expect(await readText('\ufeff{"text":"好"}\n')).toMatchObject([{ text: '好' }])
  })

  test('gives up a line without end, plain or compressed, before it fills the memory', async () => {
    const file = join(folder, 'endless.jsonl')
    const handle = await open(file, 'w')
    await handle.write('{"text":"a"}\n{"text":"')
    const much = Buffer.alloc(1 << 20, 'a')
    for (let i = 0; i < 65; i++) await handle.write(much)
    await handle.close()
    await expect(read(file)).rejects.toThrow('endless.jsonl, line 2: longer than 64 MB; each document stands on a line of its own')
    await expect(read(fixture('endless-line.jsonl.xz'))).rejects.toThrow('endless-line.jsonl.xz, line 2: longer than 64 MB')
  })

  test.each([
    ['is no xz', () => Buffer.from('this is no xz'), 0],
    ['is empty', () => Buffer.alloc(0), 0],
    ['is cut short', (xz: Buffer) => xz.subarray(0, xz.length >> 1), undefined],
    ['lacks its last byte', (xz: Buffer) => xz.subarray(0, -1), undefined],
    ['was changed inside', (xz: Buffer) => xz.fill(0, xz.length >> 1, (xz.length >> 1) + 8), undefined],
  ])('says that a compressed file %s, and reads others after it', async (_, change, line) => {
    const damaged = change(await readFile(fixture('engine-documents.jsonl.xz')))
    await expect(readText(damaged, 'broken.jsonl.xz')).rejects.toThrow(
      new RegExp(`broken\\.jsonl\\.xz: can't be decompressed after line ${line ?? '\\d+'}; it is damaged, cut short or no xz file`),
    )
    expect(await read(fixture('engine-documents.jsonl.xz'))).toHaveLength(3)
  })

  test('asks for the right name of what is compressed by xz under another', async () => {
    const xz = await readFile(fixture('engine-documents.jsonl.xz'))
    await expect(readText(xz, 'packed.jsonl')).rejects.toThrow('packed.jsonl: is compressed by xz, which its name must say (packed.jsonl.xz)')
  })

  test('says that a folder is none of its files', async () => {
    await mkdir(join(folder, 'a-folder.jsonl.xz'), { recursive: true })
    await expect(read(join(folder, 'a-folder.jsonl.xz'))).rejects.toThrow(/a-folder\.jsonl\.xz: is a folder; give the files in it/)
    await expect(read(folder)).rejects.toBeInstanceOf(DataError)
  })

  test('leaves it to the system to say that a file is missing', async () => {
    await expect(read(join(folder, 'missing.jsonl'))).rejects.toThrow(/ENOENT.*missing\.jsonl/)
  })
})

test.each([
  [{ title: '开课', text: '正文。' }, '# 开课\n\n正文。'],
  [{ title: '', text: '正文。' }, '正文。'],
  [{ title: '开课', text: '# 开课\n\n正文。' }, '# 开课\n\n正文。'],
  [{ title: '开课', text: '\n开课\n正文。' }, '\n开课\n正文。'],
  [{ title: '开课', text: '今天开课。\n\n\n\n好。' }, '# 开课\n\n今天开课。\n\n\n\n好。'],
])('puts the title before the text as a heading unless the text begins with it: %j', (document, text) => {
  expect(trainingText(document)).toBe(text)
})

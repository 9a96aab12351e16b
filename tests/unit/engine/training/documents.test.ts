import { mkdtemp, rm, writeFile } from 'node:fs/promises'
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

async function readText(text: string, name = 'data.jsonl'): Promise<object[]> {
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
  ])('names the file and the line of what is wrong: %j', async (text, message) => {
    await expect(readText(text)).rejects.toThrow(message)
    await expect(readText(text)).rejects.toBeInstanceOf(DataError)
  })

  test('says that a compressed file is damaged', async () => {
    await expect(readText('this is no xz', 'broken.jsonl.xz')).rejects.toThrow(/broken\.jsonl\.xz: can't be decompressed after line 0/)
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

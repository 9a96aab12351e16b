import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DataError, encodeDocuments, readDocuments, type TrainingDocument, trainingText, withoutContext } from '#engine/training/index.ts'
import { divideWorks, worksIn } from '#engine/cli/works.ts'
import { bytes } from './tiny-run.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moke-pairs-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function fileOf(...lines: readonly object[]): Promise<string> {
  const file = join(folder, 'pairs.jsonl')
  await writeFile(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  return file
}

async function all(documents: AsyncIterable<TrainingDocument>): Promise<TrainingDocument[]> {
  const found: TrainingDocument[] = []
  for await (const document of documents) found.push(document)
  return found
}

async function read(...lines: readonly object[]) {
  return all(readDocuments(await fileOf(...lines), { pairs: true }))
}

describe('a pair in a line', () => {
  test.each([
    ['question and answer', { question: '为什么拖延？', answer: '怕做不好。' }, '# 为什么拖延？\n\n怕做不好。', '怕做不好。', '为什么拖延？'],
    [
      'a question of several lines',
      { question: '老师好。\n我总是拖延，怎么办？', answer: '先写五分钟。' },
      '老师好。\n我总是拖延，怎么办？\n\n先写五分钟。',
      '先写五分钟。',
      '老师好。',
    ],
    ['prompt and completion, joined as they are', { prompt: '天空是', completion: '蓝色的。' }, '天空是蓝色的。', '蓝色的。', '天空是'],
    ['instruction and output', { instruction: '改写这句话', input: '', output: '好的。' }, '# 改写这句话\n\n好的。', '好的。', '改写这句话'],
    [
      'instruction, input and output',
      { instruction: '改写', input: '今天天气好。', output: '天真好。' },
      '# 改写\n\n今天天气好。\n\n天真好。',
      '天真好。',
      '改写',
    ],
  ])('may be %s', async (_, line, text, answer, title) => {
    const [document] = await read(line)
    expect(document).toMatchObject({ title, language: '', className: 'other' })
    expect(trainingText(document!)).toBe(text)
    expect(withoutContext(text, document!.context!)).toBe(answer)
  })

  test('is a text where it has one, and keeps a title of its own, which is never read', async () => {
    expect(await read({ text: '正文。', question: '问？', answer: '答。' }, { question: '问？', answer: '答。', title: '第一问', lang: 'zh' })).toEqual([
      { text: '正文。', title: '', language: '', className: 'other' },
      { text: '# 问？\n\n答。', context: [[0, 6]], title: '第一问', language: 'zh', className: 'other' },
    ])
    expect(trainingText({ text: '# 问？\n\n答。', context: [[0, 6]], title: '第一问' })).toBe('# 问？\n\n答。')
  })

  test.each([
    ['without an answer', { question: '问？' }],
    ['whose answer is blank', { question: '问？', answer: ' \n' }],
    ['of which the halves are of two forms', { question: '问？', completion: '答。' }],
  ])('is none %s', async (_, line) => {
    await expect(read({ text: 'a' }, line)).rejects.toThrow('pairs.jsonl, line 2: there is no "text", nor a question with its answer')
    await expect(read(line)).rejects.toBeInstanceOf(DataError)
  })

  test('is none of talk, whose halves are lists of messages', async () => {
    await expect(read({ prompt: [{ role: 'user', content: '问？' }], completion: '答。' })).rejects.toThrow('"prompt" should be a string')
  })

  test('is for those alone who ask for pairs: what is pretrained on has texts', async () => {
    const file = await fileOf({ question: '问？', answer: '答。' })
    await expect(all(readDocuments(file))).rejects.toThrow(/line 1: there is no "text"$/)
  })
})

test('works of files have the context of their pairs, and answers to one question stay together', async () => {
  const lines = Array.from({ length: 30 }, (_, i) => ({ question: `第${i % 10}个问题？`, answer: `第${i}个回答，说得很长。` }))
  const works = await worksIn([await fileOf(...lines, { text: '没有问题的一篇。', title: '一篇' })])
  expect(works).toHaveLength(31)
  expect(works[30]).not.toHaveProperty('context')
  expect(works[3]).toMatchObject({ title: '第3个问题？', text: '# 第3个问题？\n\n第3个回答，说得很长。', context: [[0, 10]] })
  const { learnt, heldOut } = await divideWorks(works, 1)
  const asked = new Set(heldOut.map(({ title }) => title))
  expect(heldOut.length).toBeGreaterThan(0)
  expect(learnt.filter(({ title }) => asked.has(title))).toEqual([])
})

test('a corpus of pairs marks their questions, to the letter', async () => {
  const corpus = await encodeDocuments(readDocuments(await fileOf({ prompt: 'ab', completion: 'cde' }, { text: 'fg' }), { pairs: true }), bytes)
  expect([...corpus.context!].join('')).toBe('110000' + '000')
  expect([...corpus.characters]).toEqual([3, 2])
})

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { evaluateModel } from '#engine/cli/eval.ts'
import { evaluateBaseline, fitBaseline, readDocuments } from '#engine/training/index.ts'
import { runCommand } from './run-command.ts'

let folder: string
let train: string
let held: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moke-eval-'))
  train = join(folder, 'train.jsonl')
  held = join(folder, 'held.jsonl')
  await writeFile(train, '{"text":"春花秋月何时了，往事知多少。","lang":"zh"}\n{"text":"小楼昨夜又东风","title":"虞美人","lang":"zh"}\n')
  await writeFile(held, '{"text":"春风又","lang":"zh","class":"poem"}\n{"text":"wind","lang":"en","class":"english"}\n{"text":"秋月","class":"poem"}\n')
})
afterAll(() => rm(folder, { recursive: true }))

const given = (...more: string[]): string[] => ['--five-gram', '--train', train, '--data', held, ...more]

describe('moke eval --five-gram', () => {
  test('gives the figures of the 5-gram over all and by class, with the characters it was counted in', async () => {
    const model = await fitBaseline(readDocuments(train), 5)
    const { all, byClass } = await evaluateBaseline(model, readDocuments(held))
    const { records, texts } = await runCommand(evaluateModel, given())
    expect(records).toEqual([
      { ...all, byClass: { english: byClass.get('english'), poem: byClass.get('poem') }, order: 5, trainedCharacters: 28, discounts: model.discounts },
    ])
    expect(all.characters).toBe(9)
    const lines = texts[0]!.split('\n')
    expect(lines.map((line) => line.replace(/^\d+\.\d{3} bits per character +/, ''))).toEqual([
      '4 characters  english',
      '5 characters  poem',
      '9 characters  all',
    ])
  })

  test('takes only documents of a language when asked, and says so when there are none', async () => {
    const { records } = await runCommand(evaluateModel, given('--language', 'zh'))
    expect(records).toMatchObject([{ characters: 3, trainedCharacters: 28, byClass: { poem: { characters: 3 } } }])
    await expect(runCommand(evaluateModel, given('--language', 'fr'))).rejects.toThrow('No document is of the language "fr"; there are en, none, zh.')
  })

  test('stops when told to', async () => {
    const stopped = AbortSignal.abort()
    await expect(runCommand(evaluateModel, given(), stopped)).rejects.toBe(stopped.reason)
  })

  test.each([
    [['--data', 'x'], 'MODEL is required (or --five-gram).'],
    [['--data', 'x', '--five-gram'], '--five-gram needs --train FILE, the text that it is counted in.'],
    [['--data', 'x', '--five-gram', '--train', 'x', 'model.gguf'], '--five-gram takes no MODEL: one figure at a time.'],
    [['--data', 'x', '--writing'], '--writing needs a MODEL, and is a figure of its own.'],
    [['--data', 'x', '--middle'], '--middle needs a MODEL, and is a figure of its own.'],
    [['--data', 'x', '--middle', '--context', '64', 'model.gguf'], '--middle asks as the studio does: it takes no --context and no --train.'],
    [['--data', 'x', '--middle', '--writing', 'model.gguf'], '--writing and --middle: one figure at a time.'],
    [['--data', 'x', '--judge', 'large.gguf', 'model.gguf'], '--judge belongs to --middle.'],
    [['--data', 'x', '--writing', '--places', '400', 'model.gguf'], '--places belongs to --middle.'],
    [['--data', 'x', '--train', 'x', 'model.gguf'], '--train belongs to --five-gram; a model has learnt already.'],
  ])('says of %j what is wrong', async (argv, message) => {
    await expect(runCommand(evaluateModel, argv)).rejects.toThrow(message)
  })
})

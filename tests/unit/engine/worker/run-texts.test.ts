import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readTexts, receiveTexts, worksIn } from '#engine/worker/run-texts.ts'
import type { TextPiece } from '#preload/contract/trainer.ts'
import { bytes } from '../training/tiny-run.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moke-texts-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function works(heldOut: boolean) {
  const found: object[] = []
  for await (const work of worksIn(folder, heldOut)) found.push(work)
  return found
}

test('context is that of the whole text, wherever a work was cut into pieces', async () => {
  const pieces: TextPiece[] = [
    { work: 'a', heldOut: false, text: '# 问', context: [[0, 3]] },
    { work: 'a', heldOut: false, text: '？\n\n答。', context: [[0, 3]] },
    { work: 'b', heldOut: false, text: '没有问题。' },
    { work: 'c', heldOut: true, text: '# 怎么？\n\n这样。', context: [[0, 7]] },
  ]
  await receiveTexts(folder, pieces.slice(0, 2), { isFirst: true, isLast: false })
  await receiveTexts(folder, pieces.slice(2), { isFirst: false, isLast: true })
  expect(await works(false)).toEqual([
    {
      work: 'a',
      text: '# 问？\n\n答。',
      context: [
        [0, 3],
        [3, 6],
      ],
    },
    { work: 'b', text: '没有问题。', context: [] },
  ])
  expect(await works(true)).toEqual([{ work: 'c', text: '# 怎么？\n\n这样。', context: [[0, 7]] }])
  const { learning, heldOut } = await readTexts(folder, bytes)
  expect([...learning.characters, ...heldOut.characters]).toEqual([2, 5, 3])
  expect(learning.context!.indexOf(0)).toBe(Buffer.byteLength('# 问？\n\n'))
})

test('texts of a run that was begun before there were pairs are learnt whole, as they were', async () => {
  await writeFile(join(folder, 'texts.jsonl'), '{"work":"a","heldOut":false,"text":"# 问？\\n\\n答。"}\n{"work":"b","heldOut":true,"text":"文。"}\n')
  const { learning, heldOut } = await readTexts(folder, bytes)
  expect([...learning.characters, ...heldOut.characters]).toEqual([8, 2])
  expect([learning, heldOut].some((corpus) => 'context' in corpus)).toBe(false)
})

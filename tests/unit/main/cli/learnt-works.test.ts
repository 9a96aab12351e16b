import { expect, test } from 'vitest'
import { byForm } from '#main/archive/masking.ts'
import { finetune } from '#main/cli/finetune.ts'
import { maskedWorks } from '#main/cli/learnt-works.ts'
import { runCommand } from '../../engine/cli/run-command.ts'

test('works of files lose their personal data and keep their ids; a question stays where it is', () => {
  const text = '手机 13812345678？打就是了，13987654321。'
  const { learnt, heldOut } = maskedWorks({ learnt: [{ id: 'a', title: '甲', text, context: [[0, 15]] }], heldOut: [{ id: 'b', title: '乙', text }] }, byForm)
  const masked = '手机 〔手机号〕？打就是了，〔手机号〕。'
  expect(learnt).toEqual([{ id: 'a', title: '甲', text: masked, context: [[0, masked.indexOf('打')]] }])
  expect(heldOut).toEqual([{ id: 'b', title: '乙', text: masked, context: [] }])
})

test('titles lose theirs, too: they are written down beside what was learnt', () => {
  const works = { learnt: [{ id: 'a', title: '致 13812345678', text: '' }], heldOut: [{ id: 'b', title: '给 zhang@qq.com 的信', text: '' }] }
  const { learnt, heldOut } = maskedWorks(works, byForm)
  expect([...learnt, ...heldOut].map(({ title }) => title)).toEqual(['致 〔手机号〕', '给 〔邮箱〕 的信'])
})

test('--works is refused where files name the works themselves', async () => {
  await expect(runCommand(finetune, ['--out', 'x', '--data', 'works.jsonl', '--works', '散文'])).rejects.toThrow(/^--works chooses from an archive/)
})

test('--valid is refused where an archive is learnt, which holds out works of its own', async () => {
  await expect(runCommand(finetune, ['--out', 'x', '--valid', 'held.jsonl'])).rejects.toThrow(/^--valid goes with --data/)
})

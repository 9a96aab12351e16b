import { expect, test } from 'vitest'
import { Provenance } from '#preload/document/schema.ts'
import { provenanceOf, provenanceSentence } from '#renderer/editor/ghost/accepted.ts'
import { translator } from '#renderer/ui/translate.ts'

const zh = { language: 'zh-CN', t: translator('zh-CN') } as const
const en = { language: 'en', t: translator('en') } as const
const at = new Date(2020, 4, 17, 9, 5).getTime()

test('what is accepted tells the model, and the adapter with its strength where one was on', () => {
  const voiced = provenanceOf({ model: 'starter', adapter: { name: '散文', strength: 0.8 } }, at)
  expect([provenanceOf({ model: 'starter' }, at), voiced]).toEqual([
    { model: 'starter', at },
    { model: 'starter', adapter: '散文', strength: 0.8, at },
  ])
  // As lessons store it, and did before a strength was kept.
  for (const one of [voiced, { model: 'starter', adapter: '散文', at }]) expect(Provenance.parse(one)).toEqual(one)
})

test('it is told in one sentence of the interface’s language', () => {
  const voiced = { model: 'qwen-1.gguf', adapter: '散文', strength: 0.8, at }
  expect(provenanceSentence(zh, voiced)).toMatch(/qwen-1 带着笔风“散文”（80%）写的，2020年5月17日 09:05 收下/)
  expect(provenanceSentence(en, voiced)).toMatch(/Written by qwen-1 with the voice “散文” \(80%\), taken .*2020/)
  const server = { model: 'server:org/big', at }
  expect(provenanceSentence(en, server)).toMatch(/Written by org\/big, taken /)
  expect(provenanceSentence(zh, { model: 'starter', at })).not.toContain('starter')
})

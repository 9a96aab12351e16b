import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { AdapterId } from '#preload/contract/adapters.ts'
import type { VoiceRun, VoiceState } from '#preload/contract/voice.ts'
import { RunCard } from '#renderer/panels/voice/run-card.tsx'
import { TextsProvider } from '#renderer/ui/i18n.tsx'

const amount = { works: 8, words: 30_000 }
const run: VoiceRun = {
  ...{ id: AdapterId.parse('6f9619ff-8b86-4d01-b42d-00cf4fc964f0'), name: '散文', base: { id: 'starter', name: '墨课入门' }, startedAt: 1 },
  ...{ learning: amount, heldOut: amount, step: 0, loss: [], figures: [{ step: 0, bitsPerCharacter: 4.87 }], charactersPerToken: null },
  setup: { method: 'lora', bits: 32, rank: 16, steps: 128, length: 512, batch: 4 },
  ...{ tokensPerSecond: null, secondsLeft: null, memory: null, batch: null, onProcessor: false },
}

const drawn = (phase: VoiceState['phase'], part: Partial<VoiceRun>) =>
  renderToStaticMarkup(
    <TextsProvider language="zh-CN">
      <RunCard state={{ phase, problem: null, run, result: null, proof: null }} run={{ ...run, ...part }} editable={false} onArchive={() => undefined} />
    </TextsProvider>,
  )

test('while the works are read first its bar is as far as its words say', () => {
  const card = drawn('running', { read: 0.146 })
  expect([card.includes('先让模型读一遍旧作 14%'), card.includes('value="0.146"'), card.includes('先读一遍旧作的进度')]).toEqual([true, true, true])
})

test('paused before anything was learnt it says what it goes on with, and no step', () => {
  expect(drawn('paused', {})).toContain('接着学时从读旧作开始')
  expect(drawn('paused', { step: 15 })).toContain('第 15 步，共 128 步')
})

test('paused while the works are read it keeps the bar and says how far that is, and nothing that goes on', () => {
  const card = drawn('paused', { read: 0.24, figures: [] })
  expect([card.includes('读到 24%'), card.includes('value="0.24"'), card.includes('正在看原来的模型'), card.includes('从头走')]).toEqual([
    true,
    true,
    false,
    false,
  ])
  expect(drawn('running', { read: 0.24 })).toContain('读完以后进度条从头走')
  expect(drawn('running', { step: 3 })).not.toContain('读完以后进度条从头走')
})

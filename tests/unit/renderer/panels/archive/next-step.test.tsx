import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { VoiceState } from '#preload/contract/voice.ts'
import { NextStep, runOf } from '#renderer/panels/archive/next-step.tsx'
import { TextsProvider } from '#renderer/ui/i18n.tsx'

const drawn = (phase: VoiceState['phase'] | null) =>
  renderToStaticMarkup(
    <TextsProvider language="zh-CN">
      <NextStep run={runOf(phase && { phase })} onVoice={() => undefined} />
    </TextsProvider>,
  )

test.each<[VoiceState['phase'] | null, said: string, isUrged: boolean]>([
  [null, '学我的笔风', true],
  ['idle', '学我的笔风', true],
  ['done', '学我的笔风', true],
  ['running', '正在学 · 看看', false],
  ['proving', '正在学 · 看看', false],
  ['paused', '学到一半 · 看看', false],
])('while the run is %s the button says %s', (phase, said, isUrged) => {
  const card = drawn(phase)
  expect([card.includes(said), card.includes('button-go')]).toEqual([true, isUrged])
})

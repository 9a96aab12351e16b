import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { Adapter } from '#preload/contract/voice.ts'
import { ComparedFigures } from '#renderer/panels/voice/compared-figures.tsx'
import { TextsProvider } from '#renderer/ui/i18n.tsx'

const amount = { works: 2, words: 900 }
/** One that nobody proved: of its run only the surprise is known. */
const voice = (id: string, before: number, after: number) => ({ id, name: id, before, after, learning: amount, heldOut: amount, proof: null }) as Adapter

const drawn = (areSame: boolean) =>
  renderToStaticMarkup(
    <TextsProvider language="zh-CN">
      <ComparedFigures first={voice('法律课', 4.87, 4.01)} second={voice('杂文', 5.9, 5.81)} areSame={areSame} />
    </TextsProvider>,
  ).replaceAll(/<[^>]+>/g, '')

test('each voice says what it was before and after, and by how much that changed', () => {
  expect(drawn(false)).toMatch(/4\.87 →，学了以后 4\.01低了 18%5\.90 →，学了以后 5\.81低了 1\.5%/)
})

test('that figures of other works say nothing of each other is said where they are', () => {
  expect([drawn(false).includes('不能直接比大小'), drawn(true).includes('不能直接比大小'), drawn(true).includes('可以直接比')]).toEqual([true, false, true])
})

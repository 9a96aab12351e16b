import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { RecitalCard } from '#renderer/panels/voice/recital-card.tsx'
import { TextsProvider } from '#renderer/ui/i18n.tsx'

const work = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa'

function drawn(longest: number, texts: string[], isAlarming = false) {
  const after = { share: 0.2, own: 0.2, longest, passages: texts.map((text) => ({ work, title: '散文', text })) }
  const recital = { before: { ...after, passages: [] }, after, characters: 1000, isAlarming }
  return renderToStaticMarkup(
    <TextsProvider language="zh-CN">
      <RecitalCard recital={recital} onWork={() => undefined} />
    </TextsProvider>,
  )
}

test('where nothing is said by heart it says so', () => expect(drawn(0, [])).toContain('没有成段的照搬'))

test('where all that is said by heart is withheld it says that, beside the alarm', () => {
  const card = drawn(57, [], true)
  expect(card).not.toContain('没有成段的照搬')
  expect([card.includes('不再显示'), card.includes('搬用旧作的太多')]).toEqual([true, true])
})

test('what is said by heart is shown with its work', () => {
  const card = drawn(4, ['山色空蒙'])
  expect([card.includes('<q>山色空蒙</q>'), card.includes('4 字，在《散文》里'), card.includes('不再显示')]).toEqual([true, true, false])
})

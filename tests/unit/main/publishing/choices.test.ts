/** Choices of settings, as the card of a target shows them. */
import { expect, test } from 'vitest'
import { factsOf, targetIds } from '#main/publishing/facts.ts'
import { widthOf } from '#main/publishing/prose/title-lines.ts'

/** The card beside a preview in a window of 1280 pixels, its type, and what stands around each choice. */
const [CARD, TYPE, AROUND] = [286, 13, 16]

test.each(['zh-CN', 'en'] as const)('three choices and more stand in one row (%s): one alone in a second looks like another setting', (language) => {
  const wide = targetIds.flatMap((id) =>
    factsOf(id).options.flatMap((option) => {
      if (option.kind !== 'choice' || option.choices.length < 3) return []
      const width = option.choices.reduce((sum, { label }) => sum + widthOf(label[language]) * TYPE + AROUND, 0)
      return width > CARD ? [`${id} ${option.name}: ${Math.round(width)}`] : []
    }),
  )
  expect(wide).toEqual([])
})

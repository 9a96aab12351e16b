import { expect, test } from 'vitest'
import { texts } from '#renderer/ui/translate.ts'

/** What an author may type to find a command may be any word. */
const said = Object.entries(texts).filter(([key]) => !key.startsWith('synonyms.'))

test('what the model offers is a 建议, and taking it is 收下, everywhere', () => {
  expect(said.filter(([, text]) => /采纳|提示/.test(JSON.stringify(text)))).toEqual([])
})

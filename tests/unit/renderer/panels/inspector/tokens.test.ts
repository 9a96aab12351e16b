import { expect, test } from 'vitest'
import { tokenBars } from '#renderer/panels/inspector/tokens.ts'

const suggestion = (...tokens: [string, number][]) => ({
  id: 's',
  text: '',
  tokens: tokens.map(([text, probability]) => ({ text, probability })),
  done: true,
  model: 'm',
  ms: 1,
  evaluatedTokens: 1,
  reason: null,
})

test('it shows each token with how sure the model is, and where it is in doubt', () => {
  expect(tokenBars(suggestion(['害怕', 0.46], ['它', 0.83]))).toEqual([
    { text: '害怕', probability: 0.46, doubtful: true },
    { text: '它', probability: 0.83, doubtful: false },
  ])
})

test('it shows a character that came in several tokens once, as likely as all of them together', () => {
  expect(tokenBars(suggestion(['', 0.5], ['', 0.8], ['𠮷', 0.9]))).toEqual([{ text: '𠮷', probability: expect.closeTo(0.36), doubtful: true }])
})

test('it makes blanks and line breaks visible', () => {
  expect(tokenBars(suggestion([' ', 1], ['\n', 1])).map((bar) => bar.text)).toEqual(['␣', '↵'])
})

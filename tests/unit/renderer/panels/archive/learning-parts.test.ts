import { expect, test } from 'vitest'
import { learningParts } from '#renderer/panels/archive/learning-parts.ts'

/** The text with what was masked in `<>` and what is context in `【】`, part by part. */
function told(given: Parameters<typeof learningParts>[0]): string {
  return learningParts(given)
    .map(({ text, mask, isContext }) => [isContext ? `【${text}】` : text].map((part) => (mask === null ? part : `<${mask}:${part}>`))[0])
    .join('')
}

test('a text is cut where something of it is masked or context, also where one lies in the other', () => {
  const text = '问：打 〔手机号〕 吗？答：打 〔邮箱〕。'
  const span = (part: string) => [text.indexOf(part), text.indexOf(part) + part.length] as const
  const masks = [
    { kind: 'mobile', span: span('〔手机号〕') },
    { kind: 'email', span: span('〔邮箱〕') },
  ] as const
  expect(told({ text, masks, context: [{ span: span('问：打 〔手机号〕 吗？答：') }] })).toBe(
    '【问：打 】<mobile:【〔手机号〕】>【 吗？答：】打 <email:〔邮箱〕>。',
  )
  expect(told({ text, masks: [], context: [] })).toBe(text)
})

test('context that meets context, or ends with the text, is whole', () => {
  expect(told({ text: 'abcd', masks: [], context: [{ span: [0, 2] }, { span: [2, 4] }] })).toBe('【ab】【cd】')
  expect(learningParts({ text: '', masks: [], context: [] })).toEqual([])
})

/** A voice goes out as what its author wants it for; what the format is called stands below, for those who know it. */
import { expect, test } from 'vitest'
import { type Language, translator } from '#renderer/ui/translate.ts'

const technical = /GGUF|PEFT|llama\.cpp|Transformers|Q8_0|F16/
const ways = ['voice.save-gguf', 'voice.save-peft', 'voice.merge', 'voice.precision-small', 'voice.precision-full'] as const

test.each<Language>(['zh-CN', 'en'])('in %s no way out is named after a program or a format, which its note names', (language) => {
  const t = translator(language)
  expect(ways.filter((way) => technical.test(t(way)))).toEqual([])
  expect(ways.filter((way) => !technical.test(t(`${way}-note`)))).toEqual([])
})

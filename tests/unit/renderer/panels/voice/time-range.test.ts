import { expect, test } from 'vitest'
import { rangeText } from '#renderer/panels/voice/time-range.ts'
import { translator } from '#renderer/ui/translate.ts'

const [zh, en] = [translator('zh-CN'), translator('en')]

test.each([
  [3, 3, '3 分钟', '3 minutes'],
  [10, 15, '10–15 分钟', '10–15 minutes'],
  [120, 180, '2–3 小时', '2–3 hours'],
  [50, 75, '50 分钟到 1 小时 15 分钟', '50 minutes to 1 hour 15 minutes'],
])('from %i to %i minutes are %s, %s', (least, most, chinese, english) => {
  const range = { least: least * 60, most: most * 60 }
  expect([rangeText(zh, range), rangeText(en, range)]).toEqual([chinese, english])
})

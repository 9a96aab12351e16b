import { expect, test } from 'vitest'
import { TONES } from '#main/publishing/prose/tones.ts'
import { wechat } from '#main/publishing/wechat/wechat.ts'
import { Tone } from '#preload/document/schema.ts'
import { kindTexts } from '#renderer/ui/texts/kinds.ts'
import { courseOf, made } from '../published.ts'

test.each(Tone.options)('a callout goes out by the name that the page shows, and so does its menu: %s', (tone) => {
  const { zh, en } = kindTexts[`tone.${tone}`]
  expect(TONES[tone]).toBe(zh)
  expect(kindTexts[`editor.callout-${tone}`]).toEqual({ zh: `标注：${zh}`, en: `Callout: ${en.toLowerCase()}` })
})

test('files say 窍门 and 当心', async () => {
  const course = courseOf({ 鱼: '> [!TIP]\n> 小火\n\n> [!CAUTION]\n> 烫\n' })
  const page = (await made(wechat, course)).text('.html')
  expect([page.includes('窍门'), page.includes('当心'), page.includes('提示'), page.includes('小心')]).toEqual([true, true, false, false])
})

import { expect, test } from 'vitest'
import { packageName } from '#main/services/package-name.ts'

const samples = ['把一门课写出来', 'Writing a course']
const named = (titles: string[], language: 'zh-CN' | 'en' = 'zh-CN') => packageName(titles, samples, language, '2026-11-29')

test('it is called after the one course that its author wrote, wherever the sample stands', () => {
  expect([named(['把一门课写出来', '写作变现三十讲']), named(['定价', 'Writing a course'], 'en'), named(['定价'])]).toEqual([
    '写作变现三十讲-2026-11-29.moke',
    '定价-2026-11-29.moke',
    '定价-2026-11-29.moke',
  ])
})

test('it is called a library where there are more, none, or only the sample', () => {
  expect([named(['把一门课写出来', '甲', '乙']), named([]), named(['把一门课写出来']), named(['甲', '乙'], 'en')]).toEqual([
    '墨课资料库-2026-11-29.moke',
    '墨课资料库-2026-11-29.moke',
    '墨课资料库-2026-11-29.moke',
    'Moke library-2026-11-29.moke',
  ])
})

test('what no file’s name may have is left out, and a title of nothing else is none', () => {
  expect([named(['a/b:c?']), named(['///']), named(['']), named([`${'字'.repeat(59)}😀尾`])]).toEqual([
    'a b c-2026-11-29.moke',
    '墨课资料库-2026-11-29.moke',
    '墨课资料库-2026-11-29.moke',
    `${'字'.repeat(59)}😀-2026-11-29.moke`,
  ])
})

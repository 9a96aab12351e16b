import { coverOption } from '../covers/about.ts'
import { type About, pastedByLesson, saidOnCovers } from '../desk/about.ts'

export const aboutBilibili: About = {
  name: { 'zh-CN': 'B 站专栏', en: 'Bilibili column' },
  what: {
    'zh-CN': '每课一篇正文，复制粘贴；公式和图片要在编辑器里放一遍。',
    en: 'A text for each lesson, to copy and paste; formulas and pictures are put in by hand.',
  },
  ...pastedByLesson,
  says: saidOnCovers,
  options: [coverOption],
}

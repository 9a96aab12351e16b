import { coverOption } from '../covers/about.ts'
import { type About, pastedByLesson, saidOnCovers } from '../desk/about.ts'

export const aboutWechat: About = {
  name: { 'zh-CN': '公众号', en: 'WeChat account' },
  what: {
    'zh-CN': '每课一篇排好版的正文，复制粘贴就行；公式是矢量图，链接变成文末的编号。',
    en: 'A styled text for each lesson, to copy and paste; formulas as drawings, links as numbers at the end.',
  },
  ...pastedByLesson,
  says: saidOnCovers,
  options: [coverOption],
}

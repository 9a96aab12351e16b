import { coverOption } from '../covers/about.ts'
import { type About, saidOnCovers } from '../desk/about.ts'

export const aboutJuejin: About = {
  name: { 'zh-CN': '掘金', en: 'Juejin' },
  what: { 'zh-CN': '每课一份 Markdown，粘贴到编辑器里；图片按位置放好。', en: 'Markdown for each lesson, to paste into its editor; pictures by their places.' },
  kind: 'platform',
  makes: 'lessons',
  isTried: false,
  canPaste: true,
  copiesMarkdown: true,
  isHeard: false,
  says: saidOnCovers,
  options: [coverOption],
}

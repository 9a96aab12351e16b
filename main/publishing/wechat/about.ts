import { type CoverChoice, noCover } from '../covers/cover.ts'
import { coverOption, hasCover } from '../covers/about.ts'
import { articleDefaults, type ArticleOptions } from '../pasted/article.ts'
import { type About, pastedByLesson } from '../desk/about.ts'

export interface WechatOptions extends ArticleOptions {
  /** For each text one as the first of a message, and one as a later. */
  readonly cover: CoverChoice
}

export const wechatDefaults: WechatOptions = { ...articleDefaults, cover: noCover }

export const aboutWechat: About = {
  name: { 'zh-CN': '公众号', en: 'WeChat account' },
  what: {
    'zh-CN': '每课一篇排好版的正文，复制粘贴就行；公式是矢量图，链接变成文末的编号。',
    en: 'A styled text for each lesson, to copy and paste; formulas as drawings, links as numbers at the end.',
  },
  ...pastedByLesson,
  says: (options) => ({ whole: [], lessons: hasCover(options) ? ['course'] : [] }),
  options: [coverOption],
}

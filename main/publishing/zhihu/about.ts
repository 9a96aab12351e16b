import { type CoverChoice, noCover } from '../covers/cover.ts'
import { coverOption, hasCover } from '../covers/about.ts'
import { type About, pastedByLesson } from '../desk/about.ts'
import type { FormulaForm } from './document-md.ts'
import type { ZhihuForm } from './forms.ts'

export interface ZhihuOptions {
  readonly form: ZhihuForm
  /** In the document; what is pasted always has pictures of Zhihu's service. */
  readonly formulas: FormulaForm
  /** Where lessons are published already, by `moke:lesson/ID`. */
  readonly addresses: Readonly<Record<string, string>>
  /** Who the label of what a model wrote names. */
  readonly producer: string
  /** Of the column and of every article. */
  readonly cover: CoverChoice
}

export const zhihuDefaults: ZhihuOptions = { form: 'article', formulas: 'dollars', addresses: {}, producer: '', cover: noCover }

function isOfForm(options: object, form: ZhihuForm): boolean {
  return 'form' in options && options.form === form
}

export const aboutZhihu: About = {
  name: { 'zh-CN': '知乎', en: 'Zhihu' },
  what: {
    'zh-CN': '每课一份可导入的文档，也能复制粘贴；图片按位置放好。',
    en: 'A document to import for each lesson, or rich text to paste; pictures by their places.',
  },
  ...pastedByLesson,
  hasNoTitle: (options) => isOfForm(options, 'answer'),
  isSeries: (options) => isOfForm(options, 'series'),
  says: (options) => ({
    whole: hasCover(options) ? ['course'] : [],
    lessons: isOfForm(options, 'series') || (hasCover(options) && !isOfForm(options, 'answer')) ? ['course'] : [],
  }),
  options: [
    {
      name: 'form',
      kind: 'choice',
      label: { 'zh-CN': '发成', en: 'Published as' },
      hint: { 'zh-CN': '专栏连载的前后篇互相链接；回答没有标题。', en: 'In a series each leads to the next; answers have no title.' },
      choices: [
        { value: 'article', label: { 'zh-CN': '文章', en: 'Articles' } },
        { value: 'series', label: { 'zh-CN': '专栏连载', en: 'A series' } },
        { value: 'answer', label: { 'zh-CN': '回答', en: 'Answers' } },
      ],
    },
    {
      name: 'formulas',
      kind: 'choice',
      label: { 'zh-CN': '文档里的公式', en: 'Formulas in the document' },
      hint: { 'zh-CN': '导入后公式不对，就换另一种。', en: 'Where formulas arrive wrong, take the other form.' },
      choices: [
        { value: 'dollars', label: { 'zh-CN': '写在 $$ 之间', en: 'Between $$' } },
        { value: 'images', label: { 'zh-CN': '知乎的公式图', en: 'As pictures of Zhihu’s' } },
      ],
    },
    coverOption,
  ],
}

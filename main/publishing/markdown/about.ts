import { bookDefaults, type BookOptions } from '../desk/book.ts'
import { type About, saidInBook } from '../desk/about.ts'

export interface MarkdownOptions extends BookOptions {
  /** Whether each file begins with its title and what programs are told of it, as YAML. */
  readonly hasFrontMatter: boolean
}

export const markdownDefaults: MarkdownOptions = { ...bookDefaults, hasFrontMatter: true }

export const aboutMarkdown: About = {
  name: { 'zh-CN': 'Markdown', en: 'Markdown' },
  what: {
    'zh-CN': '每课一个文件，按章排好，带图片和目录；还能导回墨课。',
    en: 'A file for each lesson by chapter, with pictures and an index; it can come back in.',
  },
  kind: 'book',
  makes: 'lessons',
  isTried: true,
  canPaste: false,
  copiesMarkdown: false,
  isHeard: false,
  isSigned: true,
  keepsTex: true,
  says: () => saidInBook,
  options: [
    {
      name: 'hasFrontMatter',
      kind: 'switch',
      label: { 'zh-CN': '文件开头写标题等信息', en: 'Front matter' },
      hint: { 'zh-CN': '放在三道横线之间，很多网站生成工具要用。', en: 'Between three dashes, as many site generators want it.' },
    },
  ],
}

import { type About, saidInBook } from '../desk/about.ts'

export const aboutDocx: About = {
  name: { 'zh-CN': 'Word 文档', en: 'Word document' },
  what: {
    'zh-CN': '整门课一份 Word 文档：目录、样式、脚注，公式可以再改。',
    en: 'The course as one Word document: contents, styles, footnotes, formulas that can be edited.',
  },
  kind: 'book',
  makes: 'course',
  isTried: true,
  canPaste: false,
  copiesMarkdown: false,
  isHeard: false,
  isSigned: true,
  isAnew: true,
  says: () => saidInBook,
  options: [],
}

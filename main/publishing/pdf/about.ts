import { coverOption } from '../covers/about.ts'
import { type About, saidInBook } from '../desk/about.ts'

export const aboutPdf: About = {
  name: { 'zh-CN': 'PDF', en: 'PDF' },
  what: { 'zh-CN': '整门课排成一本 PDF：中文排版、书签、脚注。', en: 'The course typeset as a PDF: Chinese typesetting, bookmarks, footnotes.' },
  kind: 'book',
  makes: 'course',
  isTried: true,
  canPaste: false,
  copiesMarkdown: false,
  isHeard: false,
  isSigned: true,
  isAnew: true,
  says: () => saidInBook,
  options: [coverOption],
}

import { coverOption } from '../covers/about.ts'
import { type About, saidInBook } from '../desk/about.ts'

export const aboutEpub: About = {
  name: { 'zh-CN': 'EPUB 电子书', en: 'EPUB' },
  what: { 'zh-CN': '整门课一本电子书，各种阅读器都能打开。', en: 'The course as an e-book for any reader.' },
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

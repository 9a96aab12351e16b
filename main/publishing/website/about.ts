import { type About, saidInBook } from '../desk/about.ts'

export const aboutWebsite: About = {
  name: { 'zh-CN': '网站', en: 'Website' },
  what: { 'zh-CN': '整门课一个网站：可以搜索，分日夜，离线也能打开。', en: 'The course as a website: search, day and night, works offline.' },
  kind: 'book',
  makes: 'course',
  isTried: true,
  canPaste: false,
  copiesMarkdown: false,
  isHeard: false,
  isSigned: true,
  says: () => saidInBook,
  options: [],
}

import { bookDefaults, type BookOptions } from '../desk/book.ts'
import { articleDefaults, type ArticleOptions } from '../pasted/article.ts'
import { type About, pastedByLesson, type Says } from '../desk/about.ts'

export interface HandoverOptions extends ArticleOptions, BookOptions {}

export const handoverDefaults: HandoverOptions = { ...articleDefaults, ...bookDefaults }

/** Its manuscripts are Word documents, lesson by lesson. */
const manuscripts = { ...pastedByLesson, isSigned: true } as const

/** In the table of all; what the column of 小鹅通 is to be called only its checklist says. */
const says =
  (...whole: Says['whole']): (() => Says) =>
  () => ({ whole, lessons: [] })

export const aboutXiaoe: About = {
  ...manuscripts,
  says: says('course', 'chapter'),
  options: [],
  name: { 'zh-CN': '小鹅通', en: 'Xiaoe' },
  what: {
    'zh-CN': '每课一个文件夹和一张课程表，在后台照着填；格式未经平台验证。',
    en: 'A folder for each lesson and a table to fill in by; nobody has verified the form.',
  },
}

export const aboutDedao: About = {
  ...manuscripts,
  says: says('chapter'),
  options: [],
  name: { 'zh-CN': '得到', en: 'Dedao' },
  what: {
    'zh-CN': '每课一份书稿和一张课程表，交给编辑；格式未经平台验证。',
    en: 'A manuscript for each lesson and a table, to hand to an editor; nobody has verified the form.',
  },
}

import { coverOption } from '../covers/about.ts'
import { type About, pastedByLesson, saidOnCovers } from '../desk/about.ts'

/** Its manuscripts are Word documents, lesson by lesson. */
const manuscripts = { ...pastedByLesson, isSigned: true } as const

export const aboutXiaoe: About = {
  ...manuscripts,
  // In the table of all, and what the column is to be called in the checklist.
  says: (options) => ({ ...saidOnCovers(options), whole: ['course', 'chapter'] }),
  options: [coverOption],
  name: { 'zh-CN': '小鹅通', en: 'Xiaoe' },
  what: {
    'zh-CN': '每课一个文件夹和一张课程表，在后台照着填；格式未经平台验证。',
    en: 'A folder for each lesson and a table to fill in by; nobody has verified the form.',
  },
}

export const aboutDedao: About = {
  ...manuscripts,
  says: () => ({ whole: ['chapter'], lessons: [] }),
  options: [],
  name: { 'zh-CN': '得到', en: 'Dedao' },
  what: {
    'zh-CN': '每课一份书稿和一张课程表，交给编辑；格式未经平台验证。',
    en: 'A manuscript for each lesson and a table, to hand to an editor; nobody has verified the form.',
  },
}

/** Titles that things are made with, which stand for no title yet. Pure. */
import { fillText } from './translate.ts'

const languages = ['zh-CN', 'en'] as const
const made = ['library.new-lesson-title', 'library.new-chapter-title', 'library.new-course-title'] as const
const lessons = new Set(languages.map((language) => fillText(language, 'library.new-lesson-title')))
const all = new Set(languages.flatMap((language) => made.map((key) => fillText(language, key))))

/** Whether a lesson has only the title that it was made with, in whatever language that was. */
export const isUntitled = (title: string): boolean => lessons.has(title)

/** Likewise a course, a chapter or a lesson. */
export const isUnnamed = (title: string): boolean => all.has(title)

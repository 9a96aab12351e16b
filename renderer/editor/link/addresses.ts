/** What counts as an address, and where it leads. Pure. */
import { LessonId } from '#preload/contract/library.ts'
import { lessonPrefix, plainLink } from '#preload/document/lesson-link.ts'
import { Link } from '#preload/document/schema.ts'

const domain = /^[\w-]+(?:\.[\w-]+)+(?:[:/?#]\S*)?$/i
const mail = /^[^\s@]+@[\w-]+(?:\.[\w-]+)+$/

/** The address of a lesson as a link. */
export function linkToLesson(lesson: LessonId): string {
  return lessonPrefix + lesson
}

/** The lesson that a link leads to; null: it leads to the web, or to nowhere. */
export function lessonOf(link: string): LessonId | null {
  const plain = plainLink(link)
  if (!plain.startsWith(lessonPrefix)) return null
  const read = LessonId.safeParse(plain.slice(lessonPrefix.length))
  return read.success ? read.data : null
}

/** What an author who typed this as an address means; null: it is none. */
export function addressFrom(text: string): string | null {
  const typed = text.trim()
  const address = mail.test(typed) ? `mailto:${typed}` : domain.test(typed) && /\.[a-z]{2,}/i.test(typed) ? `https://${typed}` : plainLink(typed)
  return Link.safeParse(address).success && (!/^https?:/i.test(address) || URL.canParse(address)) ? address : null
}

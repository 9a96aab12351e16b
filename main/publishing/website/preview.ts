/** A lesson as its page on the website has it, without what stands around it there. */
import { bookLabel } from '../aigc/book-label.ts'
import type { BookOptions } from '../desk/book.ts'
import type { PlacedLesson, PublishedCourse } from '../desk/course.ts'
import type { Materials, Preview } from '../desk/target.ts'
import { pageBody } from '../preview/book-preview.ts'
import { inert } from '../preview/framed.ts'
import { article } from './frame.ts'
import { SITE_PREVIEW_STYLE } from './site-style.ts'

export function sitePreview({ author }: PublishedCourse, lesson: PlacedLesson, options: BookOptions, materials: Materials): Promise<Preview> {
  const label = bookLabel([lesson.doc], author, options).seen
  const html = article({ title: lesson.title, label, body: pageBody(lesson, materials) })
  return Promise.resolve({ html: `<main lang="zh-CN">${inert(html)}</main>`, css: SITE_PREVIEW_STYLE })
}

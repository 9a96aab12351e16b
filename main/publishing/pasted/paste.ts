/** What is copied of a lesson that is pasted, and what the author brings apart from it. */
import type { Paste } from '../desk/target.ts'
import { readerText } from '../prose/reader-text.ts'
import type { Article } from './article.ts'

/** For editors of rich text: one that takes only characters gets what readers read. */
export function pasteOf(article: Article, html: string, hasCover: boolean): Paste {
  return { html, text: readerText(article.lesson.doc, article, article.label), apart: apartOf(article, hasCover) }
}

export function apartOf({ places }: Article, cover: boolean): Paste['apart'] {
  return { title: true, pictures: places.length, cover }
}

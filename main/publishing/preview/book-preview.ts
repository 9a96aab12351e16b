/** A lesson as a page of a book: for targets that are books or pages of their own, which readers set in type of their own choice. */
import { imageAddress } from '#preload/contract/images.ts'
import type { PlacedLesson, PublishedCourse } from '../desk/course.ts'
import { Findings } from '../desk/finding.ts'
import type { Materials, Preview } from '../desk/target.ts'
import { pageHtml } from '../page/page-html.ts'
import { codeStyle } from '../prose/code-pieces.ts'
import { proseOf } from '../prose/prose.ts'
import { stepped } from '../prose/stepped.ts'
import { framed } from './framed.ts'
import { coverSizes } from '../covers/cover-size.ts'
import { shownCover } from '../covers/made-cover.ts'
import type { BookOptions } from '../desk/book.ts'

/** The text of a lesson below its title, with pictures of the library. */
export function pageBody({ doc }: PlacedLesson, materials: Materials): string {
  const surroundings = {
    imageAddress: (id: string) => {
      const image = materials.image(id)
      return image && imageAddress(image.id)
    },
    lessonAddress: (link: string) => link,
    topLevel: 2 as const,
    isBook: false,
  }
  return pageHtml(stepped(proseOf(doc)), surroundings, new Findings(null))
}

/** `paper`: on white, whatever the light; `screen`: by day and by night. `covers`: whether the first lesson stands behind one. */
export function bookPreview(look: 'paper' | 'screen', covers: 'first' | 'none' = 'none') {
  return async (course: PublishedCourse, lesson: PlacedLesson, { cover: choice }: Pick<BookOptions, 'cover'>, materials: Materials): Promise<Preview> => {
    const css = `${look === 'paper' ? '.platform { color-scheme: light; }\n' : ''}${BOOK_LOOK}`
    // A book begins with it.
    const cover = covers === 'first' && lesson.number === 1 ? await shownCover(choice, course, coverSizes.book, materials) : null
    return framed({ title: lesson.title, byline: lesson.chapter, cover, body: pageBody(lesson, materials), css })
  }
}

const BOOK_LOOK = `.platform { max-width: 46em; padding: clamp(1.2em, 7vw, 3em) clamp(1.1em, 8vw, 3.5em) 4em; background: light-dark(#fdfcf9, #16181b); color: light-dark(#1f2328, #e6e3dc); font: 17px/1.9 "Noto Serif SC", "Source Han Serif SC", "Songti SC", "Noto Serif CJK SC", SimSun, serif; text-spacing-trim: trim-start; text-autospace: normal; }
.platform .title { margin: 0 0 .4em; font-size: 1.7em; line-height: 1.4; }
.platform .byline { margin: 0 0 2.2em; color: light-dark(#5f646b, #a3a8ae); font-size: .9em; }
.platform .body > :is(h2, h3, h4, h5, h6) { margin: 1.9em 0 .6em; line-height: 1.45; }
.platform h2 { font-size: 1.3em; } .platform h3 { font-size: 1.13em; } .platform h4 { font-size: 1.05em; } .platform :is(h5, h6) { font-size: 1em; } .platform h6 { color: light-dark(#5f646b, #a3a8ae); }
.platform p { margin: .8em 0; text-align: justify; text-wrap: pretty; } .platform .ragged { text-align: left; }
@media (max-width: 30em) { .platform p { text-align: left; } }
.platform a { color: light-dark(#b5392b, #e58a7e); text-underline-offset: .2em; }
.platform blockquote { margin: 1.2em 0; padding-left: 1.1em; border-left: 3px solid light-dark(#e7e3da, #2d3135); color: light-dark(#5f646b, #a3a8ae); }
.platform .callout { margin: 1.4em 0; padding: .8em 1.1em; border-left: 3px solid light-dark(#b5392b, #e58a7e); border-radius: .4em; background: light-dark(#f4f1e9, #1f2226); }
.platform .callout-title { margin: 0; color: light-dark(#b5392b, #e58a7e); font-weight: 700; } .platform .callout p:last-child { margin-bottom: 0; }
.platform pre { padding: 1em; border-radius: .4em; background: light-dark(#f4f1e9, #1f2226); font: 14px/1.6 Menlo, Consolas, "Noto Sans Mono CJK SC", monospace; }
.platform code { font-family: Menlo, Consolas, "Noto Sans Mono CJK SC", monospace; font-size: .88em; } .platform pre code { font-size: inherit; }
${codeStyle((day, night) => `light-dark(${day}, ${night})`)}
@supports (text-emphasis: dot) { .platform em { font-style: normal; text-emphasis: filled dot; text-emphasis-position: under right; } .platform em i { font-style: italic; } .platform em :is(i, code) { text-emphasis: none; } }
.platform mark { background: light-dark(#fbe7a1, #5a4a12); color: inherit; }
.platform figure { margin: 1.6em 0; text-align: center; } .platform figcaption { color: light-dark(#5f646b, #a3a8ae); font-size: .85em; }
.platform .table { overflow-x: auto; } .platform table { margin: 1.2em auto; font-size: .92em; }
.platform :is(th, td) { min-width: 4.6em; padding: .4em .8em; border: 1px solid light-dark(#e7e3da, #2d3135); } .platform .long { min-width: 11em; } .platform th { background: light-dark(#f4f1e9, #1f2226); }
.platform .formula { margin: 1.2em 0; } .platform div.formula { container-type: inline-size; } .platform span.formula { display: inline-block; max-width: 100%; margin: 0; vertical-align: middle; } .platform .lines { display: inline-block; max-width: 100%; padding-left: 1em; text-align: left; text-indent: -1em; } .platform .lines math { margin: .3em 0; text-indent: 0; }
.platform ul.tasks { padding-left: .5em; list-style: none; }
.platform hr { width: 30%; margin: 2.5em auto; border: 0; border-top: 1px solid light-dark(#cfc9bb, #3a3f45); }
.platform .notes { margin-top: 3em; border-top: 1px solid light-dark(#e7e3da, #2d3135); color: light-dark(#5f646b, #a3a8ae); font-size: .85em; }
.platform .missing { color: light-dark(#b5392b, #e58a7e); }
`

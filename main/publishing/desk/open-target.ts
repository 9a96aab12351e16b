/** A target as the desk holds it: whatever its settings are called, those that are given lie over its own. */
import { withPlainLinks } from '#preload/document/lesson-link.ts'
import type { Doc } from '#preload/document/schema.ts'
import { withoutLeftImages } from '../prose/left-images.ts'
import { shownTitle } from '../prose/shown-title.ts'
import type { PlacedLesson, PublishedCourse } from './course.ts'
import type { Accepted } from '../pictures/accepted.ts'
import type { About } from './about.ts'
import type { Finding } from './finding.ts'
import type { Sheets } from './sheets.ts'
import type { Materials, Paste, Preview, Target, Unit } from './target.ts'

type OfLesson<Answer> = (course: PublishedCourse, lesson: PlacedLesson, options: object, materials: Materials) => Promise<Answer>

export interface OpenTarget {
  readonly version: number
  readonly about: About
  readonly defaults: object
  readonly accepts: Accepted | null
  readonly units: (course: PublishedCourse, options: object, materials: Materials) => readonly Unit[]
  readonly paste: OfLesson<Paste> | null
  readonly preview: OfLesson<Preview> | null
  readonly sheets: OfLesson<Sheets | null> | null
  readonly glance: ((course: PublishedCourse) => Promise<readonly Finding[]>) | null
}

/** A target whose settings are its own, but for those that are given. No target meets a title or a name in which there is nothing to see, nor a link to a lesson in other letters than its own, nor a picture as Markdown writes it. */
export function open<Options extends object>({ version, about, defaults, accepts, units, paste, preview, sheets, glance }: Target<Options>): OpenTarget {
  const settled = (options: object): Options => ({ ...defaults, ...options })
  return {
    version,
    about,
    defaults,
    accepts: accepts ?? null,
    units: (course, options, materials) => units(shown(course), settled(options), materials),
    paste: paste ? (course, lesson, options, materials) => paste(shown(course), titled(lesson), settled(options), materials) : null,
    preview: preview ? (course, lesson, options, materials) => preview(shown(course), titled(lesson), settled(options), materials) : null,
    sheets: sheets ? (course, lesson, options, materials) => sheets(shown(course), titled(lesson), settled(options), materials) : null,
    glance: glance ? (course) => glance(shown(course)) : null,
  }
}

/** Called as it is seen. */
function shown(course: PublishedCourse): PublishedCourse {
  const chapters = course.chapters.map((chapter) => ({ ...chapter, title: shownTitle(chapter.title), lessons: chapter.lessons.map(titled) }))
  return { ...course, title: shownTitle(course.title), author: shownTitle(course.author), chapters }
}

function titled<L extends { readonly title: string; readonly doc: Doc; readonly chapter?: string }>(lesson: L): L {
  return {
    ...lesson,
    title: shownTitle(lesson.title),
    doc: withoutLeftImages(withPlainLinks(lesson.doc)),
    ...(lesson.chapter === undefined ? {} : { chapter: shownTitle(lesson.chapter) }),
  }
}

/** A target as the desk holds it: whatever its settings are called, those that are given lie over its own. */
import type { PlacedLesson, PublishedCourse } from './course.ts'
import type { Accepted } from '../pictures/accepted.ts'
import type { About } from './about.ts'
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
}

/** A target whose settings are its own, but for those that are given. */
export function open<Options extends object>({ version, about, defaults, accepts, units, paste, preview, sheets }: Target<Options>): OpenTarget {
  const settled = (options: object): Options => ({ ...defaults, ...options })
  return {
    version,
    about,
    defaults,
    accepts: accepts ?? null,
    units: (course, options, materials) => units(course, settled(options), materials),
    paste: paste ? (course, lesson, options, materials) => paste(course, lesson, settled(options), materials) : null,
    preview: preview ? (course, lesson, options, materials) => preview(course, lesson, settled(options), materials) : null,
    sheets: sheets ? (course, lesson, options, materials) => sheets(course, lesson, settled(options), materials) : null,
  }
}

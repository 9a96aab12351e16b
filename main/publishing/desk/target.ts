/** What a platform or a format is to the desk: units of work, each of which says what it is made from and makes some files. */
import type { About } from './about.ts'
import type { PlacedLesson, PublishedCourse, PublishedImage } from './course.ts'
import type { Step } from './checklist.ts'
import type { Accepted } from '../pictures/accepted.ts'
import type { Drawing, Drawn } from '../pictures/drawing.ts'
import type { Finding } from './finding.ts'
import type { Sheets } from './sheets.ts'

/** A file that was made: its way within the target's folder, with `/`, and what it holds. `image` is copied from the library as it is. */
export type MadeFile = { readonly path: string } & ({ readonly text: string } | { readonly bytes: Uint8Array } | { readonly image: string })

export interface Made {
  readonly files: readonly MadeFile[]
  readonly findings: readonly Finding[]
  /** What it asks for again when it is made anew, so as not to find it out twice. */
  readonly noted?: Noted
  /** What the author does with it there, as the checklist among the files says it. */
  readonly steps?: readonly Step[]
}

/** Numbers by names that say all that they were found from. */
type Noted = Readonly<Record<string, number>>

/**
 * A part of an export that is made, kept and skipped as one. The same `input` makes the same bytes, on any day and on any computer, so
 * that what did not change need not be made again.
 */
export interface Unit {
  readonly id: string
  /** The ways of all its files, of one that takes long to make and knows them before. */
  readonly paths?: readonly string[]
  /** All that it is made from, as JSON can say it. */
  readonly input: unknown
  /** `noted`: what it noted when it was made before, whatever it was made from. The same is made without it, only later. */
  make(signal: AbortSignal, noted?: Noted): Promise<Made>
  /** Of one that leads to files of others: what it is where these are, by their ids; none of one that is not there. Some may be left where they were before. */
  among?(filesOf: (unit: string) => readonly string[]): Unit
  /** What there is to say of it, where that takes less than making it. */
  findings?(signal: AbortSignal): Promise<readonly Finding[]>
}

/**
 * Why there is nothing to show of a picture: its file is gone, holds none, could not be read, is of a type that can't be shown there, or of one that this program can't read, was not made
 * anew this time, is larger than any that is kept, or lies outside of the folder that is published.
 */
export type Absence = 'gone' | 'broken' | 'unread' | 'unshown' | 'unkept' | 'unmade' | 'large' | 'outside' | 'unbrought'

/** What units may ask for. */
export interface Materials {
  image(id: string): PublishedImage | null
  imageBytes(id: string): Promise<Uint8Array>
  /** Of a picture that is null; left out where all of those are gone. */
  absence?(id: string): Absence
  /** Draws a cover; null where it can't be drawn, left out where none is wanted. */
  draw?(drawing: Drawing): Promise<Drawn | null>
  /** The author's picture for a cover, as a photograph; null where it can't be shown. */
  coverPicture?(id: string): Promise<Uint8Array | null>
}

/** A lesson for a clipboard, where authors paste into an editor of the platform: rich, and as text for editors that take only that. */
export interface Paste {
  readonly html: string
  readonly text: string
  /** What a clipboard does not carry, so that the author brings it by itself: the title, so many pictures, a cover. */
  readonly apart: { readonly title: boolean; readonly pictures: number; readonly cover: boolean }
}

/**
 * A lesson as it will look there. The style is the platform's manner in our own words and concerns what stands within one element of class
 * `platform`; its colours are `light-dark()`, so the element takes the light of wherever it is shown. Pictures have the addresses that the
 * studio's page shows them by; nothing else is fetched.
 */
export interface Preview {
  readonly html: string
  readonly css: string
}

export interface Target<Options> {
  readonly id: string
  readonly about: About
  /** Counted up whenever it would make other bytes of the same input. */
  readonly version: number
  readonly defaults: Options
  /** Which pictures it takes; others are made anew for it. Left out: all, or none are in it. */
  readonly accepts?: Accepted
  units(course: PublishedCourse, options: Options, materials: Materials): readonly Unit[]
  /** Where authors paste: what they copy. */
  paste?(course: PublishedCourse, lesson: PlacedLesson, options: Options, materials: Materials): Promise<Paste>
  preview?(course: PublishedCourse, lesson: PlacedLesson, options: Options, materials: Materials): Promise<Preview>
  /** What it can show nothing of, where that is known without making anything. */
  glance?(course: PublishedCourse): Promise<readonly Finding[]>
  /** Instead of a preview, where a lesson is typeset as it will be; null where that is too large to be shown. */
  sheets?(course: PublishedCourse, lesson: PlacedLesson, options: Options, materials: Materials): Promise<Sheets | null>
}

/** What an author is told of a lesson on its way out: what changes, is lost, would be refused, or reads better when it is mended. */
import { Mend } from '#preload/document/mending.ts'
import { BlockId } from '#preload/document/schema.ts'
import { z } from '#preload/document/zod.ts'
import { LessonId } from './library.ts'
import { TargetId } from './targets.ts'

/**
 * `refused`: the platform would not take it so. `lost`: it does not arrive. `changed`: it arrives in another form. `todo`: the author has
 * to do it there by hand. `advice`: it arrives, and would be better otherwise. Weightiest first.
 */
export const Level = z.enum(['refused', 'lost', 'changed', 'todo', 'advice'])
export type Level = z.infer<typeof Level>

/** Kinds of findings; the interface has a sentence for each. */
export const FindingKind = z.enum([
  'title-long',
  'title-perhaps-long', // longer than a limit that is only hearsay, or that of another way in
  'title-missing',
  'title-unnamed', // a lesson that is called as it was made
  'course-empty', // a course in which there is no lesson yet
  'lesson-empty', // a lesson of which there is nothing but its title
  'chapter-empty', // a chapter without lessons, whose name stands nowhere there
  'body-short', // shorter than hearsay has it
  'heading-deep',
  'heading-flat', // one so deep that it is of the level above it there
  'image-by-hand',
  'file-kept', // a file of the author's lies in the place of one of the export's, and was left
  'file-old', // a file of the export's that its author changed, or one that they laid beside it, stays where nothing is made any more
  'image-missing',
  'image-type', // of a type that can't be shown there
  'image-unkept', // of a type that this program can't read: no platform refused it
  'image-broken', // its file holds no picture
  'image-unread', // its file could not be read this time: the disk, or who may read it
  'image-unmade', // not made anew this time: another time it may be
  'image-large', // its file is larger than any that is taken in, in bytes or in pixels
  'image-outside', // its file lies outside of the folder that is published
  'image-unprepared', // it goes out as it is, for nothing could look at it this time
  'image-made', // made anew in a type that is shown there
  'image-shrunk', // made anew with fewer pixels or bytes, in its own type
  'image-upright', // made anew in its own type and size, the right way up and in colours that are shown there
  'image-still', // one that moves, of which the first frame is shown
  'image-flat', // one that was see-through, and is white there
  'cover-missing', // a cover that could not be drawn
  'cover-labelled', // one that shows a picture of a model's, and says so
  'glyph-missing', // characters that no font of a typeset book has
  'passage-unset', // a passage that could not be typeset, in whose place a book says so
  'text-turned', // text that is written against its own direction, which a typeset book has as it is
  'link-long', // a link that is longer than a typeset book can have
  'formula-unread',
  'formula-wide', // one that is shown too small to be read, for there is no more room
  'formula-lines',
  'formula-link', // a formula on something that leads to an address, which is not taken along
  'formula-foreign', // one in a way of writing that the platform does not take, such as definitions of commands
  'table-wide', // one that has no room for its columns on the page of a book, and parts its words there
  'table-merged',
  'table-merged-kept', // cells that stay merged in what we write, where nobody knows whether the platform shows them so
  'table-formula',
  'table-align', // columns of a table in the middle or at the right, which stand at the left there
  'note-formula', // one in a note that has only characters, in which its structure is lost
  'note-once',
  'notes-listed', // footnotes that are numbers in the text and a list at its end
  'notes-listed-file', // the same in the file to import, where what is pasted keeps them
  'link-lesson',
  'callout',
  'callout-quoted', // the same as a quotation with its name
  'highlight',
  'emphasis-bold', // Chinese in italics, which is bold there
  'emphasis-dotted', // the same, with a dot below each character
  'underline',
  'strike',
  'task',
  'list-depth',
  'label-by-hand',
  'label-declare', // the same, where nobody knows what the box to tick is called
  'label-unnamed', // the label of what a model wrote names nobody
  'heading-moved', // a heading that comes behind the first paragraph
  'breath',
  'breath-commas', // long sentences in which commas are near enough to breathe at, told once for a lesson
  'heading-led', // words of a script's own before headings, told once for a lesson
  'reading-unsure', // a name or a term with a character of several readings, in no dictionary; two digits that are a year or so many
  'reading-dropped', // an author's reading for which a service has no way
  'note-unsaid',
  'code-unsaid',
  'formula-unsaid',
  'table-unsaid',
  'image-unsaid', // a picture, of which listeners hear what it is called
  'strike-unsaid', // struck out, which nobody reads aloud
  'left-unsaid', // what was left where a picture or an address is missing
  'own-note-unsaid', // a note that an author left for themselves, such as TODO
  'mark-unsaid', // what looks like a mark of HTML or Markdown and has words, such as a tag or an address that was typed
  'sign-unsaid', // an emoji or another sign that is seen and that nobody says, such as ™
  'link-unsaid', // a link, of which listeners hear the words and not the address
  'album-title-long',
  'selling-point-missing', // what the form of an album asks for, and is not written yet
  'category-missing',
  'track-short',
  'track-small', // a recording that would be smaller than what the platform takes
  'record',
  'link-out', // a link that leads out of a platform which takes such links away: it is a numbered address at the end
  'body-long', // longer than what a platform's interface for programs takes
  'author-long', // longer than another way in takes
  'code-lines', // code as lines of a quotation, where blocks of code get lost
  'formula-by-hand', // a formula to be set anew in the platform's editor
  'unverified', // nobody knows what the platform takes
  'heading-empty', // a heading without a word
  'link-empty', // a link on nothing that can be seen
  'alt-missing', // a picture without words for those who don't see it
  'line-broken', // a line that ends in the middle of a sentence, as out of a PDF
  'spaces', // several spaces in a row, or some between Chinese
  'half-marks', // half-width marks within Chinese, at which no narrator pauses
  'full-digits', // full-width digits and letters, which are read sign by sign
  'markdown-left', // signs of Markdown that were left in a text
  'image-left', // a picture that an import could not bring in, and left as Markdown writes it
  'placeholder-left', // a place that waits for its words
])
export type FindingKind = z.infer<typeof FindingKind>

/** A place in a lesson as a search shows it: which text of the lesson, counted from 0, an offset in it, and the words there (of a formula: its source). */
export const FoundPlace = z.strictObject({ passage: z.number().int().min(0), from: z.number().int().min(0), found: z.string() })
export type FoundPlace = z.infer<typeof FoundPlace>

/** A finding of one target. */
export const TargetFinding = z.strictObject({
  target: TargetId,
  level: Level,
  kind: FindingKind,
  /** Null: of the course as a whole. */
  lesson: LessonId.nullable(),
  /** Null: of the lesson as a whole, such as its title. */
  block: BlockId.nullable(),
  /** Where the page shows it; null where there is no such place. */
  place: FoundPlace.nullable(),
  /** What is concerned, short enough to be read, and the numbers that the sentence names (such as `most` and `is`). */
  text: z.string(),
  numbers: z.record(z.string(), z.number()),
  /** What one click does about it; null where only the author can. */
  mend: Mend.nullable(),
  /** What one click would call the lesson, shown before; null where there is no title that its author could only agree with. */
  retitle: z.string().min(1).max(200).nullable(),
})
export type TargetFinding = z.infer<typeof TargetFinding>

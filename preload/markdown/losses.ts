/** What is lost or changed on the way from a lesson to Markdown or back. The interface has a sentence for each kind. */
import { z } from '#preload/document/zod.ts'

/** Kinds of loss. The first ones are of a lesson that becomes Markdown; the others of Markdown that becomes a lesson. */
export const LossKind = z.enum([
  'provenance', // which model wrote a passage
  'empty-line', // a paragraph without text
  'depth', // an item deeper than the one before it allows, or than eight steps
  'characters', // NUL, half of a surrogate pair, a carriage return; a space around the name of code's language
  'formula-empty',
  'note-orphan', // the mark of a footnote that has no text
  'note-moved', // a footnote's text that did not lie at the end
  'lesson-link', // a link to a lesson that is not written beside this one
  'image-missing', // the picture cannot be found
  'image-unfit', // its file is there, and holds no picture that can be kept
  'html', // a tag that means nothing to a lesson; its text stays
  'html-dropped', // a comment, a script, a style
  'item-paragraphs', // further paragraphs of an item: they become lines of it
  'item-blocks', // code, a picture and the like within an item: they follow it
  'quote-blocks', // lists, headings and the like within a quotation: they follow it
  'quote-nested', // a quotation within a quotation
  'list-start', // a list whose numbers are too large or below nought: it counts from one
  'list-task-number', // a numbered task
  'definition-list',
  'callout-kind', // a callout that is none of the five
  'image-inline', // a picture amidst text: it stands by itself now
  'image-remote', // a picture on another computer: it becomes a link
  'image-link', // a picture that was a link
  'image-size', // a width in pixels
  'link-target', // a link that leads nowhere from here; its text stays
  'link-place', // a link to a place in another lesson: it leads to that lesson
  'link-title',
  'code-meta', // what stands behind the language of code
  'formula-display', // a formula that stood by itself, amidst text
  'formula-long',
  'note-blocks', // further paragraphs and the like of a footnote: they become lines of it
  'note-unused', // a second text for the same footnote
  'cell-blocks', // paragraphs, lists and the like within a cell
  'too-long', // a description, a language or an address that was cut
  'unreadable', // bytes that mean no character, in a file of which nearly all others do
  'front-matter', // a key that says nothing to the studio
  'front-matter-broken', // it cannot be read
])
export type LossKind = z.infer<typeof LossKind>

/** One loss. `line` is of the Markdown text, counted from one; `text` is the beginning of what is concerned, at most 60 characters. */
export const Loss = z.strictObject({ kind: LossKind, line: z.number().int().min(1).optional(), text: z.string().max(60) })
export type Loss = z.infer<typeof Loss>

/** A loss as a value, its text cut to what can be shown. */
export function lossOf(kind: LossKind, text: string, line?: number): Loss {
  const flat = text.replace(/\s+/g, ' ').trim()
  const shown = [...flat].length > 30 ? `${[...flat].slice(0, 29).join('')}…` : flat
  return { kind, text: shown.toWellFormed(), ...(line === undefined ? {} : { line }) }
}

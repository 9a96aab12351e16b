/** Where a course can go: platforms and books, and what an author can choose of each. A target says all of it about itself. */
import { z } from '#preload/document/zod.ts'

/** Such as `zhihu`. */
export const TargetId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/)
export type TargetId = z.infer<typeof TargetId>

/** A word or a sentence in both languages of the interface. */
export const Said = z.strictObject({ 'zh-CN': z.string(), en: z.string() })
export type Said = z.infer<typeof Said>

/** UTF-16 units of a text of an author's own, and of every other value: no more is kept, and no more fits into a field. */
export const LONGEST_TEXT = 20_000
const Text = z.string().max(LONGEST_TEXT)

/** What one option can hold: a choice's value, a switch, a number, several choices, or words with what is put for each (a word's reading). */
export const OptionValue = z.union([Text, z.number(), z.boolean(), z.array(Text), z.record(z.string(), Text)])
export type OptionValue = z.infer<typeof OptionValue>

/** By the names of options. What is left out is as it is at first; what a target does not know is passed over. */
export const OptionValues = z.record(z.string(), OptionValue)
export type OptionValues = z.infer<typeof OptionValues>

const about = { name: z.string(), label: Said, hint: Said.nullable() }
const Choice = z.strictObject({ value: z.string(), label: Said })

/**
 * An author's own words, which are of one course: no other begins with them. `lines`: may have several. `most`: UTF-16 units that a platform
 * takes; more are kept, and a finding tells. `or`: what is taken where there are none; null: what its hint says.
 */
const ownWords = { lines: z.boolean(), most: z.number().int().nullable(), or: z.enum(['course', 'lesson', 'author']).nullable() }

/** An option as it is offered. Its value now comes with the overview of a course. */
export const TargetOption = z.discriminatedUnion('kind', [
  z.strictObject({ ...about, kind: z.literal('choice'), choices: z.array(Choice).min(1) }),
  /** A template, alone (its name) or with a picture of the library on it: `{template, image, as}`, `as` being one of `places`. The picture is the same for all targets. */
  z.strictObject({ ...about, kind: z.literal('cover'), choices: z.array(Choice).min(1), places: z.array(Choice).min(1) }),
  z.strictObject({ ...about, kind: z.literal('several'), choices: z.array(Choice).min(1) }),
  z.strictObject({ ...about, kind: z.literal('switch') }),
  /** `follows`: what it is as long as nobody sets it: 字 a minute of the author's settings. */
  z.strictObject({ ...about, kind: z.literal('number'), least: z.number(), most: z.number(), unit: Said, follows: z.literal('pace').optional() }),
  /** Words and what is put for each. */
  z.strictObject({ ...about, kind: z.literal('words'), from: Said, to: Said }),
  z.strictObject({ ...about, kind: z.literal('text'), ...ownWords }),
  /** A text for each lesson, by its id. What is set is put to what there is; an empty one is none any more. */
  z.strictObject({ ...about, kind: z.literal('lessons'), ...ownWords }),
])
export type TargetOption = z.infer<typeof TargetOption>

export const TargetFacts = z.strictObject({
  id: TargetId,
  name: Said,
  /** One sentence: what comes out, and where it goes. */
  what: Said,
  kind: z.enum(['platform', 'book']),
  /** `lessons`: files for each lesson, so that some can go out alone. `course`: one thing of the lessons that are chosen. */
  makes: z.enum(['lessons', 'course']),
  /** Whether its limits were tried on the platform itself, or nothing there has limits; else they are second-hand, which the author is told. */
  isTried: z.boolean(),
  /** Whether a lesson can be copied and pasted there. */
  canPaste: z.boolean(),
  /** Whether what is copied is Markdown, for editors that take that. */
  copiesMarkdown: z.boolean(),
  options: z.array(TargetOption),
})
export type TargetFacts = z.infer<typeof TargetFacts>

/** What a target’s files say beside options, which may be other than when they went out: who wrote it, whom its label names, what the course and its chapters are called, where links to other lessons lead. */
export const OtherFact = z.enum(['author', 'label', 'course', 'chapter', 'links'])
export type OtherFact = z.infer<typeof OtherFact>

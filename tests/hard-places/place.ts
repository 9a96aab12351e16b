/**
 * Places in lessons at which a model is easily led astray, each with what may and may not be shown there.
 * A file of `places` holds those of one kind, one a line.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SuggestionContext } from '#preload/contract/suggestions.ts'
import { z } from '#preload/document/zod.ts'

const folder = fileURLToPath(new URL('./places/', import.meta.url))

/** What every suggestion there is written in; `may` names further writing systems. */
export const languages = ['zh-Hans', 'zh-Hant', 'en', 'ja', 'ko', 'ru'] as const
/** Checks that only some places ask for; the others hold everywhere. */
export const furtherChecks = ['noChat', 'noFacts', 'noEchoOfHeading'] as const

const pattern = z.string().refine((source) => isPattern(source), 'no regular expression')

const Written = z.strictObject({
  name: z.string().min(1),
  /** Why its rules are as they are, where that is not plain. */
  why: z.string().min(1).optional(),
  ...SuggestionContext.pick({ before: true, after: true, course: true, chapter: true, lesson: true, headings: true, block: true }).partial().shape,
  before: SuggestionContext.shape.before,
  /** What stands behind `before`, so many times. */
  again: z.tuple([z.string().min(1), z.number().int().min(1)]).optional(),
  language: z.enum(languages).default('zh-Hans'),
  /** Writing systems besides those of the language, and marks of Markdown that the author writes. */
  may: z.array(z.string()).default([]),
  /** The whole of what is shown, behind what was taken in, matches one of these. */
  only: z.array(pattern).optional(),
  /** Nothing of what is shown matches any of these; one with `^` speaks of the caret of the place alone. */
  mustNot: z.array(pattern).default([]),
  checks: z.array(z.enum(furtherChecks)).default([]),
  /** Something must be shown, by itself or to an author who asks for it. */
  expected: z.boolean().default(false),
  /** Nothing may be shown at all. */
  silent: z.boolean().default(false),
  /** The author leans on the model: takes in so many suggestions in a row, asked for where none comes by itself. */
  lean: z.number().int().min(0).max(20).default(0),
})

export interface HardPlace extends Omit<z.infer<typeof Written>, 'course' | 'chapter' | 'lesson' | 'headings' | 'after' | 'block' | 'again'> {
  readonly kind: string
  /** What the page tells the model there. */
  readonly context: SuggestionContext
}

/** All places, by kind. Throws where a line is not one, with its file and number. */
export function readPlaces(): HardPlace[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.jsonl'))
  const lines = files.toSorted().flatMap((file) => {
    const written = readFileSync(new URL(`./places/${file}`, import.meta.url), 'utf8')
      .trimEnd()
      .split('\n')
    return written.map((line, at) => ({ kind: basename(file, '.jsonl'), line, where: `${file}:${at + 1}` }))
  })
  return lines.map(({ kind, line, where }) => placeFrom(line, kind, where))
}

/** One place from its line. */
export function placeFrom(line: string, kind: string, where = kind): HardPlace {
  const read = Written.safeParse(parsed(line, where))
  if (!read.success) throw new Error(`${where} is no hard place: ${z.prettifyError(read.error)}`)
  const { course = '', chapter = '', lesson = '', headings = [], after = '', block = 'paragraph', again = ['', 0], ...rest } = read.data
  const before = rest.before + again[0].repeat(again[1])
  const context = SuggestionContext.parse({ course, chapter, lesson, headings, before, after, block, candidate: 0 })
  return { ...rest, before, kind, context }
}

function parsed(line: string, where: string): unknown {
  try {
    return JSON.parse(line)
  } catch (error) {
    throw new Error(`${where} is no JSON: ${String(error)}`, { cause: error })
  }
}

function isPattern(source: string): boolean {
  try {
    return new RegExp(source, 'u') instanceof RegExp
  } catch {
    return false // the caller says so
  }
}

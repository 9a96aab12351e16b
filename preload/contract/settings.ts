/** What the author has chosen, and where they were. */
import { z } from '#preload/document/zod.ts'
import { Revision } from './lessons.ts'
import { LessonId } from './library.ts'
import { call, push, service } from './member.ts'

/** A moment of a lesson that lies beside its page: where it stands in the log, and the stretch of writing that it belongs to. */
const MomentBeside = z.strictObject({
  lesson: LessonId,
  revision: Revision,
  at: z.number(),
  words: z.number().nullable(),
  stretch: z.strictObject({ base: Revision, revision: Revision }),
})

export const Settings = z.strictObject({
  language: z.enum(['system', 'zh-CN', 'en']),
  theme: z.enum(['system', 'light', 'dark']),
  /** The author's switch for suggestions. */
  suggestions: z.boolean(),
  /** Whether habits are learnt, and change which suggestions are shown. */
  habits: z.boolean(),
  /** Whether what the author says again and again has a say in suggestions. */
  phrases: z.boolean(),
  /** Chosen model by id; null is the starter. */
  model: z.string().max(200).nullable(),
  device: z.enum(['auto', 'cpu', 'cuda', 'vulkan', 'metal']),
  /** Narration speed in 字 a minute. */
  pace: z.number().int().min(60).max(600),
  /** The size of the page's text, px. */
  textSize: z.number().int().min(14).max(28),
  /** The page's width: how many 汉字 of that size go on a line. */
  measure: z.number().int().min(24).max(60),
  /** A half-width mark typed behind Chinese becomes the full-width one. */
  fullWidthMarks: z.boolean(),
  /** Brackets and quotation marks of Chinese come in pairs. */
  pairedMarks: z.boolean(),
  /** Keeps the line that is written in the middle of the window. */
  typewriter: z.boolean(),
  /** Every block but the one that is written steps back. */
  dimmed: z.boolean(),
  /** 字 that the author means to write each day; null for none. */
  dailyGoal: z.number().int().min(1).max(100_000).nullable(),
  showLibrary: z.boolean(),
  showInspector: z.boolean(),
  /** Where the author was: the open lesson, and the caret in each lesson (block index, offset in its text). */
  lastLesson: LessonId.nullable(),
  /** The one that lay beside it. */
  besideLesson: LessonId.nullable(),
  /** A moment of the open lesson that lay there instead. */
  besideMoment: MomentBeside.nullable(),
  carets: z.record(z.string(), z.tuple([z.number().int(), z.number().int()])),
})
export type Settings = z.infer<typeof Settings>

/** What an author begins with, and what a page shows until its host has answered. */
export const initialSettings: Settings = {
  language: 'system',
  theme: 'system',
  suggestions: true,
  habits: true,
  phrases: true,
  model: null,
  device: 'auto',
  pace: 240,
  textSize: 18,
  measure: 38,
  fullWidthMarks: false,
  pairedMarks: false,
  typewriter: false,
  dimmed: false,
  dailyGoal: null,
  showLibrary: true,
  showInspector: true,
  lastLesson: null,
  besideLesson: null,
  besideMoment: null,
  carets: {},
}

export const settings = service('settings', {
  get: call(z.strictObject({}), Settings),
  set: call(Settings.partial(), Settings),
  changed: push(Settings),
})

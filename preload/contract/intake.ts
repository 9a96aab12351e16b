/** Files that an author chose, as page and host call them. */
import { z } from '#preload/document/zod.ts'

/** Files that were chosen together, until they are imported or given up. It goes with its page. */
export const IntakeId = z.string().min(1).max(40).brand('IntakeId')
export type IntakeId = z.infer<typeof IntakeId>

/** The most files that are looked at together. */
export const mostFiles = 20_000

/** A file by its way from the folder that was chosen, that folder's name first, with `/`. */
export const ChosenFile = z.strictObject({ path: z.string().min(1).max(4000), bytes: z.number().int().min(0) })
export type ChosenFile = z.infer<typeof ChosenFile>

/** Why a file is left out. */
export const RefusedWhy = z.enum([
  'kind', // neither a text nor a picture
  'too-large',
  'too-many',
  'binary', // called a text, and none
  'deep', // nested without end
  'slow', // takes too long to read
  'disk',
  'outside', // a link that leads out of the folder that was named
  'image-unused', // no text that is read shows it
  'image-empty',
  'image-foreign',
  'image-broken',
  'image-unsafe',
  'image-too-large',
  'image-too-wide',
])
export type RefusedWhy = z.infer<typeof RefusedWhy>
export const Refused = z.strictObject({ path: z.string(), why: RefusedWhy })
export type Refused = z.infer<typeof Refused>

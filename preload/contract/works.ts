/** Works: what an author wrote before, as page and host call them. */
import { z } from '#preload/document/zod.ts'

export const WorkId = z.string().min(1).max(60).brand('WorkId')
export type WorkId = z.infer<typeof WorkId>

/** What a work was read from; `lesson`: it is one of this studio's own, and follows its newest text. */
export const WorkKind = z.enum(['markdown', 'text', 'html', 'docx', 'epub', 'pdf', 'subtitles', 'lesson'])
export type WorkKind = z.infer<typeof WorkKind>

/** Kinds of personal data that are masked before anything is learnt; `name`: somebody's name, or another word that the author masks. */
export const PersonalKind = z.enum(['mobile', 'landline', 'email', 'id-card', 'bank-card', 'wechat', 'qq', 'address', 'plate', 'passport', 'name'])
export type PersonalKind = z.infer<typeof PersonalKind>

/** How many places of each kind there are. */
export const PersonalCounts = z.partialRecord(PersonalKind, z.number().int().min(1))
export type PersonalCounts = z.infer<typeof PersonalCounts>

/**
 * What of a work is learnt although it is kept out where nobody chooses. `questions`: those that are told by how they are written, and
 * which the author says are theirs too; what a page itself says that somebody else asked is never learnt.
 */
export const Kept = z.strictObject({
  quotations: z.boolean(),
  code: z.boolean(),
  addresses: z.boolean(),
  formulas: z.boolean(),
  questions: z.boolean(),
})
export type Kept = z.infer<typeof Kept>

/** From where to where in a text that comes with it. */
export const Span = z.tuple([z.number().int().min(0), z.number().int().min(0)])

/**
 * One line of a work, as it is kept, searched and shown. `mark` stands before an item, `level` is of a heading, `depth` of an
 * item; `formulas` are the places of formulas in the text, their signs included. A row's cells are parted by ` | `.
 */
export const WorkLine = z.strictObject({
  kind: z.enum(['paragraph', 'heading', 'item', 'quote', 'callout', 'code', 'row', 'formula', 'caption', 'note', 'divider']),
  text: z.string(),
  level: z.number().int().optional(),
  depth: z.number().int().optional(),
  mark: z.string().optional(),
  formulas: z.array(Span).optional(),
})
export type WorkLine = z.infer<typeof WorkLine>

/** Why a file is no work. */
const UnreadWhy = z.enum([
  'kind', // of a kind that is not read
  'binary', // nothing that is known, and no text
  'empty', // nothing is written in it
  'too-large',
  'too-many',
  'encrypted', // it asks for a password
  'broken', // cut short or damaged
  'no-text', // pictures of pages: a scan
  'old-word', // Word's format before 2007, or WPS's
  'too-slow',
  'too-much', // it takes more memory than a file may
  'deep', // quotations within quotations without end, which nobody wrote
  'bomb', // it unpacks to far more than anyone writes
  'missing', // it is there no more
  'hidden', // in a folder whose name begins with a dot
])
/** A file that is no work. */
export const Unread = z.strictObject({ path: z.string(), why: UnreadWhy })
export type Unread = z.infer<typeof Unread>

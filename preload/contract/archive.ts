/** The archive: an author's past works, and this studio's own lessons among them. What a voice is learnt from. */
import { longestSought } from '#preload/document/sought.ts'
import { z } from '#preload/document/zod.ts'
import { ChosenFile, IntakeId, mostFiles } from './intake.ts'
import { call, push, service, stream } from './member.ts'
import { MaskChange, Masks, MasksChanged, MaskUse } from './masks.ts'
import { UploadId, uploading } from './uploads.ts'
import { Kept, PersonalCounts, PersonalKind, Span, Unread, WorkId, WorkKind, WorkLine } from './works.ts'

const count = z.number().int().min(0)
const share = z.number().min(0).max(1)

/** A work without its text. */
export const Work = z.strictObject({
  id: WorkId,
  kind: WorkKind,
  title: z.string(),
  /** Its way from the folder that was chosen; of a lesson, the titles above it. */
  file: z.string(),
  group: z.string(),
  /** 字数. */
  words: count,
  /** The day it was written, ISO; null where nobody knows. */
  written: z.string().nullable(),
  /** In ms since 1970. */
  addedAt: z.number(),
  /** Out of everything that is learnt. */
  excluded: z.boolean(),
  isChinese: z.boolean(),
  /** The share of 字 in quotations. */
  quoted: share,
  personal: PersonalCounts,
})
export type Work = z.infer<typeof Work>

/** Works of one folder, or of one course. */
export const WorkGroup = z.strictObject({
  id: z.string(),
  kind: z.enum(['folder', 'course']),
  /** Empty: files that came without a folder. */
  title: z.string(),
  works: count,
  words: count,
  /** Works that are not left out; of some of them nothing may be left to be learnt. */
  learntWorks: count,
  /** 字 of what is learnt of them. */
  learntWords: count,
  /** The share of 字 in quotations. */
  quoted: share,
})
export type WorkGroup = z.infer<typeof WorkGroup>

const Amount = z.strictObject({ words: count, works: count })

/** Whether there is enough to learn from, and what is missing: `language` where most of it is of another. */
export const Enough = z.strictObject({ kind: z.enum(['enough', 'words', 'works', 'language']), have: Amount, need: Amount })
export type Enough = z.infer<typeof Enough>

export const ArchiveState = z.strictObject({
  /** `newer`: made by a newer version. `read-only`: another studio has it. */
  phase: z.enum(['open', 'read-only', 'newer', 'unreadable']),
  /** A damaged archive was put aside under this name, and another begun. */
  keptAs: z.string().nullable(),
  all: Amount,
  /** What is learnt by the choice of `kept`: works of which nothing is left are none. */
  learnt: Amount,
  /** Questions with their answers in what is learnt, which are read and not learnt by the choice of `kept`. */
  pairs: count,
  /** Of what is learnt. */
  personal: PersonalCounts,
  /** Files that were left out because the same is there already. */
  duplicates: count,
  enough: Enough,
  kept: Kept,
})
export type ArchiveState = z.infer<typeof ArchiveState>

/** What of a file did not come over. */
const WorkLoss = z.enum(['pictures', 'formulas', 'characters', 'pages', 'chapters', 'others', 'shapes'])

/** What became of files that were added together. `batch` takes them back, all at once. */
export const Added = z.strictObject({
  batch: z.string(),
  works: count,
  words: count,
  /** Files whose text is there already, and the work that it is. */
  same: z.array(z.strictObject({ path: z.string(), title: z.string() })),
  unread: z.array(Unread),
  /** Files that nothing is learnt of from the start: their folder, or an older version of them, was left out. */
  leftOut: z.array(z.string()),
  /** Files of which something could not be read. */
  lossy: z.array(z.strictObject({ path: z.string(), what: WorkLoss, count })),
})
export type Added = z.infer<typeof Added>

export const AlikePair = z.strictObject({
  left: Work,
  right: Work,
  /** The share that both have, of both together. */ alike: share,
  /** The share of the shorter that the longer has. */ within: share,
})
export type AlikePair = z.infer<typeof AlikePair>

/** A text, and what of it the other has not. */
const Compared = z.strictObject({ text: z.string(), own: z.array(Span) })

/** A place of personal data with what stands around it. */
const PersonalPlace = z.strictObject({ kind: PersonalKind, before: z.string(), found: z.string(), after: z.string() })

/** Works that were removed together, and wait to be deleted for good. */
export const Removed = z.strictObject({
  removal: z.string(),
  /** Titles of the folders that they were in. */
  groups: z.array(z.string()),
  works: count,
  words: count,
  /** Of the first of them. */
  title: z.string(),
})
export type Removed = z.infer<typeof Removed>

const nothing = z.strictObject({})
const paged = { from: count, count: z.number().int().min(1).max(500) }
const ids = z.array(WorkId).max(50_000)

export const archive = service('archive', {
  ...uploading,
  state: call(nothing, ArchiveState),
  /** Folders in the order of their names, then courses in the author's. */
  groups: call(nothing, z.array(WorkGroup)),
  /** Works of a group, or of all folders where there is none, in the order in which they came. */
  list: call(z.strictObject({ group: z.string().nullable(), ...paged }), z.strictObject({ total: count, works: z.array(Work) })),
  /** Says which files there are; answers which are wanted, by their number, and why others are not. Nothing was sent yet. */
  open: call(
    z.strictObject({ files: z.array(ChosenFile).max(mostFiles) }),
    z.strictObject({ intake: IntakeId, wanted: z.array(count), unread: z.array(Unread) }),
  ),
  /** A wanted file was sent whole: it is read at once. Fails only where all that follow would, too. */
  add: call(z.strictObject({ intake: IntakeId, file: count, upload: UploadId }), z.strictObject({ became: z.enum(['work', 'same', 'unread']) })),
  /** Takes in what was added: all of it is there, or nothing. */
  finish: call(z.strictObject({ intake: IntakeId }), Added),
  /** Gives up what was added. */
  close: call(z.strictObject({ intake: IntakeId }), nothing),
  /** Removes all that was added together. */
  takeBack: call(z.strictObject({ batch: z.string() }), nothing),
  /** Leaves works, or a whole group, out of everything that is learnt, or takes them in again. */
  exclude: call(z.strictObject({ works: z.array(WorkId), groups: z.array(z.string()), excluded: z.boolean() }), nothing),
  /**
   * Removes works, and all of folders. They are deleted for good by `forget`, or when the studio is started next; until then `restore`
   * brings them back. Of a folder, what another one brought as well stays there.
   */
  remove: call(z.strictObject({ works: ids, groups: z.array(z.string()).default([]) }), z.strictObject({ removal: z.string(), works: count })),
  /** What was removed last first. */
  removed: call(nothing, z.array(Removed)),
  restore: call(z.strictObject({ removal: z.string() }), nothing),
  forget: call(z.strictObject({ removal: z.string() }), nothing),
  /** The work, then its lines, a handful at a time. Fails with `not-found`, or `work-damaged`. */
  text: stream(z.strictObject({ work: WorkId }), z.strictObject({ work: Work.nullable(), lines: z.array(WorkLine) })),
  /** What is read of a work, masked, where placeholders stand in it, and what is context, which is not learnt: its beginning, where it is long. */
  learning: call(
    z.strictObject({ work: WorkId }),
    z.strictObject({
      text: z.string(),
      masks: z.array(z.strictObject({ kind: PersonalKind, span: Span })),
      /** `isTitle`: a page says that somebody else asked it. */
      context: z.array(z.strictObject({ span: Span, isTitle: z.boolean() })),
      words: count,
      isWhole: z.boolean(),
    }),
  ),
  /** Personal data with its surroundings, work by work, of what is learnt. */
  personal: stream(nothing, z.strictObject({ work: WorkId, title: z.string(), places: z.array(PersonalPlace) })),
  /** What the author masks by name, and what of personal data stays. */
  masks: call(nothing, Masks),
  /** Masks more or less: all that is learnt is another from then on. */
  changeMasks: call(MaskChange, MasksChanged),
  /** How often each of the masks stands in what is learnt, and where. */
  masksInUse: call(nothing, z.array(MaskUse)),
  /** Near duplicates, the most alike first. */
  alike: call(z.strictObject(paged), z.strictObject({ total: count, pairs: z.array(AlikePair) })),
  /** Files that were left out because the same is there already. */
  same: call(z.strictObject(paged), z.strictObject({ total: count, files: z.array(z.strictObject({ path: z.string(), work: WorkId, title: z.string() })) })),
  /** Two works as far as they can be read side by side. */
  compare: call(z.strictObject({ left: WorkId, right: WorkId }), z.strictObject({ left: Compared, right: Compared })),
  /** Chooses what of all works is learnt. */
  keep: call(Kept, nothing),
  /** Works in which every word of a query stands, title and text together, the newest first; no more than anyone looks at. */
  find: stream(
    z.strictObject({ query: z.string().max(longestSought) }),
    z.strictObject({ work: Work, count, excerpts: z.array(z.strictObject({ text: z.string(), marks: z.array(Span), line: count, from: count })) }),
  ),
  changed: push(ArchiveState),
})

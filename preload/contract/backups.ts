/**
 * Keeping the library safe beyond its own folder: backups made in the background, and the library as one file that
 * moves to another computer. Whatever comes back is checked first, then takes the present one's place, which is kept.
 */
import { z } from '#preload/document/zod.ts'
import { call, push, service, stream } from './member.ts'
import { ProblemReport } from './problem.ts'
import { UploadId, uploading } from './uploads.ts'

const nothing = z.strictObject({})
const Folder = z.string().min(1).max(4096)

/** What a workspace is known by. */
const Contents = {
  /** In ms since 1970. */
  at: z.number(),
  courses: z.number().int(),
  lessons: z.number().int(),
  /** 字数. */
  words: z.number().int(),
  /** Of its courses. */
  titles: z.array(z.string()),
}

export const BackupId = z.string().min(1).max(120).brand('BackupId')
export type BackupId = z.infer<typeof BackupId>

export const BackupEntry = z.strictObject({
  id: BackupId,
  /** `backup`: made in the folder of backups. `replaced`: what was there before something was restored or brought in. */
  kind: z.enum(['backup', 'replaced']),
  ...Contents,
  bytes: z.number(),
  images: z.number().int(),
  /** Whether it is of another library than the one that is open. */
  isOther: z.boolean(),
  /** A folder where backups were made before, in which it lies; null for those of the present folder and for what was replaced. */
  former: Folder.nullable(),
})
export type BackupEntry = z.infer<typeof BackupEntry>

/** How far something is, in units of its own. */
export const BackupWork = z.strictObject({ phase: z.enum(['copying', 'images', 'packing', 'checking']), done: z.number(), total: z.number() })
export type BackupWork = z.infer<typeof BackupWork>

export const BackupsState = z.strictObject({
  folder: z.string(),
  /** Whether the studio chose that folder itself. */
  isDefault: z.boolean(),
  /** Of the newest one of this library; null where there is none, and where that is not known. */
  newestAt: z.number().nullable(),
  /** Whether the folder was looked into: not just after the start, nor while its drive is away. */
  isKnown: z.boolean(),
  /** Folders where backups were made before, and that have some of this library, newest choice first. */
  former: z.array(Folder),
  /** How far the one is that is being made; null where none is. */
  work: BackupWork.nullable(),
  /** Why the last attempt made none. */
  problem: ProblemReport.nullable(),
})
export type BackupsState = z.infer<typeof BackupsState>

/** A lesson that is not the same in both. Words are null where it is not there. */
const Differing = z.strictObject({ title: z.string(), here: z.number().nullable(), there: z.number().nullable() })

export const CheckedId = z.string().min(1).max(40).brand('CheckedId')
export type CheckedId = z.infer<typeof CheckedId>

/** A workspace that was read whole and could take the present one's place. */
export const Checked = z.strictObject({
  id: CheckedId,
  ...Contents,
  images: z.number().int(),
  /** Pictures that do not come back with it: gone or damaged when it was made, or since. */
  lostImages: z.number().int(),
  /** Pictures that are left out: no pictures, unsafe drawings, too large. */
  refusedImages: z.number().int(),
  isOther: z.boolean(),
  /** What the open workspace has now. Null where that can't be read. */
  present: z.strictObject({ courses: z.number().int(), lessons: z.number().int(), words: z.number().int() }).nullable(),
  /** The first hundred lessons that differ, and how many there are in all. */
  differing: z.array(Differing),
  differingCount: z.number().int(),
})
export type Checked = z.infer<typeof Checked>

/** What is to be checked: a backup, a file that was uploaded, or one on this computer. */
const Source = z.union([z.strictObject({ backup: BackupId }), z.strictObject({ upload: UploadId }), z.strictObject({ path: Folder })])

/** The library as a file. `address` is where the browser fetches it; null where the system's window said where to put it: `path`. */
export const Packed = z.strictObject({
  name: z.string(),
  bytes: z.number(),
  lostImages: z.number().int(),
  address: z.string().nullable(),
  path: z.string().nullable(),
})
export type Packed = z.infer<typeof Packed>

export const backups = service('backups', {
  state: call(nothing, BackupsState),
  /** Newest first. Throws a `backup-…` problem where the folder can't be read. */
  list: call(nothing, z.array(BackupEntry)),
  /** Makes one now. The last item has the state. */
  make: stream(nothing, z.strictObject({ work: BackupWork.nullable(), made: BackupsState.nullable() })),
  /** Writes the library into one file, named in the author's language. `cancelled` where the author chose no place for it. */
  pack: stream(z.strictObject({ language: z.enum(['zh-CN', 'en']) }), z.strictObject({ work: BackupWork.nullable(), packed: Packed.nullable() })),
  ...uploading,
  /** Reads a workspace whole, beside the present one. Throws an `archive-…` problem, `workspace-newer`, `not-found`. */
  check: stream(Source, z.strictObject({ work: BackupWork.nullable(), checked: Checked.nullable() })),
  /** Puts a checked one in the place of the present one, which is kept whole first: the answer names it in the list. */
  take: call(z.strictObject({ checked: CheckedId }), z.strictObject({ replaced: BackupId.nullable() })),
  /** Lets a checked one go. */
  leave: call(z.strictObject({ checked: CheckedId }), nothing),
  /** Backups are made in another folder from now on, the first at once; those before stay where they are. Null: where the studio thinks best. Throws `backup-…`, or `path-…` for what is no whole path. */
  choose: call(z.strictObject({ folder: Folder.nullable() }), BackupsState),
  /** Lets the author choose a folder in a window of the system; null where they choose none. `unavailable` where the host has no such window. */
  pick: call(nothing, z.strictObject({ folder: Folder.nullable() })),
  stateChanged: push(BackupsState),
  /** Another workspace is in the present one's place: all that is open must be read again. */
  replaced: push(nothing),
})

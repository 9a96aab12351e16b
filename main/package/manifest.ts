/** What an archive says of itself. Everything in it is named here with its size and hash; what is not, is not taken. */
import { z } from '#preload/document/zod.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const size = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

export const ArchivedImage = z.strictObject({
  /** Its SHA-256. */ id: hash,
  type: z.enum(['png', 'jpeg', 'gif', 'webp', 'avif', 'svg']),
  bytes: size.max(100_000_000),
})
export type ArchivedImage = z.infer<typeof ArchivedImage>

export const Manifest = z.object({
  format: z.literal('moke-workspace'),
  /** Raised when an older studio could not make sense of it. */
  version: z.number().int(),
  /** The studio that made it. */
  madeBy: z.string().max(100),
  /** In ms since 1970. */
  at: z.number(),
  /** Which library it is. */
  library: z.string().max(60),
  /** Number of the newest migration that ran on it. */
  schema: z.number().int(),
  courses: size,
  lessons: size,
  words: size,
  /** Changes with what it holds: an unchanged workspace need not be packed again. */
  fingerprint: hash,
  /** Titles of the courses, so that the author knows it again. */
  titles: z.array(z.string().max(400)).max(100),
  database: z.strictObject({ bytes: size, sha256: hash }),
  images: z.array(ArchivedImage),
  /** Whether the pictures lie in the archive, or beside it in the folder of backups. */
  imagesInside: z.boolean(),
  /** Pictures that the workspace names and whose files were gone or damaged already. */
  lostImages: size,
})
export type Manifest = z.infer<typeof Manifest>

export const archiveVersion = 1

export const manifestName = 'manifest.json'
export const databaseName = 'workspace.sqlite'

/** Characters of a manifest that are read at most. */
export const longestManifest = 32 << 20

/** Where a picture lies in an archive. */
export function imageName({ id, type }: Pick<ArchivedImage, 'id' | 'type'>): string {
  return `images/${id.slice(0, 2)}/${id}.${type}`
}

/** What is known of pictures. Derived from their files but for the names, so that losing a row loses no picture. */
import type { Database } from './database.ts'
import type { ImageKind } from './image-places.ts'

export interface ImageRow {
  readonly id: string
  readonly type: ImageKind
  readonly width: number
  readonly height: number
  readonly bytes: number
  readonly name: string
  /** When it was brought in, in ms since 1970. */
  readonly at: number
}

/** Notes a picture whose file is on the disk. One that is known stays as it was first noted. */
export function addImage(db: Database, { id, type, width, height, bytes, name, at }: ImageRow): void {
  db.prepare('INSERT OR IGNORE INTO image (id, type, width, height, bytes, name, at) VALUES (?, ?, ?, ?, ?, ?, ?)').run(
    id,
    type,
    width,
    height,
    bytes,
    name,
    at,
  )
}

export function readImage(db: Database, id: string): ImageRow | undefined {
  return db.prepare<[string], ImageRow>('SELECT id, type, width, height, bytes, name, at FROM image WHERE id = ?').get(id)
}

/** All, oldest first. */
export function readImages(db: Database): ImageRow[] {
  return db.prepare<[], ImageRow>('SELECT id, type, width, height, bytes, name, at FROM image ORDER BY at, id').all()
}

/** Takes back what is known of a picture whose file is gone. */
export function forgetImage(db: Database, id: string): void {
  db.prepare('DELETE FROM image WHERE id = ?').run(id)
}

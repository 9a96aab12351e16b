/** A folder, and a store in it, that are gone after the test. */
import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { connectToWrite, type Database } from '#main/store/database.ts'
import { migrate } from '#main/store/migrate.ts'
import { Store } from '#main/store/store.ts'

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'moke-'))
  // Runs after whatever the test itself registers later, so everything it closes is closed by now.
  onTestFinished(() => {
    const leaked = openFilesIn(folder)
    rmSync(folder, { recursive: true, force: true })
    expect(leaked, 'files left open').toEqual([])
  })
  return folder
}

/** Files of a folder that this process has open. Known on Linux only. */
export function openFilesIn(folder: string): string[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc/self/fd').flatMap((descriptor) => {
    const path = targetOf(`/proc/self/fd/${descriptor}`)
    return path?.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : []
  })
}

/** The listing's own descriptor is gone by the time it is asked about. */
function targetOf(link: string): string | null {
  try {
    return readlinkSync(link)
  } catch {
    return null
  }
}

/** A clock that moves on by a second whenever it is read. */
export function clock(start = Date.UTC(2026, 10, 24, 8)): () => number {
  let time = start
  return () => (time += 1000)
}

/** An open store on a real file, with a course of one chapter and one empty lesson. */
export function openedStore(): { folder: string; file: string; db: Database; store: Store; course: string; chapter: string; lesson: string } {
  const folder = temporaryFolder()
  const file = join(folder, 'workspace.sqlite')
  const db = connectToWrite(file)
  onTestFinished(() => {
    db.close()
  })
  db.pragma('synchronous = OFF') // flushing is the integration tests' matter
  migrate(db)
  const store = new Store(db, folder, clock())
  const made = store.createCourse({ title: '课', chapters: [{ title: '章', lessons: [{ title: '节' }] }] })
  const chapter = made.chapters[0]
  return { folder, file, db, store, course: made.course, chapter: chapter?.id ?? '', lesson: chapter?.lessons[0] ?? '' }
}

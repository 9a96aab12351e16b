/**
 * A text lies in the archive once, also where several files say it. Where the files that it came with go, it belongs to another one
 * from then on, so that what one import brought never goes with another.
 */
import type { Database } from './database.ts'
import { outOfAll, shown } from './works-amounts.ts'

interface Heir {
  readonly number: number
  readonly batch: string
  readonly file: string
  readonly folder: string
  /** The row that says so. */
  readonly same: number
}

const heir =
  'work.number, same.batch, same.file, same.folder, same.rowid AS same FROM work JOIN same ON same.work = work.number JOIN batch ON batch.id = same.batch'

/** Gives the works of a batch that other batches brought too to those, finished ones first. */
export function handOverBatch(db: Database, batch: string): void {
  const heirs = db
    .prepare<[string, string], Heir>(`SELECT ${heir} WHERE work.batch = ? AND same.batch <> ? ORDER BY batch.finished_at IS NULL, same.rowid`)
    .all(batch, batch)
  for (const each of firstOfEach(heirs)) give(db, each)
}

/** Gives the works of folders that lie in others too to those, until `handBack`. How many. */
export function handOverFolders(db: Database, folders: readonly string[], removal: string): number {
  const heirs = db
    .prepare<[{ folders: string }], Heir>(`
      SELECT ${heir} WHERE ${shown} AND work.folder IN (SELECT value FROM json_each($folders)) AND same.folder NOT IN (SELECT value FROM json_each($folders))
        AND batch.finished_at IS NOT NULL ORDER BY same.rowid
    `)
    .all({ folders: JSON.stringify(folders) })
  const first = firstOfEach(heirs)
  const note = db.prepare('INSERT INTO handed (removal, work, batch, file, folder) SELECT ?, number, batch, file, folder FROM work WHERE number = ?')
  for (const each of first) {
    note.run(removal, each.number)
    give(db, each)
  }
  return first.length
}

/** Takes back what a removal gave away: the works are where they were. How many. */
export function handBack(db: Database, removal: string): number {
  const given = db
    .prepare<[string], Omit<Heir, 'same'>>('SELECT work AS number, batch, file, folder FROM handed WHERE removal = ? ORDER BY rowid DESC')
    .all(removal)
  const note = db.prepare('INSERT INTO same (batch, file, folder, work) SELECT batch, file, folder, number FROM work WHERE number = ?')
  for (const each of given) {
    note.run(each.number)
    place(db, each)
  }
  db.prepare('DELETE FROM handed WHERE removal = ?').run(removal)
  return given.length
}

function firstOfEach(heirs: readonly Heir[]): Heir[] {
  const first = new Map<number, Heir>()
  for (const each of heirs) if (!first.has(each.number)) first.set(each.number, each)
  return [...first.values()]
}

/** Where all of its new folder is left out, it is too. */
function give(db: Database, each: Heir): void {
  const { number, folder } = each
  const out =
    db.prepare<[string, number], number>(`SELECT ${outOfAll} FROM work WHERE folder = ? AND number <> ? AND ${shown}`).pluck().get(folder, number) ?? 0
  place(db, each)
  db.prepare('UPDATE work SET excluded = ? WHERE number = ? AND excluded = 0').run(out, number)
  db.prepare('DELETE FROM same WHERE rowid = ?').run(each.same)
}

function place(db: Database, { number, batch, file, folder }: Omit<Heir, 'same'>): void {
  db.prepare('UPDATE work SET batch = ?, file = ?, folder = ? WHERE number = ?').run(batch, file, folder, number)
}

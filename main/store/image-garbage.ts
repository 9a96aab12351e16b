/**
 * Pictures that nothing names any more. A picture is removed only where no text can ever show it again: it is named
 * nowhere in the workspace (in no batch of any log, no snapshot, no version, nothing in the bin), nowhere in its good
 * copies, and was brought in long ago. Nobody has to hurry: the studio never does this by itself.
 */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { connectToRead, type Database } from './database.ts'
import { imageFolder, imagePath, listImages, type ImageFile } from './image-places.ts'
import { forgetImage, readImages } from './images.ts'
import { inflated } from './packed.ts'
import { copyFiles, type Places } from './places.ts'

/** Longer than any page keeps text that it could not save. */
const leastAgeMs = 180 * 24 * 3600_000

/** Removes those pictures and answers them. Where it can't be told what is named (a column of another kind than text), none is. */
export function removeForgottenImages(db: Database, places: Places, now: number): ImageFile[] {
  const named = namedImages(db)
  for (const { id } of copyFiles(places.copies)) addNamedIn(join(places.copies, `${id}.sqlite`), named)
  if (named.unreadable) return []
  const images = imageFolder(places.folder)
  const times = new Map(readImages(db).map(({ id, at }) => [id, at]))
  const forgotten = listImages(images).files.filter(({ id }) => !named.ids.has(id) && (times.get(id) ?? now) < now - leastAgeMs)
  for (const file of forgotten) {
    forgetImage(db, file.id) // first: a row without its file would promise a picture
    rmSync(imagePath(images, file), { force: true })
  }
  return forgotten
}

interface Named {
  readonly ids: Set<string>
  unreadable: boolean
}

function addNamedIn(file: string, named: Named): void {
  const copy = connectToRead(file)
  try {
    const { ids, unreadable } = namedImages(copy)
    for (const id of ids) named.ids.add(id)
    named.unreadable ||= unreadable
  } finally {
    copy.close()
  }
}

/** Every SHA-256 in any text of any table but that of the pictures themselves: a table that is yet to come is read too. */
function namedImages(db: Database): Named {
  const named: Named = { ids: new Set(), unreadable: false }
  const columns = db
    .prepare<[], { table: string; column: string; type: string }>(
      `SELECT list.name AS "table", info.name AS "column", info.type FROM pragma_table_list AS list JOIN pragma_table_info(list.name) AS info
      WHERE list.schema = 'main' AND list.type = 'table' AND list.name NOT LIKE 'sqlite_%' AND list.name <> 'image'`,
    )
    .all()
  for (const { table, column, type } of columns) {
    if (type === 'INTEGER' || type === 'REAL') continue
    if (compressed.has(`${table}.${column}`)) addCompressed(db, table, column, named)
    // What is not text could name anything.
    else if (type !== 'TEXT') named.unreadable ||= db.prepare(`SELECT 1 FROM "${table}" WHERE "${column}" IS NOT NULL`).get() !== undefined
    else
      for (const text of db.prepare<[], string>(`SELECT "${column}" FROM "${table}" WHERE length("${column}") >= 64`).pluck().iterate())
        addNamed(text, named.ids)
  }
  return named
}

/** Columns of compressed JSON, or of JSON where it is short. */
const compressed: ReadonlySet<string> = new Set(['packed.content', 'snapshot.doc'])

function addCompressed(db: Database, table: string, column: string, named: Named): void {
  for (const content of db.prepare<[], string | Buffer>(`SELECT "${column}" FROM "${table}"`).pluck().iterate()) {
    const text = typeof content === 'string' ? content : inflated(content)
    if (text === null) named.unreadable = true
    else addNamed(text, named.ids)
  }
}

function addNamed(text: string, ids: Set<string>): void {
  for (const [id] of text.matchAll(/[0-9a-f]{64}/g)) ids.add(id)
}

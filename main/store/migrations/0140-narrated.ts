/** How long a lesson is to listen to was the 字 of its text; it is those that are said, with figures in words and silences among them. */
import { narratedLength } from '#preload/document/narrating.ts'
import { unlessCorrupt } from '../failure.ts'
import { Log } from '../log.ts'
import type { Migration } from './migration.ts'

export const narratedAsSaid: Migration = {
  version: 140,
  run: (db) => {
    const log = new Log(db, '')
    const put = db.prepare('UPDATE lesson SET narrated = ? WHERE id = ?')
    // A lesson that can't be read is told of when it is opened; here it keeps what it has.
    for (const { id } of db.prepare<[], { id: string }>('SELECT id FROM lesson').all()) {
      const text = unlessCorrupt(() => log.read(id))
      if (text) put.run(narratedLength(text.doc), id)
    }
  },
}

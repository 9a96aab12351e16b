/** Settings by name, each a JSON value that the store does not look into. */
import type { Database } from './database.ts'

/** The setting that the names are kept as which an author masks: lists of texts, `words` among them. */
export const masksSetting = 'archive.masks'

/** Settings as one connection sees them: read once, until it changes them, or any other connection changes the file. */
export class Preferences {
  readonly #db: Database
  readonly #changes: () => unknown
  #known: { readonly changes: unknown; readonly values: Readonly<Record<string, unknown>> } | null = null

  constructor(db: Database) {
    this.#db = db
    const asked = db.prepare('PRAGMA data_version').pluck()
    this.#changes = () => asked.get()
  }

  /** The same object until they may be others. */
  read(): Readonly<Record<string, unknown>> {
    // Asked first: what is changed meanwhile is read anew the next time.
    const changes = this.#changes()
    const known = this.#known
    if (known !== null && known.changes === changes) return known.values
    const values = readPreferences(this.#db)
    // What a transaction has written may be taken back, of which nothing tells.
    if (this.#db.inTransaction) return values
    this.#known = { changes, values }
    return values
  }

  write(values: Readonly<Record<string, unknown>>): void {
    this.#known = null
    writePreferences(this.#db, values)
  }
}

export function readPreferences(db: Database): Record<string, unknown> {
  const rows = db.prepare<[], { name: string; value: string }>('SELECT name, value FROM setting').all()
  return Object.fromEntries(rows.map((row) => [row.name, JSON.parse(row.value)]))
}

export function writePreferences(db: Database, values: Readonly<Record<string, unknown>>): void {
  const put = db.prepare('INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)')
  for (const [name, value] of Object.entries(values)) if (value !== undefined) put.run(name, JSON.stringify(value))
}

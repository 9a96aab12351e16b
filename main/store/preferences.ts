/** Settings by name, each a JSON value that the store does not look into. */
import type { Database } from './database.ts'

export function readPreferences(db: Database): Record<string, unknown> {
  const rows = db.prepare<[], { name: string; value: string }>('SELECT name, value FROM setting').all()
  return Object.fromEntries(rows.map((row) => [row.name, JSON.parse(row.value)]))
}

export function writePreferences(db: Database, values: Readonly<Record<string, unknown>>): void {
  const put = db.prepare('INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)')
  for (const [name, value] of Object.entries(values)) if (value !== undefined) put.run(name, JSON.stringify(value))
}

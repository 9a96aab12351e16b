/** Taking the names that an author masks out of a broken workspace: those of the good copy and its own together, for a name too many costs a word, and one that is lost would be learnt. */
import type { Database } from './database.ts'
import { masksSetting, readPreferences, writePreferences } from './preferences.ts'
import type { Remains } from './remains.ts'

export function takeMasks(db: Database, remains: Remains): void {
  const lost = remains.settings().find(({ name }) => name === masksSetting)?.value
  const kept = readPreferences(db)[masksSetting]
  const own = typeof kept === 'object' && kept !== null ? kept : {}
  const all = [...new Set([...wordsIn(db, JSON.stringify(own)), ...wordsIn(db, lost)])]
  if (all.length > 0) writePreferences(db, { [masksSetting]: { released: [], ...own, words: all } })
}

/** The words of a value that may be damaged. */
function wordsIn(db: Database, value: unknown): string[] {
  if (typeof value !== 'string') return []
  const listed = "SELECT each.value FROM json_each(iif(json_valid($value), $value, '{}'), '$.words') AS each WHERE each.type = 'text'"
  return db.prepare<[{ value: string }], string>(listed).pluck().all({ value })
}

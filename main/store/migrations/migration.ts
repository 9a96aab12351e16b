import type { Database } from '../database.ts'

/** One change of the schema. Runs once for each workspace, inside a transaction. */
export interface Migration {
  /** The number its file name begins with; `user_version` once it has run. */
  readonly version: number
  readonly run: (db: Database) => void
}

/** A look at a library that leaves all of it as it is: nothing is made, brought to another schema or set aside, whoever holds it. */
import { existsSync } from 'node:fs'
import { withExamined } from './examine.ts'
import { failureFrom } from './failure.ts'
import { placesIn } from './places.ts'

/** Ids and titles of its courses; null where it can't be read. */
export async function coursesAtAGlance(folder: string): Promise<{ readonly id: string; readonly title: string }[] | null> {
  const { file } = placesIn(folder)
  if (!existsSync(file)) return null
  try {
    // The first columns that there were: libraries of every version have them.
    const asked = "SELECT id, title FROM node WHERE kind = 'course' AND removed_at IS NULL ORDER BY position, created_at, id"
    return await withExamined(file, async (db) => db.prepare<[], { id: string; title: string }>(asked).all())
  } catch (error) {
    if (failureFrom(error, folder)) return null
    throw error
  }
}

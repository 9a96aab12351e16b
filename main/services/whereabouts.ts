/**
 * What became of works that something knows: a voice, a model, a run. Only what their author said counts: a work that an archive knows
 * nothing of may have been in one that was damaged or lost, in whose place another was begun.
 */
import type { Archive } from './archive-keep.ts'
import { type ArchiveLessons, lessonOf } from './archive-lessons.ts'

/** `waiting`: removed, and may still be had back. Null: nobody knows. */
export type Fate = 'here' | 'left-out' | 'waiting' | 'gone' | null

/** A work as it was known: by its id, and a hash of what it says. */
interface Known {
  readonly id: string
  readonly hash?: string | undefined
}

export interface Whereabouts {
  of(work: Known): Fate
  /** The id under which a work is there that came back under another one; null where it did not. */
  newIdOf(work: Known): string | null
}

/** Throws as the archive does. */
export function whereaboutsIn(archive: Archive, lessons: Pick<ArchiveLessons, 'decided'>): Whereabouts {
  const [rows, { gone, waiting }] = archive.read((works) => [works.all(), works.removed()])
  const excluded = new Map(rows.map((row) => [row.id, row.excluded > 0]))
  const saying = new Map(rows.map(({ id, hash }) => [hash, id]))
  const decided = lessons.decided()
  const newIdOf = ({ id, hash }: Known) => (hash === undefined || excluded.has(id) || lessonOf(id) !== null ? null : (saying.get(hash) ?? null))
  return {
    newIdOf,
    of: (work) => {
      const lesson = lessonOf(work.id)
      if (lesson !== null) return decided(lesson)
      const isOut = excluded.get(newIdOf(work) ?? work.id)
      if (isOut !== undefined) return isOut ? 'left-out' : 'here'
      return waiting.has(work.id) ? 'waiting' : gone.has(work.id) ? 'gone' : null
    },
  }
}

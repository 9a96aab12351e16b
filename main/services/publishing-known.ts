/** What the ledger knows of lessons by the numbers of their versions, so that it reads none twice. */
import type { Doc } from '#preload/document/schema.ts'
import { type SettledLesson, settledLesson } from '#main/publishing/settled-lessons.ts'
import { outHash } from './publishing-source.ts'

/** What a lesson is, and what of it settings are about. */
export interface Said extends SettledLesson {
  readonly hash: string
}

export interface KnownLessons {
  /** What lessons are now, by their id, revision and title. */
  readonly said: Map<string, Said>
  /** Which words these hold. */
  readonly held: Map<string, readonly string[]>
  /** How far two texts of one are apart. */
  readonly distances: Map<string, number | null>
}

const most = 5000

export const newlyKnown = (): KnownLessons => ({ said: new Map(), held: new Map(), distances: new Map() })

export function saidIn(title: string, doc: Doc): Said {
  return { hash: outHash(title, doc), ...settledLesson(doc) }
}

/** Keeps a value, and forgets the oldest where there are too many. */
export function remember<T>(known: Map<string, T>, key: string, value: T): T {
  known.set(key, value)
  const [oldest] = known.keys()
  if (known.size > most && oldest !== undefined) known.delete(oldest)
  return value
}

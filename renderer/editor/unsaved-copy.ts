/**
 * A copy of what no log has yet, in the browser's own storage: it survives a reload or a crash of the page
 * and is taken up when the lesson is opened again. Every page keeps a copy of its own and holds a lock of
 * the same name, so that a living page's copy is never taken from it.
 */
import { randomId } from '#preload/document/identity.ts'
import type { Doc } from '#preload/document/schema.ts'
import { documentVersion, readChanges, readDoc } from '#preload/document/versions.ts'
import { z } from '#preload/document/zod.ts'
import { storeIfRoom } from './browser-storage.ts'
import { parseJson } from './json.ts'
import type { Unsaved } from './outbox.ts'

/** What does not depend on the version of the document that the copy is written in. */
const Copy = z.object({
  version: z.number().int(),
  base: z.number(),
  sent: z.object({ batch: z.string(), base: z.number(), changes: z.unknown(), at: z.number() }).nullable(),
  gathered: z.unknown(),
  /** The whole text, when there was time and room to write it. */
  doc: z.unknown(),
})

/** What an earlier page left behind. */
export interface LeftBehind extends Unsaved {
  readonly doc: Doc | null
  /** Removes the copy. */
  readonly forget: () => void
}

/** Copies of pages in this very document: they are alive, and no lock need be asked. */
const ours = new Set<string>()
const everyPrefix = 'moke.unsaved.'
const prefix = (lesson: string) => `${everyPrefix}${lesson}.`

export class UnsavedCopy {
  private readonly key: string
  private isOver = false

  constructor(lesson: string) {
    this.key = prefix(lesson) + randomId()
    ours.add(this.key)
  }

  /** Holds the lock that says that this page is alive. The answer lets go of it: whatever the copy holds then is for the next page. */
  hold(): () => void {
    let release: () => void = () => undefined
    const living = new Promise<void>((resolve) => {
      release = resolve
    })
    void navigator.locks?.request(this.key, { ifAvailable: true }, () => living)
    return () => {
      this.isOver = true
      ours.delete(this.key)
      release()
    }
  }

  /**
   * Writes the copy, or removes it. `doc` is the whole text, for when the changes no longer fit anything; it is
   * left out where only the changes have room. Answers whether what is unsaved is in the copy.
   */
  keep(unsaved: Unsaved | null, doc: Doc | null): boolean {
    // Another page has taken it up since: it is that page's now.
    if (this.isOver && localStorage.getItem(this.key) === null) return true
    if (!unsaved) {
      localStorage.removeItem(this.key)
      return true
    }
    const write = (text: Doc | null) => storeIfRoom(this.key, JSON.stringify({ version: documentVersion, ...unsaved, doc: text }))
    return write(doc) || (doc !== null && write(null))
  }
}

/** Whether any page left a copy of this lesson; cheap enough to ask before the first paint. */
export function hasLeftBehind(lesson: string): boolean {
  return copyKeys(lesson).length > 0
}

/** Copies of this lesson whose page is gone. One that can't be read stays where it is: whoever wrote it could. */
export async function leftBehind(lesson: string): Promise<LeftBehind[]> {
  return (await deadKeys(copyKeys(lesson))).flatMap((key) => readCopy(key) ?? [])
}

/** Lessons of which a page that is gone left a copy, and how many copies can't be read. */
export async function leftBehindAnywhere(): Promise<{ readonly lessons: string[]; readonly unreadable: number }> {
  const keys = await deadKeys(Object.keys(localStorage).filter((key) => key.startsWith(everyPrefix) && !ours.has(key)))
  const readable = keys.filter((key) => readCopy(key) !== null)
  const lessons = new Set(readable.map((key) => key.slice(everyPrefix.length, key.lastIndexOf('.'))))
  return { lessons: [...lessons], unreadable: keys.length - readable.length }
}

function copyKeys(lesson: string): string[] {
  return Object.keys(localStorage).filter((key) => key.startsWith(prefix(lesson)) && !ours.has(key))
}

async function deadKeys(keys: readonly string[]): Promise<string[]> {
  const locks = await navigator.locks?.query()
  const living = new Set(locks?.held?.map((lock) => lock.name))
  return keys.filter((key) => !living.has(key))
}

/** Null where it can't be read: it is of a newer version, or damaged. */
function readCopy(key: string): LeftBehind | null {
  const copy = Copy.safeParse(parseJson(localStorage.getItem(key) ?? ''))
  if (!copy.success) return null
  const { version, base, sent, gathered, doc } = copy.data
  try {
    return {
      base,
      forget: () => localStorage.removeItem(key),
      sent: sent && { ...sent, changes: readChanges(sent.changes, version) },
      gathered: readChanges(gathered, version),
      doc: doc === null ? null : readDoc(doc, version),
    }
  } catch (error) {
    if (error instanceof RangeError || error instanceof z.ZodError) return null
    throw error
  }
}

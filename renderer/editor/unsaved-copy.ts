/**
 * A copy of what no log has yet, in the browser's own storage: it survives a reload or a crash of the page
 * and is taken up when the lesson is opened again. Every page keeps a copy of its own and holds a lock of
 * the same name, so that a living page's copy is never taken from it.
 */
import { randomId } from '#preload/document/identity.ts'
import { Change, Doc } from '#preload/document/schema.ts'
import { z } from '#preload/document/zod.ts'
import { parseJson } from './json.ts'
import type { Unsaved } from './outbox.ts'

const Changes = z.array(Change)
const Copy = z.object({
  base: z.number(),
  sent: z.object({ batch: z.string(), base: z.number(), changes: Changes, at: z.number() }).nullable(),
  gathered: Changes,
  /** The whole text, when there was time to write it. */
  doc: Doc.nullable(),
})

/** What an earlier page left behind. */
export interface LeftBehind extends Unsaved {
  readonly doc: Doc | null
  /** Removes the copy. */
  readonly forget: () => void
}

/** Copies of pages in this very document: they are alive, and no lock need be asked. */
const ours = new Set<string>()
const prefix = (lesson: string) => `moke.unsaved.${lesson}.`

export class UnsavedCopy {
  private readonly key: string
  private isKept = false

  constructor(lesson: string) {
    this.key = prefix(lesson) + randomId()
    ours.add(this.key)
  }

  /** Holds the lock that says that this page is alive. The answer lets go of it, unless something is still on its way. */
  hold(): () => void {
    let release: () => void = () => undefined
    const living = new Promise<void>((resolve) => { release = resolve })
    void navigator.locks?.request(this.key, { ifAvailable: true }, () => living)
    return () => { if (!this.isKept) release() }
  }

  /** Writes the copy, or removes it. `doc` is the whole text, for when the changes no longer fit anything. */
  keep(unsaved: Unsaved | null, doc: Doc | null): void {
    this.isKept = unsaved !== null
    if (!unsaved) localStorage.removeItem(this.key)
    else writeIfRoom(this.key, JSON.stringify({ ...unsaved, doc }))
  }
}

/** A full storage must not stop the author: the text is still in memory and on its way. */
function writeIfRoom(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
  }
}

/** Whether any page left a copy of this lesson; cheap enough to ask before the first paint. */
export function hasLeftBehind(lesson: string): boolean {
  return copyKeys(lesson).length > 0
}

/** Copies of this lesson whose page is gone. */
export async function leftBehind(lesson: string): Promise<LeftBehind[]> {
  const locks = await navigator.locks?.query()
  const living = new Set(locks?.held?.map((lock) => lock.name))
  return copyKeys(lesson).filter((key) => !living.has(key)).flatMap(readCopy)
}

function copyKeys(lesson: string): string[] {
  return Object.keys(localStorage).filter((key) => key.startsWith(prefix(lesson)) && !ours.has(key))
}

function readCopy(key: string): LeftBehind[] {
  const forget = () => localStorage.removeItem(key)
  const copy = Copy.safeParse(parseJson(localStorage.getItem(key) ?? ''))
  if (copy.success) return [{ ...copy.data, forget }]
  forget()
  return []
}

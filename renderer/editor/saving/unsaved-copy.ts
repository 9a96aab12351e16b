/**
 * A copy of what no log has yet, in the browser's own storage: it survives a reload or a crash of the page
 * and is taken up when the lesson is opened again. Every page keeps a copy of its own and holds a lock of
 * the same name, so that a living page's copy is never taken from it. It names the library it was typed in, and
 * only that can have it: another in the same place at most gets a lesson with the text. It names the text, too, by
 * the batch that made it: a library that was restored or copied and written on is the same one with other texts.
 */
import { randomId } from '#preload/document/identity.ts'
import type { Doc } from '#preload/document/schema.ts'
import { dividedInto, StepPart } from '#preload/document/steps.ts'
import { documentVersion, readChanges, readDoc } from '#preload/document/versions.ts'
import { z } from '#preload/document/zod.ts'
import { storeIfRoom } from './browser-storage.ts'
import { parseJson } from './json.ts'
import type { Unsaved } from './outbox.ts'

/** Older pages did not say; what can't be read says nothing. */
const Steps = z.array(StepPart).optional().catch(undefined)

/** What does not depend on the version of the document that the copy is written in. */
const Copy = z.object({
  version: z.number().int(),
  base: z.number(),
  /** The batch that made the revision `base`; older pages did not say. */
  baseBatch: z.string().nullish(),
  sent: z.object({ batch: z.string(), base: z.number(), changes: z.unknown(), at: z.number(), steps: Steps }).nullable(),
  gathered: z.unknown(),
  /** To which steps what gathered belongs. */
  steps: Steps,
  /** The whole text, when there was time and room to write it. */
  doc: z.unknown(),
  /** The library that the lesson lies in; older pages did not say. */
  workspace: z.string().nullable().default(null),
  /** What the lesson was called. */
  title: z.string().nullable().default(null),
  /** Other libraries that have the text as a lesson of its own. */
  rescuedIn: z.array(z.string()).default([]),
})

/** What an earlier page left behind. */
export interface LeftBehind extends Omit<Unsaved, 'baseBatch'> {
  /** The batch that made `base`, null for the text that the lesson began with; undefined where that is not known. */
  readonly baseBatch: string | null | undefined
  readonly lesson: string
  readonly doc: Doc | null
  readonly title: string | null
  /** The library that it was typed in; null where that is not known. */
  readonly workspace: string | null
  /** Other libraries that have it as a lesson of its own. */
  readonly rescuedIn: readonly string[]
  /** Under which batch it is rescued, whoever does it and however often. */
  readonly batch: string
  /** Another library has it as a lesson of its own. */
  readonly noteRescued: (into: string) => void
  /** Removes the copy. */
  readonly forget: () => void
}

/** Copies of pages in this very document: they are alive, and no lock need be asked. */
const ours = new Set<string>()
const everyPrefix = 'moke.unsaved.'
const prefix = (lesson: string) => `${everyPrefix}${lesson}.`

export class UnsavedCopy {
  private readonly key: string
  private readonly workspace: string | null
  private isOver = false
  private isLeftAlone = false

  /** `workspace`: the library that the lesson lies in; null where that is not known. */
  constructor(lesson: string, workspace: string | null) {
    this.key = prefix(lesson) + randomId()
    this.workspace = workspace
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
  keep(unsaved: Unsaved | null, doc: Doc | null, title: string | null): boolean {
    if (this.isLeftAlone) return true
    // Another page has taken it up since: it is that page's now.
    if (this.isOver && localStorage.getItem(this.key) === null) return true
    if (!unsaved) {
      localStorage.removeItem(this.key)
      return true
    }
    const rest = { version: documentVersion, ...unsaved, workspace: this.workspace, title }
    const write = (text: Doc | null) => storeIfRoom(this.key, JSON.stringify({ ...rest, doc: text }))
    return write(doc) || (doc !== null && write(null))
  }

  /** Another library has the text as a lesson of its own: the copy stays as it is, for the one that it was typed in. */
  leaveAlone(into: string): void {
    this.isLeftAlone = true
    noteRescued(this.key, into)
  }
}

/** Whether any page left a copy of this lesson of this library; cheap enough to ask before the first paint. */
export function hasLeftBehind(lesson: string, workspace: string | null): boolean {
  return copyKeys(lesson).some((key) => {
    const copy = parsed(key)
    return copy === null || isOf(copy, workspace)
  })
}

/** Copies of this lesson of this library whose page is gone. One that can't be read stays where it is: whoever wrote it could. */
export async function leftBehind(lesson: string, workspace: string | null): Promise<LeftBehind[]> {
  const copies = (await deadKeys(copyKeys(lesson))).flatMap((key) => readCopy(key) ?? [])
  return copies.filter((copy) => isOf(copy, workspace))
}

/** Lessons of this library of which a page that is gone left a copy, copies of other libraries, and how many can't be read. */
export async function leftBehindAnywhere(workspace: string | null): Promise<{
  readonly lessons: string[]
  readonly elsewhere: LeftBehind[]
  readonly unreadable: number
}> {
  const keys = await deadKeys(Object.keys(localStorage).filter((key) => key.startsWith(everyPrefix) && !ours.has(key)))
  const copies = keys.flatMap((key) => readCopy(key) ?? [])
  const lessons = new Set(copies.filter((copy) => isOf(copy, workspace)).map((copy) => copy.lesson))
  return { lessons: [...lessons], elsewhere: copies.filter((copy) => !isOf(copy, workspace)), unreadable: keys.length - copies.length }
}

/** A copy that does not say where it was typed is taken up where its lesson is opened. */
function isOf(copy: Pick<LeftBehind, 'workspace'>, workspace: string | null): boolean {
  return copy.workspace === null || copy.workspace === workspace
}

function parsed(key: string): z.infer<typeof Copy> | null {
  return Copy.safeParse(parseJson(localStorage.getItem(key) ?? '')).data ?? null
}

/** Where there is no room for the note, the text is rescued again under the same batch, which makes no second lesson. */
function noteRescued(key: string, into: string): void {
  const copy = parsed(key)
  if (copy) storeIfRoom(key, JSON.stringify({ ...copy, rescuedIn: [...copy.rescuedIn, into] }))
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
  const copy = parsed(key)
  if (!copy) return null
  const { version, base, baseBatch, sent, gathered, doc, title, workspace, rescuedIn } = copy
  const end = key.lastIndexOf('.')
  try {
    const behind = readChanges(gathered, version)
    return {
      lesson: key.slice(everyPrefix.length, end),
      base,
      baseBatch,
      title,
      workspace,
      rescuedIn,
      batch: sent?.batch ?? key.slice(end + 1),
      noteRescued: (into) => noteRescued(key, into),
      forget: () => localStorage.removeItem(key),
      sent: sent && withSteps({ ...sent, changes: readChanges(sent.changes, version) }),
      gathered: behind,
      steps: dividedInto(copy.steps, behind.length),
      doc: doc === null ? null : readDoc(doc, version),
    }
  } catch (error) {
    if (error instanceof RangeError || error instanceof z.ZodError) return null
    throw error
  }
}

function withSteps<Sent extends { readonly changes: readonly unknown[]; readonly steps?: readonly StepPart[] | undefined }>(sent: Sent) {
  return { ...sent, steps: dividedInto(sent.steps, sent.changes.length) }
}

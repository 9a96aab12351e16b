/**
 * Copies of unsaved titles in the browser's own storage: they survive a reload or a crash of the page. A
 * page marks its copies with a name of its own and holds a lock of that name for as long as it lives, so
 * that another page takes them up only when it is gone.
 */
import { LibraryId } from '#preload/contract/library.ts'
import { randomId } from '#preload/document/identity.ts'
import { Title } from '#preload/document/title.ts'
import { z } from '#preload/document/zod.ts'
import { storeIfRoom } from '#renderer/editor/saving/browser-storage.ts'
import { parseJson } from '#renderer/editor/saving/json.ts'

const TitleDraft = z.object({
  title: Title,
  /** Titles that this one may take the place of: what the library said when it was typed, and earlier ones of this page that may have arrived. */
  over: z.array(z.string()),
  /** When it was typed, by the page's clock, in ms since 1970. */
  at: z.number(),
  /** The library that it was typed in; absent where that was not known. */
  workspace: z.string().optional(),
})
/** What the author calls an entry of the library, and the library may not know yet. */
export type TitleDraft = Readonly<z.infer<typeof TitleDraft>>

const prefix = 'moke.title.'

/** The locks of this browser; where there are none, every other page counts as gone. */
export type PageLocks = Pick<LockManager, 'request'> | undefined

type Take = (entry: LibraryId, draft: TitleDraft) => boolean

export class TitleCopies {
  private readonly page = prefix + randomId()
  private readonly locks: PageLocks
  /** Pages whose end this one waits for, or whose copies it still needs. */
  private readonly asked = new Set<string>()
  /** Copies of gone pages that this one had no room to write anew, and what gives their pages free. */
  private readonly left = new Map<string, () => void>()

  constructor(locks: PageLocks) {
    this.locks = locks
  }

  /** Says that this page is alive until the answer is called, or the page goes. */
  hold(): () => void {
    let release: () => void = () => undefined
    const living = new Promise<void>((resolve) => {
      release = resolve
    })
    void this.locks?.request(this.page, () => living)
    return release
  }

  /** Writes an entry's copy, or removes it. Answers whether there was room. */
  keep(entry: LibraryId, draft: TitleDraft | null): boolean {
    const key = `${this.page}.${entry}`
    if (draft && !storeIfRoom(key, JSON.stringify(draft))) return false
    if (!draft) localStorage.removeItem(key)
    for (const each of this.left.keys()) if (entryIn(each) === entry) this.drop(each)
    return true
  }

  /**
   * Hands over what other pages have written by now, each as soon as its page is gone: at once, or when it
   * goes. `take` answers whether the copy is needed no more; otherwise it stays until `keep` has written
   * another or removed it. What was typed in another library than `workspace` stays for that.
   */
  takeUp(take: Take, workspace: () => string | null): void {
    const others = new Set(titleKeys().map((key) => key.slice(0, key.indexOf('.', prefix.length))))
    for (const page of others) {
      if (page === this.page || this.asked.has(page)) continue
      this.asked.add(page)
      // The lock is held for as long as a copy is needed, so that no other page takes it up too.
      const takeAll = () => Promise.all(titleKeys().flatMap((key) => (key.startsWith(`${page}.`) ? this.takeCopy(key, take, workspace()) : [])))
      void (this.locks ? this.locks.request(page, takeAll) : takeAll()).then(() => this.asked.delete(page))
    }
  }

  /** What an entry, of whichever library, was called last in titles that are not saved. */
  find(entry: LibraryId): string | undefined {
    const drafts = titleKeys().flatMap((key) => (entryIn(key) === entry ? (readDraft(key) ?? []) : []))
    return drafts.sort((a, b) => b.at - a.at)[0]?.title
  }

  /** Resolves when the copy is gone. One that can't be read stays where it is: whoever wrote it could. */
  private async takeCopy(key: string, take: Take, workspace: string | null): Promise<void> {
    const entry = LibraryId.safeParse(entryIn(key))
    const draft = readDraft(key)
    if (!entry.success || !draft || !isTypedIn(draft, workspace)) return
    const gone = new Promise<void>((resolve) => this.left.set(key, resolve))
    if (take(entry.data, draft)) this.drop(key)
    await gone
  }

  private drop(key: string): void {
    localStorage.removeItem(key)
    this.left.get(key)?.()
    this.left.delete(key)
  }
}

/** Whether a title is a library's to have. */
export function isTypedIn(draft: TitleDraft, workspace: string | null): boolean {
  return draft.workspace === undefined || draft.workspace === workspace
}

function readDraft(key: string): TitleDraft | null {
  return TitleDraft.safeParse(parseJson(localStorage.getItem(key) ?? '')).data ?? null
}

function entryIn(key: string): string {
  return key.slice(key.indexOf('.', prefix.length) + 1)
}

function titleKeys(): string[] {
  return Object.keys(localStorage).filter((key) => key.startsWith(prefix))
}

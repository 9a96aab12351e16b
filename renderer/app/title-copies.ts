/**
 * Copies of unsaved titles in the browser's own storage: they survive a reload or a crash of the page. A
 * page marks its copies with a name of its own and holds a lock of that name for as long as it lives, so
 * that another page takes them up only when it is gone.
 */
import { LessonId, Title } from '#preload/contract/library.ts'
import { randomId } from '#preload/document/identity.ts'
import { z } from '#preload/document/zod.ts'
import { storeIfRoom } from '#renderer/editor/browser-storage.ts'
import { parseJson } from '#renderer/editor/json.ts'

const TitleDraft = z.object({
  title: Title,
  /** Titles that this one may take the place of: what the library said when it was typed, and earlier ones of this page that may have arrived. */
  over: z.array(z.string()),
  /** When it was typed, in ms since 1970. */
  at: z.number(),
})
/** What the author calls a lesson, and the library may not know yet. */
export type TitleDraft = Readonly<z.infer<typeof TitleDraft>>

const prefix = 'moke.title.'

/** The locks of this browser; where there are none, every other page counts as gone. */
export type PageLocks = Pick<LockManager, 'request'> | undefined

export class TitleCopies {
  private readonly page = prefix + randomId()
  private readonly locks: PageLocks

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

  /** Writes a lesson's copy, or removes it. Answers whether there was room. */
  keep(lesson: LessonId, draft: TitleDraft | null): boolean {
    const key = `${this.page}.${lesson}`
    if (draft) return storeIfRoom(key, JSON.stringify(draft))
    localStorage.removeItem(key)
    return true
  }

  /** Hands over what other pages left, each as soon as its page is gone: now, or when it goes. */
  takeUp(take: (lesson: LessonId, draft: TitleDraft) => void): void {
    const others = new Set(titleKeys().map((key) => key.slice(0, key.indexOf('.', prefix.length))))
    others.delete(this.page)
    for (const page of others) {
      const takeAll = () => {
        for (const key of titleKeys().filter((each) => each.startsWith(`${page}.`))) takeCopy(key, take)
      }
      if (this.locks) void this.locks.request(page, takeAll)
      else takeAll()
    }
  }
}

function titleKeys(): string[] {
  return Object.keys(localStorage).filter((key) => key.startsWith(prefix))
}

/** One that can't be read stays where it is: whoever wrote it could. */
function takeCopy(key: string, take: (lesson: LessonId, draft: TitleDraft) => void): void {
  const lesson = LessonId.safeParse(key.slice(key.indexOf('.', prefix.length) + 1))
  const draft = TitleDraft.safeParse(parseJson(localStorage.getItem(key) ?? ''))
  if (!lesson.success || !draft.success) return
  take(lesson.data, draft.data)
  localStorage.removeItem(key)
}

/** Which of the files that an author chose are read as works, and which group each belongs to. Pure. */
import { readingLimits } from '#main/reading/limits.ts'
import { mayBeWork } from '#main/reading/names.ts'
import type { ChosenFile } from '#preload/contract/intake.ts'
import type { Unread } from '#preload/contract/works.ts'

/** What systems and programs keep beside an author's files. */
const unseen = /(?:^|\/)(?:__MACOSX|node_modules|Thumbs\.db|desktop\.ini|~\$[^/]*)(?:\/|$)/i

/** 第2篇 before 第10篇, and a copy behind what it is of, whatever the endings. */
const names = new Intl.Collator('zh-CN', { numeric: true })
const stem = (file: ChosenFile | undefined) => (file?.path ?? '').replace(/\.[^./]*$/, '')

/** The numbers of those that are wanted, in the order in which they are read, and why others are not. What only systems and browsers know is passed over in silence. */
export function chooseWorks(files: readonly ChosenFile[]): { wanted: number[]; unread: Unread[] } {
  const wanted: number[] = []
  const unread: Unread[] = []
  const pages = new Set(files.flatMap(({ path }) => pageAt(path) ?? []))
  for (const [index, { path, bytes }] of files.entries()) {
    if (unseen.test(path) || path.split('/').includes('..') || isBesidePage(path, pages)) continue
    const why = whyUnread(path, bytes)
    if (why === null) wanted.push(index)
    else if (why !== 'unseen') unread.push({ path, why })
  }
  return { wanted: wanted.sort((a, b) => names.compare(stem(files[a]), stem(files[b]))), unread }
}

function whyUnread(path: string, bytes: number): Unread['why'] | 'unseen' | null {
  // What was named one by one is always looked at.
  const isOneOfMany = path.includes('/')
  if (isOneOfMany && isHidden(path)) return mayBeWork(path) ? 'hidden' : 'unseen'
  if (isOneOfMany && !mayBeWork(path)) return 'kind'
  if (bytes === 0) return 'empty'
  return bytes > readingLimits.mostBytes ? 'too-large' : null
}

/** Whether it is hidden within the folder that was chosen, which may be called as it likes: `.obsidian`, `.git`, `.DS_Store`. */
function isHidden(path: string): boolean {
  return path.split('/').some((part, at) => at > 0 && part.startsWith('.'))
}

/** The way of a page without its ending; null of anything else. */
function pageAt(path: string): string | null {
  return /^(.+)\.(?:x?html?|mht|mhtml)$/i.exec(path)?.[1] ?? null
}

/** Whether it lies in what a browser keeps beside a saved page: `页面_files` beside `页面.html`. */
function isBesidePage(path: string, pages: ReadonlySet<string>): boolean {
  const parts = path.split('/')
  return parts.some(
    (part, at) => at > 0 && at < parts.length - 1 && part.endsWith('_files') && pages.has([...parts.slice(0, at), part.slice(0, -'_files'.length)].join('/')),
  )
}

/** Folders deep enough to tell 公众号文章 from 专栏; what lies deeper belongs to them. */
const deepest = 2

/** The group of a file by its way from the folder that was chosen; empty: it came alone. */
export function folderOf(path: string): string {
  return path.split('/').slice(0, -1).slice(0, deepest).join('/')
}

/** Which of the files that an author chose are read as works, and which group each belongs to. Pure. */
import { readingLimits } from '#main/reading/limits.ts'
import { mayBeWork } from '#main/reading/names.ts'
import type { ChosenFile } from '#preload/contract/intake.ts'
import type { Unread } from '#preload/contract/works.ts'

/** What systems and programs keep beside an author's files, and what a browser keeps beside a saved page. */
const unseen = /(?:^|\/)(?:\.[^/]*|__MACOSX|node_modules|[^/]*_files\/.*|Thumbs\.db|desktop\.ini|~\$[^/]*)(?:\/|$)/i

/** 第2篇 before 第10篇, and a copy behind what it is of, whatever the endings. */
const names = new Intl.Collator('zh-CN', { numeric: true })
const stem = (file: ChosenFile | undefined) => (file?.path ?? '').replace(/\.[^./]*$/, '')

/** The numbers of those that are wanted, in the order in which they are read, and why others are not. What only systems know is passed over in silence. */
export function chooseWorks(files: readonly ChosenFile[]): { wanted: number[]; unread: Unread[] } {
  const wanted: number[] = []
  const unread: Unread[] = []
  for (const [index, { path, bytes }] of files.entries()) {
    if (unseen.test(path) || path.split('/').includes('..')) continue
    // What was named one by one is always looked at.
    if (path.includes('/') && !mayBeWork(path)) unread.push({ path, why: 'kind' })
    else if (bytes === 0) unread.push({ path, why: 'empty' })
    else if (bytes > readingLimits.mostBytes) unread.push({ path, why: 'too-large' })
    else wanted.push(index)
  }
  return { wanted: wanted.sort((a, b) => names.compare(stem(files[a]), stem(files[b]))), unread }
}

/** Folders deep enough to tell 公众号文章 from 专栏; what lies deeper belongs to them. */
const deepest = 2

/** The group of a file by its way from the folder that was chosen; empty: it came alone. */
export function folderOf(path: string): string {
  return path.split('/').slice(0, -1).slice(0, deepest).join('/')
}

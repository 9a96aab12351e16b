/** Which of the files that an author chose are read as works, and which group each belongs to. Pure. */
import type { ChosenFile } from '#preload/contract/intake.ts'
import type { Unread } from '#preload/contract/works.ts'

const works = /\.(?:md|markdown|mdown|mkd|txt|text|html?|xhtml|docx|doc|epub|pdf|srt|vtt|lrc)$/i
/** What systems and programs keep beside an author's files. */
const unseen = /(?:^|\/)(?:\.[^/]*|__MACOSX|node_modules|Thumbs\.db|desktop\.ini|~\$[^/]*)(?:\/|$)/i

/** Bytes of the largest file: a book with its pictures. */
export const largestWork = 512 << 20

/** The numbers of those that are wanted, and why others are not. What only systems know is passed over in silence. */
export function chooseWorks(files: readonly ChosenFile[]): { wanted: number[]; unread: Unread[] } {
  const wanted: number[] = []
  const unread: Unread[] = []
  for (const [index, { path, bytes }] of files.entries()) {
    if (unseen.test(path) || path.split('/').includes('..')) continue
    if (!works.test(path)) unread.push({ path, why: 'kind' })
    else if (bytes === 0) unread.push({ path, why: 'empty' })
    else if (bytes > largestWork) unread.push({ path, why: 'too-large' })
    else wanted.push(index)
  }
  return { wanted, unread }
}

/** Folders deep enough to tell 公众号文章 from 专栏; what lies deeper belongs to them. */
const deepest = 2

/** The group of a file by its way from the folder that was chosen; empty: it came alone. */
export function folderOf(path: string): string {
  return path.split('/').slice(0, -1).slice(0, deepest).join('/')
}

/** What files are called that hold works, and what a work is called by its file. */
import { workEndings } from '#preload/document/work-endings.ts'

const endings = new RegExp(`\\.(?:${workEndings.join('|')})$`, 'i')

/** Whether a file among others is called as works are; a program's own, which begins with `~$`, is none. What is named one by one is always read. */
export function mayBeWork(path: string): boolean {
  const name = path.split('/').at(-1) ?? ''
  return endings.test(name) && !name.startsWith('~$')
}

/** A file's name without its folder and ending; never empty. */
export function nameOfFile(path: string): string {
  const name = path.split(/[\\/]/).at(-1) ?? ''
  return cutTitle(name.replace(/(?:\.\w{1,8})$/, '')) ?? cutTitle(name) ?? '未命名'
}

/** A title on one line, 200 characters at most; null where nothing is left. */
export function cutTitle(title: string): string | null {
  const flat = title
    .replace(/[\s\u200b\ufeff]+/g, ' ')
    .trim()
    .toWellFormed()
  return [...flat].slice(0, 200).join('').trim() || null
}

/** Titles that programs write by themselves. */
const idle = /^(?:Microsoft Word ?-.*|PowerPoint .*|untitled|无标题|未命名|文档\d*|Document\d*|标题|新建.*文档.*|.*\.(?:docx?|wps|pdf|html?|indd|tmp))$/i

/** A title that an author may have written; null of a program's own. */
export function statedTitle(title: string | null | undefined): string | null {
  const cut = cutTitle(title ?? '')
  return cut === null || idle.test(cut) ? null : cut
}

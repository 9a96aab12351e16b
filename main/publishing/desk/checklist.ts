/**
 * What an author does at a platform, step by step: as a file beside what is exported, in the platform's language, and in the studio's window in
 * the author's. Buttons of a platform have their names there in both, in quotation marks.
 */
import type { Said } from '#preload/contract/targets.ts'
import type { MadeFile } from './target.ts'

/** The folder of files that programs read and authors need not open, by a name that says so. */
export const TECHNICAL = '技术文件（不用打开）'

/** One thing to do. Lines behind the first are a list below it. */
export type Step = Said

export const step = (zh: string, en: string): Step => ({ 'zh-CN': zh, en })

/** What every target calls its checklist. */
const NAME = '发布清单.md'

/** The file: `folder` is where it lies, empty for that of the whole. */
export function checklistFile(folder: string, title: string, steps: readonly Step[], note: string): MadeFile {
  const lines = steps.map(({ 'zh-CN': text }, index) => `${index + 1}. ${text.replaceAll('\n', '\n   ')}`)
  return { path: folder === '' ? NAME : `${folder}/${NAME}`, text: `# ${title}\n\n${lines.join('\n')}\n\n> ${note}\n` }
}

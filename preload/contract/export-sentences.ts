/** Why an export was not written, as an author is told on the page and in the terminal. */
import type { Sentence } from './sentence.ts'

export const exportSentences = {
  'problem.path-is-file': {
    zh: '“{file}”是一个文件，不是文件夹。请另选一个文件夹。',
    en: '“{file}” is a file, not a folder. Choose a folder.',
  },
  'problem.publish-busy': {
    zh: '另一次导出正在往“{folder}”里写。等它写完再导出。',
    en: 'Another export is writing into “{folder}”. Export once it is done.',
  },
  'problem.publish-full': {
    zh: '“{folder}”所在的磁盘满了，导出没有写完。已经写好的都在；腾出一些空间，再导出一次就会接着写。',
    en: 'The disk of “{folder}” is full, so the export is not finished. What was written is there; free some space and export again to go on.',
  },
  'problem.publish-denied': {
    zh: '文件夹“{folder}”写不进去（只读，没有权限，或所在的磁盘没有连上）。请改一下权限，或另选一个文件夹。',
    en: 'The folder “{folder}” can’t be written (read-only, without your permission, or on a drive that is not connected). Change its permissions or choose another folder.',
  },
} as const satisfies Record<`problem.${string}`, Sentence>

/** Why an export was not written, as an author is told on the page and in the terminal. */
import type { Sentence } from './sentence.ts'

export const exportSentences = {
  'problem.path-is-file': {
    zh: '“{file}”是一个文件，不是文件夹。请另选一个文件夹。',
    en: '“{file}” is a file, not a folder. Choose a folder.',
  },
  'problem.publish-inside': {
    zh: '导出的文件不能放在资料库自己的文件夹里。请选别的文件夹。',
    en: 'Exports can’t lie in the library’s own folder. Choose another folder.',
  },
  'problem.publish-busy': {
    zh: '另一次导出正在往“{folder}”里写，这一次什么也没写。等它写完，再导出一次。',
    en: 'Another export is writing into “{folder}”, so this one wrote nothing. Export again once that is done.',
  },
  'problem.publish-full': {
    zh: '“{folder}”所在的磁盘满了，导出没有写完。已经写好的都在；腾出一些空间，再导出一次就会接着写。',
    en: 'The disk of “{folder}” is full, so the export is not finished. What was written is there; free some space and export again to go on.',
  },
  'problem.publish-taken': {
    zh: '导出的时候，“{folder}”里有文件被移走或删掉了（也许磁盘拔掉了），导出没有写完。再导出一次会补上。',
    en: 'Files were moved or deleted from “{folder}” while it was being exported (a drive may have been unplugged), so the export is not finished. Export again to write them anew.',
  },
  'problem.publish-denied': {
    zh: '文件夹“{folder}”写不进去（只读，没有权限，或所在的磁盘没有连上）。请改一下权限，或另选一个文件夹。',
    en: 'The folder “{folder}” can’t be written (read-only, without your permission, or on a drive that is not connected). Change its permissions or choose another folder.',
  },
  'problem.publish-typeset': {
    zh: '排版中途停了，这里没有做成，别处不受影响。请再试一次；要是还停，多半是某一课里有排不了的字符、公式或图片，请分课导出，找出是哪一课。',
    en: 'Typesetting broke off, so nothing was made here; all else goes on. Try again. If it breaks off once more, a lesson most likely has a character, formula or picture that can’t be typeset: export lesson by lesson to find it.',
  },
  'problem.publish-heavy': {
    zh: '整门课一起排太大了，时间或内存不够用，这里没有做成，别处不受影响。请选一部分课，分几次导出。',
    en: 'The whole course is too large to be typeset at once: time or memory did not suffice. Nothing was made here; all else goes on. Export some of its lessons at a time.',
  },
  'problem.publish-heavy-lesson': {
    zh: '“{lesson}”这一课排不出来：时间或内存不够用，多半是里面有特别长的一段、特别大的表格或图片。这里没有做成，别处不受影响。请把它拆小，再导出一次。',
    en: '“{lesson}” can’t be typeset: time or memory did not suffice, most likely for a very long passage, a very large table or picture. Nothing was made here; all else goes on. Divide it, and export once more.',
  },
} as const satisfies Record<`problem.${string}`, Sentence>

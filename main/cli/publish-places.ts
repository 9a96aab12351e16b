/** Where `moke publish` reads and writes: never among the texts that it reads, never in the library. */
import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { CommandError } from '#engine/cli/command.ts'
import { isWithin } from '#engine/computer/index.ts'
import { isOfExport } from '#main/publishing/course-folder.ts'
import { exportSentences } from '#preload/contract/export-sentences.ts'
import { isLibrary } from './opened.ts'
import { type Language, languageOf } from './spoken.ts'

/** Throws CommandError where an export would lie among the author's texts: the next one would take its files for lessons. */
export function keepOutOfTexts(folder: string, texts: string, language: Language = languageOf()): void {
  if (!isWithin(folder, texts)) return
  const source = resolve(texts)
  throw new CommandError(
    language === 'zh'
      ? `导出的文件会落在文稿文件夹“${source}”里面，和文稿混在一起，所以没有写。请用 --out 换一个文件夹，例如“${source} 导出”。`
      : `The export would lie inside the folder of texts ${JSON.stringify(source)}, among what you wrote, so nothing was written. Name another folder by --out, such as ${JSON.stringify(`${source} export`)}.`,
  )
}

/** Throws CommandError where an export would lie in a library's own folder, as the studio refuses it. */
export function keepOutOfLibrary(out: string, library: string, language: Language = languageOf()): void {
  if (isLibrary(library) && isWithin(out, library)) throw new CommandError(exportSentences['problem.publish-inside'][language])
}

/** A name that leads nowhere but to what lies here: a course may be called so too. */
export function isBare(named: string): boolean {
  return named !== '.' && named !== '..' && !/[/\\]/.test(named)
}

/** Whether a folder holds exports and nothing of its author's: no text to publish lies there. What begins with a dot is the system's. */
export function isOnlyExports(folder: string): boolean {
  const names = readdirSync(folder).filter((name) => !name.startsWith('.'))
  return names.length > 0 && names.every((name) => isOfExport(join(folder, name)))
}

/** Where a course and a folder have one name: which of them is published, and how the other is named. */
export function bothSentence(named: string, language: Language = languageOf()): string {
  return language === 'zh'
    ? `资料库里有课程“${named}”，这里也有同名的文件夹：发布的是课程。要发布文件夹，请写“./${named}”。`
    : `There is a course ${JSON.stringify(named)} in the library, and a folder of that name here: the course is published. For the folder, write ${JSON.stringify(`./${named}`)}.`
}

/** Where nobody could see whether the library has a course of a folder's name. */
export function unseenSentence(named: string, library: string, language: Language = languageOf()): string {
  return language === 'zh'
    ? `资料库“${resolve(library)}”打不开，看不到里面有没有课程“${named}”：发布的是这里的文件夹。`
    : `The library in ${JSON.stringify(resolve(library))} can’t be opened, so that nobody sees whether a course ${JSON.stringify(named)} is in it: the folder here is published.`
}

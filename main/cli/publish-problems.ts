/** Why a target was not written, in the words of the page and in the language of the author's system. */
import { join } from 'node:path'
import { CommandError } from '#engine/cli/command.ts'
import { fileInTheWay } from '#engine/computer/index.ts'
import { FolderBusyError, ForeignFileError, refusalIn } from '#main/publishing/desk/folder-outcome.ts'
import { targetIds } from '#main/publishing/facts.ts'
import { TypesetterEnded, TypesetterStopped } from '#main/publishing/pdf/typesetter.ts'
import { exportSentences } from '#preload/contract/export-sentences.ts'
import { type Language, languageOf } from './spoken.ts'

/** Throws what an author can act upon as `CommandError`, and all else as it is. `aside`: where an author's files would be moved to. */
export function asSentence(folder: string, language: Language = languageOf(), aside: string | null = null): (error: unknown) => never {
  return (error) => {
    const said = sentenceOf(error, folder, aside, language)
    throw said === null ? error : new CommandError(said)
  }
}

function sentenceOf(error: unknown, folder: string, aside: string | null, language: Language): string | null {
  if (error instanceof ForeignFileError) return foreignSentence(folder, error, aside, language)
  if (error instanceof FolderBusyError) return filled('problem.publish-busy', { folder }, language)
  if (error instanceof TypesetterEnded) return filled('problem.publish-typeset', {}, language)
  if (error instanceof TypesetterStopped)
    return error.lesson === null ? filled('problem.publish-heavy', {}, language) : filled('problem.publish-heavy-lesson', { lesson: error.lesson }, language)
  const refusal = refusalIn(error)
  if (refusal === null) return null
  if (refusal.of === 'process') return filled('problem.publish-typeset', {}, language)
  const file = fileInTheWay(folder)
  if (file !== null) return filled('problem.path-is-file', { file }, language)
  return filled(`problem.publish-${refusal.why}`, { folder }, language)
}

function filled(kind: keyof typeof exportSentences, detail: Readonly<Record<string, string>>, language: Language): string {
  return exportSentences[kind][language].replaceAll(/\{(\w+)\}/g, (_, name: string) => detail[name] ?? '')
}

function foreignSentence(folder: string, { paths, canStay, came }: ForeignFileError, aside: string | null, language: Language): string {
  const files = paths.map((path) => join(folder, path))
  if (language === 'zh') {
    const keep = canStay ? '--changed keep 让它留着，其余照写；' : ''
    const rest = came === null ? '' : `写了 ${came.written} 个文件，${came.kept} 个没变，${came.stopped} 个没写。`
    return `${files.join('、')} 不是墨课导出的，或者导出以后你改过：是你的，没有动。${rest}${keep}--changed replace 先把它挪到${aside === null ? '旁边的文件夹' : `“${aside}”`}，再写墨课的；--changed beside 另开一个新文件夹。`
  }
  const [was, is, it] = paths.length === 1 ? ['was', 'is left as it is', 'it'] : ['were', 'are left as they are', 'them']
  const keep = canStay ? '--changed keep goes on without, ' : ''
  const rest = came === null ? '' : `${came.written} written, ${came.kept} unchanged, ${came.stopped} not written. `
  return `${files.join(', ')} ${was} not written by an export, or ${was} changed since, and ${is}. ${rest}${keep}--changed replace moves ${it} into ${aside === null ? 'a folder beside' : JSON.stringify(aside)} first, --changed beside begins a new folder.`
}

/** More are of no help to whoever looks for one. */
const mostTitles = 20

/** `titles`: of the courses that are in the library. */
export function noCourse(named: string, library: string, titles: readonly string[], language: Language = languageOf()): string {
  const more = titles.length > mostTitles ? '…' : ''
  const [zh, en] = [titles.slice(0, mostTitles).map((title) => `“${title}”`), titles.slice(0, mostTitles).map((title) => JSON.stringify(title))]
  if (language === 'zh') {
    const there = titles.length === 0 ? '里面还没有课程' : `里面有${zh.join('、')}${more}`
    return `“${library}”里没有叫“${named}”的课程，也没有这个文件夹；${there}。别的资料库用 --workspace 指定。`
  }
  const there = titles.length === 0 ? 'It has no courses yet' : `It has ${en.join(', ')}${more}`
  return `No course is called ${JSON.stringify(named)} in ${JSON.stringify(library)}, and there is no such folder. ${there}; --workspace names another library.`
}

/** Where the author's files are that an export moved before it failed. */
export function movedSentence(aside: string, language: Language = languageOf()): string {
  return language === 'zh' ? `你自己的文件已经挪到“${aside}”，一个也没丢。` : `Your own files were moved to ${JSON.stringify(aside)}; none is lost.`
}

/** The folder of a course that was renamed keeps its name, for its author may have files there; renamed by hand it is gone on with. */
export function formerSentence(name: string, language: Language = languageOf()): string {
  return language === 'zh'
    ? `接着用原来的文件夹，它还叫“${name}”；把它改成课程现在的名字，也照样接着用。`
    : `It goes on in the folder it had, which is still called ${JSON.stringify(name)}; renamed as the course is now, it is gone on with too.`
}

/** `unknown`: what is no target; undefined where none is named. */
export function noTarget(unknown: string | undefined, language: Language = languageOf()): string {
  if (language === 'zh') return `${unknown === undefined ? '没有写要发到哪里' : `没有“${unknown}”这个去处`}；能去的有 ${targetIds.join('、')}。`
  return `${unknown === undefined ? 'No target is named' : `There is no target ${JSON.stringify(unknown)}`}; there are ${targetIds.join(', ')}.`
}

/** The last there is of pictures that are gone was moved. */
export function lastSentence(aside: string, language: Language = languageOf()): string {
  return language === 'zh'
    ? `上次导出的文件里还有好图，已经挪到“${aside}”。`
    : `Files of the last export, which have the pictures still, were moved to ${JSON.stringify(aside)}.`
}

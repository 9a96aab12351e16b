/** What was lost or changed in files, and what was left out, a line for each. Their codes are those of `--json`. */
import type { Refused } from '#preload/contract/intake.ts'
import type { FileLoss } from '#preload/contract/interchange.ts'
import { lossSentences } from '#preload/contract/loss-sentences.ts'
import { type Language, languageOf } from './spoken.ts'

/** What stands there is Chinese in either language: it is a sentence of the file. */
const PUBLISHED_MISSING = { zh: '找不到图片，那里会写上【图片找不到了】', en: 'The picture was not found; 【图片找不到了】 stands in its place' } as const

/** `isPublished`: they go out at once, where a sentence stands for a picture that is not there. */
export function lossLines(losses: readonly FileLoss[], language: Language = languageOf(), isPublished = false): string[] {
  return losses.map(({ file, line, kind, text }) => {
    const place = `${file}${line === undefined ? '' : `:${line}`}`
    const said = (isPublished && kind === 'image-missing' ? PUBLISHED_MISSING : lossSentences[`loss.${kind}`])[language]
    return language === 'zh' ? `${place}：${said}${text === '' ? '' : `：“${text}”`}` : `${place}: ${said}${text === '' ? '' : `: “${text}”`}`
  })
}

export function refusedLines(refused: readonly Refused[], language: Language = languageOf()): string[] {
  return refused.map(({ path, why }) => {
    const said = lossSentences[`refused.${why}`][language]
    return language === 'zh' ? `没有放进来：${path}（${said}）` : `left out: ${path} (${said})`
  })
}

/** What was lost or changed in files, and what was left out, a line for each. Their codes are those of `--json`. */
import type { Refused } from '#preload/contract/intake.ts'
import type { FileLoss } from '#preload/contract/interchange.ts'
import { lossSentences } from '#preload/contract/loss-sentences.ts'
import { type Language, languageOf } from './spoken.ts'

/** `isPublished`: they go out at once, where a sentence stands for a picture that is not there. */
export function lossLines(losses: readonly FileLoss[], language: Language = languageOf(), isPublished = false): string[] {
  return losses.map(({ file, line, kind, text }) => {
    const place = `${file}${line === undefined ? '' : `:${line}`}`
    const said = (isPublished && kind === 'image-missing' ? lossSentences['published.image-missing'] : lossSentences[`loss.${kind}`])[language]
    return language === 'zh' ? `${place}：${said}${text === '' ? '' : `：“${text}”`}` : `${place}: ${said}${text === '' ? '' : `: “${text}”`}`
  })
}

export function refusedLines(refused: readonly Refused[], language: Language = languageOf()): string[] {
  return refused.map(({ path, why }) => {
    const said = lossSentences[`refused.${why}`][language]
    return language === 'zh' ? `没有放进来：${path}（${said}）` : `left out: ${path} (${said})`
  })
}

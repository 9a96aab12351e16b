/** Findings as the terminal tells them: a sentence, where it is, and the words that are concerned. Their codes are those of `--json`. */
import type { Finding } from '#main/publishing/desk/finding.ts'
import { ABSENT } from '#main/publishing/pictures/absent.ts'
import { spokenLength } from '#main/publishing/ximalaya/script-text.ts'
import { findingSentences, isInFigures, isOnlyAsked, isPictureGone, isPictureLeft } from '#preload/contract/finding-sentences.ts'
import type { Level } from '#preload/contract/findings.ts'
import { type Language, languageOf } from './spoken.ts'

/** The sentence of a finding alone. */
export function findingSentence({ kind }: Pick<Finding, 'kind'>, language: Language = languageOf()): string {
  return findingSentences[`finding.${kind}`][language]
}

export function findingLine(finding: Finding, titleOf: (lesson: string) => string | null, language: Language = languageOf()): string {
  const { level, kind, lesson, text, numbers } = finding
  const title = lesson === null ? null : (titleOf(lesson) ?? lesson)
  const said = findingSentence(finding, language)
  const gravity = isOnlyAsked(finding) ? FIRST[language] : language === 'zh' ? LEVELS[level] : level
  const figures =
    kind === 'track-short' || kind === 'track-small'
      ? lengthsOf(numbers, language)
      : kind === 'image-by-hand'
        ? pictureOf(numbers, language)
        : figuresOf(numbers, language)
  if (language === 'zh')
    return `${gravity}${title === null ? '' : `（《${title}》）`}：${said}${text === '' ? '' : `：${isInFigures(finding) ? text : `“${text}”`}`}${figures.length > 0 ? `（${figures.join('，')}）` : ''}`
  const where = title === null ? '' : ` in “${title}”`
  return `${gravity}${where}: ${goingOn(said)}${text === '' ? '' : `: ${isInFigures(finding) ? text : `“${text}”`}`}${figures.length > 0 ? ` (${figures.join(', ')})` : ''}`
}

/** An English sentence behind a colon: names keep their capitals. */
function goingOn(sentence: string): string {
  return /^(?:Chinese|Moke)\b/.test(sentence) ? sentence : sentence.charAt(0).toLowerCase() + sentence.slice(1)
}

const LEVELS: Readonly<Record<Level, string>> = { refused: '会被拒绝', lost: '会丢失', changed: '会改变', todo: '要你动手', advice: '建议' }

/** Findings of a folder's pictures and of a target, in which the sentence that stands for such a picture is not told again as one that is left unsaid. */
export function toldOnce(ofFolder: readonly Finding[], ofTarget: readonly Finding[]): Finding[] {
  const placed = new Set(ofFolder.map(({ lesson, block }) => JSON.stringify([lesson, block])))
  const isTold = ({ kind, lesson, block, text }: Finding): boolean =>
    kind === 'left-unsaid' && placed.has(JSON.stringify([lesson, block])) && new RegExp(`^${ABSENT}$`).test(text)
  return [...ofFolder, ...ofTarget.filter((finding) => !isTold(finding))]
}

/** How grave it is where nobody there refuses it. */
const FIRST: Readonly<Record<Language, string>> = { zh: '发布前先改', en: 'to do first' }

/** What `--strict` says of targets with what is to be mended before it goes out; empty where there is nothing. */
export function strictSentence(
  targets: readonly { readonly name: string; readonly findings: readonly Finding[] }[],
  language: Language = languageOf(),
): string {
  const those = (isMeant: (finding: Finding) => boolean) => targets.flatMap(({ name, findings }) => (findings.some(isMeant) ? [name] : []))
  const refused = those((finding) => finding.level === 'refused' && !isOnlyAsked(finding))
  const unnamed = those(isOnlyAsked)
  const gone = those((finding) => isPictureGone(finding) || isPictureLeft(finding))
  if (refused.length + unnamed.length + gone.length === 0) return ''
  if (language === 'zh')
    return [
      ...(refused.length > 0 ? [`${refused.join('、')}会拒收其中一些，见上面“${LEVELS.refused}”的几行。`] : []),
      ...(unnamed.length > 0 ? [`发到${unnamed.join('、')}的课里有的还没有起名，见上面“${FIRST.zh}”的几行。`] : []),
      ...(gone.length > 0 ? [`${gone.join('、')}里缺了图片，见上面说图片的几行。`] : []),
      '文件都写好了；在课里改好，再发布一次就是。',
    ].join('')
  return [
    ...(refused.length > 0 ? [`${refused.join(', ')} would refuse some of it: see the lines above that begin with “refused”.`] : []),
    ...(unnamed.length > 0 ? [`Lessons for ${unnamed.join(', ')} have no names of their own yet: see the lines above that begin with “${FIRST.en}”.`] : []),
    ...(gone.length > 0 ? [`Pictures are missing for ${gone.join(', ')}: see the lines above about pictures.`] : []),
    'All files are written; mend it in the lessons, and publish again.',
  ].join(' ')
}

/** Seconds of a track, as its script tells them. */
function lengthsOf({ is = 0, least = 0 }: Finding['numbers'], language: Language): string[] {
  const [now, wanted] = [spokenLength(is * 1000), spokenLength(least * 1000)]
  return language === 'zh' ? [`现在 ${now}`, `至少 ${wanted}`] : [`${now} now`, `at least ${wanted}`]
}

/** Which picture of its lesson. */
function pictureOf({ number = 0 }: Finding['numbers'], language: Language): string[] {
  return [language === 'zh' ? `第 ${number} 张图` : `picture ${number}`]
}

/** How far from a limit, and which of several. */
function figuresOf({ is, most, least, ...others }: Finding['numbers'], language: Language): string[] {
  const isZh = language === 'zh'
  const now = is === undefined ? [] : [isZh ? `现在 ${is}` : `${is} now`]
  const limits = [
    ...(most === undefined ? [] : [isZh ? `最多 ${most}` : `at most ${most}`]),
    ...(least === undefined ? [] : [isZh ? `至少 ${least}` : `at least ${least}`]),
  ]
  return [
    ...now,
    ...limits,
    ...Object.entries(others)
      .filter(([name, value]) => name !== 'count' || value > 1)
      .map(([name, value]) => `${isZh ? (NAMES[name] ?? name) : name} ${value}`),
  ]
}

const NAMES: Readonly<Record<string, string>> = { number: '编号', count: '处数', level: '级别' }

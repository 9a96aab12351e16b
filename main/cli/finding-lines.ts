/** Findings as the terminal tells them: a sentence, where it is, and the words that are concerned. Their codes are those of `--json`. */
import type { Finding } from '#main/publishing/desk/finding.ts'
import { spokenLength } from '#main/publishing/ximalaya/script-text.ts'
import { findingSentences } from '#preload/contract/finding-sentences.ts'
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
  const figures = kind === 'track-short' ? lengthsOf(numbers, language) : figuresOf(numbers, language)
  if (language === 'zh')
    return `${LEVELS[level]}${title === null ? '' : `（《${title}》）`}：${said}${text === '' ? '' : `：“${text}”`}${figures.length > 0 ? `（${figures.join('，')}）` : ''}`
  const [first = '', ...rest] = said
  const where = title === null ? '' : ` in “${title}”`
  return `${level}${where}: ${first.toLowerCase()}${rest.join('')}${text === '' ? '' : `: “${text}”`}${figures.length > 0 ? ` (${figures.join(', ')})` : ''}`
}

const LEVELS: Readonly<Record<Level, string>> = { refused: '会被拒绝', lost: '会丢失', changed: '会改变', todo: '要你动手', advice: '建议' }

/** Seconds of a track, as its script tells them. */
function lengthsOf({ is = 0, least = 0 }: Finding['numbers'], language: Language): string[] {
  const [now, wanted] = [spokenLength(is * 1000), spokenLength(least * 1000)]
  return language === 'zh' ? [`现在 ${now}`, `至少 ${wanted}`] : [`${now} now`, `at least ${wanted}`]
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

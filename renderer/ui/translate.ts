/** The table of all strings, and the function that fills one in. Pure: the React side is in i18n.tsx. */
import { findingSentences } from '#preload/contract/finding-sentences.ts'
import { lossSentences } from '#preload/contract/loss-sentences.ts'
import { appTexts } from './texts/app.ts'
import { archiveTexts } from './texts/archive.ts'
import { backupTexts } from './texts/backups.ts'
import { editorTexts } from './texts/editor.ts'
import type { Entry } from './texts/entry.ts'
import { interchangeTexts } from './texts/interchange.ts'
import { kindTexts } from './texts/kinds.ts'
import { libraryTexts } from './texts/library.ts'
import { modelTexts } from './texts/models.ts'
import { objectTexts } from './texts/objects.ts'
import { panelTexts } from './texts/panels.ts'
import { pasteTexts } from './texts/paste.ts'
import { problemTexts } from './texts/problems.ts'
import { publishingTexts } from './texts/publishing.ts'
import { searchTexts } from './texts/search.ts'
import { synonymTexts } from './texts/synonyms.ts'
import { verdictTexts } from './texts/verdicts.ts'
import { voiceAtHandTexts } from './texts/voice-at-hand.ts'
import { versionTexts } from './texts/versions.ts'
import { voiceTexts } from './texts/voice.ts'
import { voiceWorksTexts } from './texts/voice-works.ts'
import { whyTexts } from './texts/why.ts'

/** Every string of the interface by key. */
export const texts = {
  ...appTexts,
  ...archiveTexts,
  ...backupTexts,
  ...editorTexts,
  ...findingSentences,
  ...kindTexts,
  ...interchangeTexts,
  ...panelTexts,
  ...libraryTexts,
  ...lossSentences,
  ...modelTexts,
  ...objectTexts,
  ...pasteTexts,
  ...problemTexts,
  ...publishingTexts,
  ...searchTexts,
  ...synonymTexts,
  ...verdictTexts,
  ...voiceAtHandTexts,
  ...versionTexts,
  ...voiceTexts,
  ...voiceWorksTexts,
  ...whyTexts,
}

export type Language = 'zh-CN' | 'en'
type AnyKey = keyof typeof texts

type Names<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never
type NamesOf<K extends AnyKey> = Names<(typeof texts)[K]['zh']>

/** Keys of the strings that need nothing filled in. */
export type TextKey = { [K in AnyKey]: [NamesOf<K>] extends [never] ? K : never }[AnyKey]

/** What a string needs filled in: nothing for most. */
type ValuesOf<K extends AnyKey> = [NamesOf<K>] extends [never] ? [] : [values: Readonly<Record<NamesOf<K>, string | number>>]

/** Answers the string of a key, filled in. Numbers are written as the language writes them. */
export type Translate = <K extends AnyKey>(key: K, ...values: ValuesOf<K>) => string

const plurals = new Intl.PluralRules('en')
const numbers = { 'zh-CN': new Intl.NumberFormat('zh-CN'), en: new Intl.NumberFormat('en') } satisfies Record<Language, Intl.NumberFormat>

function pattern(entry: Entry, language: Language, count: unknown): string {
  if (language === 'zh-CN') return entry.zh
  if (typeof entry.en === 'string') return entry.en
  return plurals.select(Number(count)) === 'one' ? entry.en.one : entry.en.other
}

/** The string of a key whose values are known only at run time, such as a problem's detail; a missing value is left empty. */
export function fillText(language: Language, key: AnyKey, values: Readonly<Record<string, string | number>> = {}): string {
  return pattern(texts[key], language, values['count']).replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? ''
    return typeof value === 'number' ? numbers[language].format(value) : value
  })
}

/** Makes the translating function of a language. */
export function translator(language: Language): Translate {
  return (key, ...values) => fillText(language, key, values[0])
}

/** The words of a text in every language, for finding what it stands for by any of them. */
export function wordsOf(key: TextKey): string[] {
  return (['zh-CN', 'en'] as const).flatMap((language) => fillText(language, key).split(' '))
}

/** The language to speak: the author's choice, or the first of the system's that is known, or Chinese. */
export function chooseLanguage(choice: 'system' | Language, preferred: readonly string[]): Language {
  if (choice !== 'system') return choice
  for (const tag of preferred) {
    if (/^zh\b/i.test(tag)) return 'zh-CN'
    if (/^en\b/i.test(tag)) return 'en'
  }
  return preferred.length > 0 ? 'en' : 'zh-CN'
}

/**
 * What authors are told of targets, and the settings that they can choose: little enough that the studio has it at hand, without anything
 * that makes files. A new target has a line here and one in `targets.ts`.
 */
import { LONGEST_TEXT, type OptionValue, type OptionValues, type TargetFacts, type TargetOption } from '#preload/contract/targets.ts'
import type { About, Says } from './desk/about.ts'
import { coverOf } from './covers/about.ts'
import { bookDefaults } from './desk/book.ts'
import { aboutBilibili } from './bilibili/about.ts'
import { aboutDocx } from './docx/about.ts'
import { aboutEpub } from './epub/about.ts'
import { aboutDedao, aboutXiaoe } from './handover/about.ts'
import { aboutJuejin } from './juejin/about.ts'
import { aboutMarkdown, markdownDefaults } from './markdown/about.ts'
import { coveredDefaults } from './pasted/article.ts'
import { aboutPdf } from './pdf/about.ts'
import { aboutWebsite } from './website/about.ts'
import { aboutWechat } from './wechat/about.ts'
import { aboutXimalaya, ximalayaDefaults } from './ximalaya/about.ts'
import { aboutZhihu, zhihuDefaults } from './zhihu/about.ts'

const known = {
  zhihu: { about: aboutZhihu, defaults: zhihuDefaults },
  ximalaya: { about: aboutXimalaya, defaults: ximalayaDefaults },
  wechat: { about: aboutWechat, defaults: coveredDefaults },
  juejin: { about: aboutJuejin, defaults: coveredDefaults },
  bilibili: { about: aboutBilibili, defaults: coveredDefaults },
  xiaoe: { about: aboutXiaoe, defaults: coveredDefaults },
  dedao: { about: aboutDedao, defaults: coveredDefaults },
  docx: { about: aboutDocx, defaults: bookDefaults },
  pdf: { about: aboutPdf, defaults: bookDefaults },
  epub: { about: aboutEpub, defaults: bookDefaults },
  website: { about: aboutWebsite, defaults: bookDefaults },
  markdown: { about: aboutMarkdown, defaults: markdownDefaults },
} satisfies Record<string, { about: About; defaults: object }>

export type TargetId = keyof typeof known
export const targetIds = Object.keys(known) as readonly TargetId[]

export function isTarget(id: string): id is TargetId {
  return Object.hasOwn(known, id)
}

export function factsOf(id: TargetId): TargetFacts {
  const {
    isHeard: _isHeard,
    isSigned: _isSigned,
    isAnew: _isAnew,
    keepsTex: _keepsTex,
    hasNoTitle: _hasNoTitle,
    says: _says,
    ofWhole: _ofWhole,
    isSeries: _isSeries,
    ...facts
  }: About = known[id].about
  return { id, ...facts }
}

/** Whether files of a target say who wrote them, however it is set. */
export function isSigned(id: TargetId): boolean {
  const { about }: { about: About } = known[id]
  return about.isSigned === true
}

/** What a target is as it is set (`givenTo`), as its `About` has it. */
export function asSet(id: TargetId, given: object): { readonly says: Says; readonly ofWhole: readonly string[]; readonly isSeries: boolean } {
  const { says, ofWhole, isSeries }: About = known[id].about
  return { says: says?.(given) ?? { whole: [], lessons: [] }, ofWhole: ofWhole?.(given) ?? [], isSeries: isSeries?.(given) ?? false }
}

/** All options of a target: those that are given, where they can be, and its own for the others. */
export function optionsOf(id: TargetId, given: Readonly<Record<string, unknown>>): OptionValues {
  const { about, defaults } = known[id]
  const own = new Map<string, unknown>(Object.entries({ ...defaults, ...('cover' in defaults ? { cover: defaults.cover.template } : {}) }))
  return Object.fromEntries(
    about.options.flatMap((option): [string, OptionValue][] => {
      const value = [fitting(option, given[option.name]), own.get(option.name)].find((each): each is OptionValue => canBe(option, each))
      return value === undefined ? [] : [[option.name, value]]
    }),
  )
}

/** Options as a target takes them, with what is the same for all targets and this one has a word for. */
export function givenTo(id: TargetId, options: OptionValues, shared: Readonly<Record<string, unknown>>): object {
  const own = Object.fromEntries(Object.entries(shared).filter(([name]) => Object.hasOwn(known[id].defaults, name)))
  const { cover, ...others } = options
  const chosen = coverOf(cover)
  return { ...others, ...(chosen === null ? {} : { cover: chosen }), ...own }
}

function canBe(option: TargetOption, value: unknown): value is OptionValue {
  switch (option.kind) {
    case 'choice':
      return option.choices.some((choice) => choice.value === value)
    case 'cover':
      return coverOf(value) !== null
    case 'several':
      return Array.isArray(value) && value.every((each) => option.choices.some((choice) => choice.value === each))
    case 'switch':
      return typeof value === 'boolean'
    case 'number':
      return typeof value === 'number' && value >= option.least && value <= option.most
    case 'text':
      return isText(value)
    case 'lessons':
    case 'words':
      return isWords(value)
  }
}

function isWords(value: unknown): value is Readonly<Record<string, string>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isText)
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST_TEXT
}

/** Of texts by lesson those that can be: one that can't takes no other away. */
function fitting(option: TargetOption, value: unknown): unknown {
  const isMixed = option.kind === 'lessons' && typeof value === 'object' && value !== null && !Array.isArray(value) && !isWords(value)
  return isMixed ? Object.fromEntries(Object.entries(value).filter(([, text]) => isText(text))) : value
}

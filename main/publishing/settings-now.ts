/** How a target is set: what the ledger keeps of it, so that what went out by other settings is known, and which these are. */
import { OtherFact } from '#preload/contract/targets.ts'
import { z } from '#preload/document/zod.ts'
import { hashOf } from './desk/hashes.ts'
import { hasCover } from './covers/about.ts'
import { factsOf, givenTo, isSigned, optionsOf, saidBy, type TargetId } from './facts.ts'

/** What of a course files may say beside its lessons. */
export interface CourseNames {
  readonly title: string
  readonly chapters: readonly { readonly title: string; readonly lessons: readonly { readonly id: string }[] }[]
}

export interface Settled {
  /** As the target takes them (`givenTo`). */
  readonly given: object
  readonly author: string
  readonly course: CourseNames
  /** Whether a model wrote some of a lesson, so that its label names somebody. */
  isLabelled(lesson: string): boolean
  /** Whether it holds a formula; absent where that is not asked. */
  hasFormula?(lesson: string): boolean
}

/** Settings as they are at one moment: of a course as a whole (null), or all that concern one lesson. */
export interface SettingsNow {
  /** What the ledger keeps of them. */
  kept(lesson: string | null): string
  /** Names of those that were others then, options and `OtherFact`s; null where none was, or nobody knows. Empty: it is not known which. */
  otherThan(then: string | null | undefined, lesson: string | null): readonly string[] | null
}

/** Where lessons stand is nothing that is set: marking one as published sets no other otherwise. */
const NO_SETTINGS = new Set(['addresses'])

type Named = readonly [name: string, value: unknown]

/**
 * What lessons share is read once, for a course may have hundreds. Whatever a target has by itself counts as not set, so that a new option of
 * a later version sets nothing otherwise.
 */
export function settingsNow(target: TargetId, settled: Settled): SettingsNow {
  const { given, author } = settled
  const usual = new Map<string, unknown>(Object.entries(givenTo(target, optionsOf(target, {}), { producer: '' })))
  const words = ownOptions(target)
  const options = Object.entries(given).filter(
    ([name, value]) => !NO_SETTINGS.has(name) && words.get(name) !== 'lessons' && hashOf(value) !== hashOf(usual.get(name) ?? ''),
  )
  const authored: Named[] = namesAuthor(target, given) && author !== '' ? [['author', author]] : []
  const ofLessons = options.filter(([name]) => words.get(name) !== 'text')
  const texts = [...words].flatMap(([name, kind]) => (kind === 'lessons' ? [[name, textsOf(name, given)] as const] : []))
  const textsFor = (lesson: string): Named[] => texts.flatMap(([name, all]) => (all.has(lesson) ? [[name, all.get(lesson)] as const] : []))
  const facts = factsFor(target, settled)
  const digest = digests()
  const kept = (own: readonly Named[]): string =>
    JSON.stringify(Object.fromEntries(own.map(([name, value]) => [name, digest(name, value)] as const).toSorted()))
  // The producer counts where a label names it.
  const isSet = ([name]: Named): boolean => name !== 'producer'
  const known = new Map<string | null, string>()
  const keptOf = (lesson: string | null): string => {
    const own = lesson === null ? options : [...ofLessons, ...textsFor(lesson)]
    const found = known.get(lesson) ?? kept([...own.filter(isSet), ...facts(lesson)])
    known.set(lesson, found)
    return found
  }
  const touches = touched(settled)
  const before = beforeNames([...options, ...authored], [...ofLessons, ...authored], textsFor)
  return {
    kept: keptOf,
    otherThan: (then, lesson) => {
      if (typeof then !== 'string') return null
      if (!then.startsWith('{')) return then === before(lesson) ? null : []
      const now = keptOf(lesson)
      const others = then === now ? [] : otherNames(then, now).filter((name) => touches(name, lesson))
      return others.length === 0 ? null : others
    },
  }
}

/** Settings that only formulas are written by. */
const OF_FORMULAS: ReadonlySet<string> = new Set(['formulas'])

/** Whether a setting makes anything of a lesson, or of the course, another. */
function touched({ course, hasFormula = () => true }: Settled): (name: string, lesson: string | null) => boolean {
  const isAny = course.chapters.some(({ lessons }) => lessons.some(({ id }) => hasFormula(id)))
  return (name, lesson) => !OF_FORMULAS.has(name) || (lesson === null ? isAny : hasFormula(lesson))
}

/** What the files of a target say beside lessons and options. */
function factsFor(target: TargetId, { given, author, course, isLabelled }: Settled): (lesson: string | null) => readonly Named[] {
  const producer = 'producer' in given && typeof given.producer === 'string' ? given.producer : ''
  const labelled = (producer || author).trim()
  const chapters = new Map(course.chapters.flatMap(({ title, lessons }) => lessons.map(({ id }) => [id, title] as const)))
  const isAnyLabelled = [...chapters.keys()].some(isLabelled)
  const [isAuthored, says] = [namesAuthor(target, given), saidBy(target, given)]
  const shown = course.chapters.flatMap(({ title, lessons }) => (lessons.length > 0 ? [title] : []))
  return (lesson) => {
    const said = lesson === null ? says.whole : says.lessons
    const facts: readonly (readonly [fact: OtherFact, isSaid: boolean, value: unknown])[] = [
      ['author', isAuthored, author],
      ['label', lesson === null ? isAnyLabelled : isLabelled(lesson), labelled],
      ['course', said.includes('course'), course.title],
      ['chapter', said.includes('chapter'), lesson === null ? shown : chapters.get(lesson)],
    ]
    return facts.flatMap(([fact, isSaid, value]) => (isSaid ? [[fact, value] as const] : []))
  }
}

/** What an author wrote for lessons one by one. */
function textsOf(name: string, given: object): ReadonlyMap<string, string> {
  const texts: unknown = Object.entries(given).find(([each]) => each === name)?.[1]
  const all: readonly [string, unknown][] = typeof texts === 'object' && texts !== null ? Object.entries(texts) : []
  return new Map(all.flatMap(([id, text]) => (typeof text === 'string' && text.trim() !== '' ? [[id, text]] : [])))
}

/** Enough to tell values of one setting apart. */
const DIGITS = 16

/** Each value is hashed once, for most lessons have the same. */
function digests(): (name: string, value: unknown) => string {
  const known = new Map<string, Map<unknown, string>>()
  return (name, value) => {
    const of = known.get(name) ?? new Map<unknown, string>()
    const found = of.get(value) ?? hashOf(value).slice(0, DIGITS)
    known.set(name, of.set(value, found))
    return found
  }
}

const Kept = z.record(z.string(), z.string()).catch({})

/** An option that is not kept is as the target has it by itself; of a fact that is not, nothing was said then, or is now. */
function otherNames(then: string, now: string): string[] {
  const [before, after] = [then, now].map((text) => Kept.parse(JSON.parse(text))) as [Record<string, string>, Record<string, string>]
  const isFact = (name: string): boolean => OtherFact.safeParse(name).success
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => before[name] !== after[name] && !(isFact(name) && (before[name] === undefined || after[name] === undefined)),
  )
}

/** What earlier versions kept: one hash of all settings, which no label and no title was among. */
function beforeNames(whole: readonly Named[], ofLessons: readonly Named[], textsFor: (lesson: string) => readonly Named[]): (lesson: string | null) => string {
  let common: string | null = null
  return (lesson) => {
    if (lesson === null) return hashOf(Object.fromEntries(whole))
    const own = textsFor(lesson)
    return own.length > 0 ? hashOf(Object.fromEntries([...ofLessons, ...own])) : (common ??= hashOf(Object.fromEntries(ofLessons)))
  }
}

/** The options of a target that are an author's own words, which are of one course. */
export function ownOptions(id: TargetId): ReadonlyMap<string, 'text' | 'lessons'> {
  return new Map(factsOf(id).options.flatMap(({ name, kind }) => (kind === 'text' || kind === 'lessons' ? [[name, kind] as const] : [])))
}

/** Whether files of it name who wrote the course: books, manuscripts, covers, and where the author is one of its words. A label does so by itself. */
function namesAuthor(target: TargetId, given: object): boolean {
  const { options } = factsOf(target)
  return isSigned(target) || hasCover(given) || options.some((option) => option.kind === 'text' && option.or === 'author')
}

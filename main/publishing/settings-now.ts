/** How a target is set: what the ledger keeps of it, so that what went out by other settings is known, and which these are. */
import { OtherFact } from '#preload/contract/targets.ts'
import { z } from '#preload/document/zod.ts'
import { hasCover } from './covers/about.ts'
import { hashOf } from './desk/hashes.ts'
import { lessonLinks, linkTo } from './desk/lesson-links.ts'
import { behindLinks } from './desk/linked-lessons.ts'
import { asSet, factsOf, givenTo, isSigned, optionsOf, type TargetId } from './facts.ts'

/** What of a course files may say beside its lessons. */
export interface CourseNames {
  readonly title: string
  readonly chapters: readonly { readonly title: string; readonly lessons: readonly { readonly id: string; readonly title: string }[] }[]
}

export interface Settled {
  /** As the target takes them (`givenTo`). */
  readonly given: object
  readonly author: string
  readonly course: CourseNames
  /** Whether a model wrote some of a lesson, so that its label names somebody. */
  isLabelled(lesson: string): boolean
  /** Whether it holds a formula, or a heading; absent where that is not asked. */
  hasFormula?(lesson: string): boolean
  hasHeading?(lesson: string): boolean
  /** Those of its links that lead to lessons; absent where that is not asked. */
  linksOf?(lesson: string): readonly string[]
  /** Those of these words that its text may hold; absent: all. */
  wordsIn?(lesson: string, words: readonly string[]): readonly string[]
}

/** Settings as they are at one moment: of a course as a whole (null), or all that concern one lesson. */
export interface SettingsNow {
  /** What the ledger keeps of them. */
  kept(lesson: string | null): string
  /** Names of those that were others then, options and `OtherFact`s; null where none was, or nobody knows. Empty: it is not known which. */
  otherThan(then: string | null | undefined, lesson: string | null): readonly string[] | null
}

/** Where lessons stand is nothing that is set: only those are other that link to them (`links`). */
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
  const held = heldBy(target, settled)
  const keptOf = (lesson: string | null): string => {
    const own = lesson === null ? options : [...ofLessons, ...textsFor(lesson)]
    const found = known.get(lesson) ?? kept([...own.filter(isSet).flatMap((option) => held(option, lesson)), ...facts(lesson)])
    known.set(lesson, found)
    return found
  }
  const touches = touched(target, settled)
  // Words were kept all together before: of a lesson that has them as they were nothing is other.
  const whole = new Map(options.flatMap(([name, value]) => (isOfWords(target, name) ? [[name, digest(name, value)]] : [])))
  const before = beforeNames([...options, ...authored], [...ofLessons, ...authored], textsFor)
  return {
    kept: keptOf,
    otherThan: (then, lesson) => {
      if (typeof then !== 'string') return null
      if (!then.startsWith('{')) return then === before(lesson) ? null : []
      const now = keptOf(lesson)
      const others = then === now ? [] : otherNames(then, now, whole).filter((name) => touches(name, lesson))
      return others.length === 0 ? null : others
    },
  }
}

/** Whether a setting makes anything of a lesson, or of the course, another: some are only of what not every text has. */
function touched(
  target: TargetId,
  { given, course, hasFormula = () => true, hasHeading = () => true }: Settled,
): (name: string, lesson: string | null) => boolean {
  const all = lessonsIn(course)
  const has: ReadonlyMap<string, (lesson: string) => boolean> = new Map([
    ['formulas', hasFormula],
    ['hasTransitions', hasHeading],
  ])
  const { ofWhole } = asSet(target, given)
  return (name, lesson) => {
    const isIn = has.get(name) ?? (() => true)
    return lesson === null ? all.length === 0 || all.some(isIn) || !has.has(name) : isIn(lesson) && !ofWhole.includes(name)
  }
}

/** Of words that an author explains, those that a lesson holds, or any of them. */
function heldBy(target: TargetId, { course, wordsIn = (_lesson, words) => words }: Settled): (option: Named, lesson: string | null) => readonly Named[] {
  const all = lessonsIn(course)
  return ([name, value], lesson) => {
    if (!isOfWords(target, name) || typeof value !== 'object' || value === null) return [[name, value]]
    const words = Object.keys(value)
    const held = new Set(lesson === null ? all.flatMap((id) => wordsIn(id, words)) : wordsIn(lesson, words))
    const own = Object.entries(value).filter(([word]) => held.has(word))
    return own.length > 0 ? [[name, Object.fromEntries(own)]] : []
  }
}

function isOfWords(target: TargetId, name: string): boolean {
  return factsOf(target).options.some((option) => option.name === name && option.kind === 'words')
}

function lessonsIn({ chapters }: CourseNames): readonly string[] {
  return chapters.flatMap(({ lessons }) => lessons.map(({ id }) => id))
}

/** What the links of a lesson come to that lead to lessons, where a target writes their addresses. Null: it has none, or they are the target's own. */
function ledBy(target: TargetId, { given, course, linksOf }: Settled): (lesson: string) => unknown {
  const addresses = 'addresses' in given ? given.addresses : null
  if (linksOf === undefined || typeof addresses !== 'object' || addresses === null) return () => null
  const [all, { isSeries }] = [lessonsIn(course), asSet(target, given)]
  const texts = Object.fromEntries(Object.entries(addresses).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
  return (lesson) => {
    const at = all.indexOf(lesson)
    const beside = isSeries ? [all[at - 1], all[at + 1]].flatMap((id) => (id === undefined ? [] : [linkTo(id)])) : []
    const links = [...new Set([...linksOf(lesson), ...beside])].toSorted()
    return links.length === 0 ? null : behindLinks(links, lessonLinks(course, { number: at + 1 }, texts, isSeries))
  }
}

/** What the files of a target say beside lessons and options. */
function factsFor(target: TargetId, settled: Settled): (lesson: string | null) => readonly Named[] {
  const { given, author, course, isLabelled } = settled
  const producer = 'producer' in given && typeof given.producer === 'string' ? given.producer : ''
  const labelled = (producer || author).trim()
  const chapters = new Map(course.chapters.flatMap(({ title, lessons }) => lessons.map(({ id }) => [id, title] as const)))
  const isAnyLabelled = [...chapters.keys()].some(isLabelled)
  const [isAuthored, { says }] = [namesAuthor(target, given), asSet(target, given)]
  const led = ledBy(target, settled)
  const shown = course.chapters.flatMap(({ title, lessons }) => (lessons.length > 0 ? [title] : []))
  return (lesson) => {
    const said = lesson === null ? says.whole : says.lessons
    const links = lesson === null ? null : led(lesson)
    const facts: readonly (readonly [fact: OtherFact, isSaid: boolean, value: unknown])[] = [
      ['author', isAuthored, author],
      ['label', lesson === null ? isAnyLabelled : isLabelled(lesson), labelled],
      ['course', said.includes('course'), course.title],
      ['chapter', said.includes('chapter'), lesson === null ? shown : chapters.get(lesson)],
      ['links', links !== null, links],
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

/** An option that is not kept is as the target has it by itself; of a fact that is not, nothing was said then, or is now. `whole`: what is as it was, too. */
function otherNames(then: string, now: string, whole: ReadonlyMap<string, string>): string[] {
  const [before, after] = [then, now].map((text) => Kept.parse(JSON.parse(text))) as [Record<string, string>, Record<string, string>]
  const isFact = (name: string): boolean => OtherFact.safeParse(name).success
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) =>
      before[name] !== after[name] &&
      (before[name] === undefined || before[name] !== whole.get(name)) &&
      !(isFact(name) && (before[name] === undefined || after[name] === undefined)),
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

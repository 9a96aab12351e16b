/** How a target is set, as a hash: what went out by other settings is known, whatever those were. */
import { hashOf } from './desk/hashes.ts'
import { factsOf, givenTo, optionsOf, ownOptions, type TargetId } from './facts.ts'

export interface Settled {
  /** As the target takes them (`givenTo`). */
  readonly given: object
  readonly author: string
}

/** Where lessons stand is nothing that is set: marking one as published sets no other otherwise. */
const NO_SETTINGS = new Set(['addresses'])

/** Of the settings of a course as a whole (null), or of all that concern one lesson. */
export type SettingsHashes = (lesson: string | null) => string

/**
 * What lessons share is read once, for a course may have hundreds. Whatever a target has by itself counts as not set, so that a new option of
 * a later version sets nothing otherwise.
 */
export function settingsHashes(target: TargetId, { given, author }: Settled): SettingsHashes {
  const usual = new Map<string, unknown>(Object.entries(givenTo(target, optionsOf(target, {}), { producer: '' })))
  const words = ownOptions(target)
  const set = Object.entries({ ...given, ...(namesAuthor(target, given) ? { author } : {}) }).filter(
    ([name, value]) => !NO_SETTINGS.has(name) && words.get(name) !== 'lessons' && hashOf(value) !== hashOf(usual.get(name) ?? ''),
  )
  const ofLessons = set.filter(([name]) => words.get(name) !== 'text')
  const [course, common] = [set, ofLessons].map((each) => hashOf(Object.fromEntries<unknown>(each))) as [string, string]
  const texts = [...words].flatMap(([name, kind]) => (kind === 'lessons' ? [[name, textsOf(name, given)] as const] : []))
  return (lesson) => {
    if (lesson === null) return course
    const own = texts.flatMap(([name, all]) => (all.has(lesson) ? [[name, all.get(lesson)] as const] : []))
    return own.length === 0 ? common : hashOf(Object.fromEntries<unknown>([...ofLessons, ...own]))
  }
}

/** What an author wrote for lessons one by one. */
function textsOf(name: string, given: object): ReadonlyMap<string, string> {
  const texts: unknown = Object.entries(given).find(([each]) => each === name)?.[1]
  const all: readonly [string, unknown][] = typeof texts === 'object' && texts !== null ? Object.entries(texts) : []
  return new Map(all.flatMap(([id, text]) => (typeof text === 'string' && text.trim() !== '' ? [[id, text]] : [])))
}

/** Made as Word documents lesson by lesson, each of which says who wrote it. */
const MANUSCRIPTS: ReadonlySet<TargetId> = new Set<TargetId>(['xiaoe', 'dedao'])

/** Whether files of it name who wrote the course: books, manuscripts, covers, and where the author is one of its words. */
function namesAuthor(target: TargetId, given: object): boolean {
  const { kind, options } = factsOf(target)
  return kind === 'book' || MANUSCRIPTS.has(target) || hasCover(given) || options.some((option) => option.kind === 'text' && option.or === 'author')
}

function hasCover(given: object): boolean {
  const cover: unknown = 'cover' in given ? given.cover : null
  return typeof cover === 'object' && cover !== null && 'template' in cover && cover.template !== 'none'
}

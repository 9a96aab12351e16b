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

/**
 * Settings of a course as a whole (null), or all that concern one lesson. Whatever a target has by itself counts as not set, so that a new
 * option of a later version sets nothing otherwise.
 */
export function settingsHash(target: TargetId, { given, author }: Settled, lesson: string | null): string {
  const usual = new Map<string, unknown>(Object.entries(givenTo(target, optionsOf(target, {}), { producer: '' })))
  const words = ownOptions(target)
  const set = Object.entries({ ...given, ...(namesAuthor(target, given) ? { author } : {}) }).filter(([name, value]) => {
    if (NO_SETTINGS.has(name) || words.get(name) === 'lessons') return false
    return !(words.get(name) === 'text' && lesson !== null) && hashOf(value) !== hashOf(usual.get(name) ?? '')
  })
  const ofLesson = lesson === null ? [] : [...words].flatMap(([name, kind]) => (kind === 'lessons' ? wordsOf(name, given, lesson) : []))
  return hashOf(Object.fromEntries<unknown>([...set, ...ofLesson]))
}

/** What an author wrote for this lesson alone. */
function wordsOf(name: string, given: object, lesson: string): [string, unknown][] {
  const texts = Object.entries(given).find(([each]) => each === name)?.[1] as unknown
  const text: unknown = typeof texts === 'object' && texts !== null ? Object.entries(texts).find(([id]) => id === lesson)?.[1] : undefined
  return typeof text === 'string' && text.trim() !== '' ? [[name, text]] : []
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

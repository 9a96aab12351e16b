/** What there is to say of a course at a target before anything is written: what its units say, and what advice there is. */
import type { TargetFinding } from '#preload/contract/findings.ts'
import { headingLevels } from '#preload/document/mending.ts'
import { PictureGoneError, whilePresent } from '../pictures/absent.ts'
import type { Convert } from '../pictures/kept-pictures.ts'
import { exportFor, opened, type TargetId } from '../targets.ts'
import { adviceFor, adviceOfTitles } from './advice.ts'
import { lessonOf, onlyLessons } from './chosen.ts'
import { namesIn } from './content.ts'
import { lessonsOf, type PublishedCourse } from './course.ts'
import { toldFindings } from './told.ts'
import type { Materials, Unit } from './target.ts'
import { hashOf, keyOf } from './hashes.ts'
import { type Finding, isPassing } from './finding.ts'

export interface Checking {
  readonly target: TargetId
  readonly course: PublishedCourse
  readonly options: object
  readonly materials: Materials
  readonly convert: Convert
  /** Null: all. */
  readonly lessons: ReadonlySet<string> | null
  readonly signal: AbortSignal
}

/** Findings of units by what they were made from: a check after one changed word makes one unit. */
export class KnownFindings {
  readonly #known = new Map<string, readonly Finding[]>()
  readonly #most = 2000

  get(key: string): readonly Finding[] | undefined {
    return this.#known.get(key)
  }

  put(key: string, findings: readonly Finding[]): void {
    this.#known.set(key, findings)
    const [oldest] = this.#known.keys()
    if (this.#known.size > this.#most && oldest !== undefined) this.#known.delete(oldest)
  }
}

/** Part by part: how many there are of how many, and what was found in this one. */
export async function* checked(
  { target, course, options, materials, convert, lessons, signal }: Checking,
  known: KnownFindings,
): AsyncGenerator<{ done: number; total: number; findings: TargetFinding[] }> {
  const { about } = opened(target)
  const whole = lessons !== null && about.makes === 'course' ? onlyLessons(course, lessons) : course
  const placed = lessonsOf(whole)
  const docs = new Map(placed.map(({ id, doc }) => [id, doc]))
  const titles = new Map(placed.map(({ id, title }) => [id, title]))
  const isLesson = (id: string): boolean => docs.has(id)
  const unitsNow = () =>
    whilePresent(async () => {
      const { version, units: all } = await exportFor(target, whole, materials, { convert, signal, options })
      return { version, units: all.filter(({ id }) => lessons === null || !isLesson(lessonOf(id)) || lessons.has(lessonOf(id))) }
    })
  const { version, units } = await unitsNow()
  const everyName = hashOf(placed.map(({ doc }) => namesIn(doc)))
  /** Findings lie at blocks by their names, which say nothing of what is made: the same text pasted anew has others. */
  const placesOf = ({ id }: Unit): unknown => {
    const doc = docs.get(lessonOf(id))
    return doc ? namesIn(doc) : everyName
  }
  const findingsOf = async (unit: Unit): Promise<readonly Finding[]> => {
    const key = keyOf(target, version, [unit.id, unit.input, placesOf(unit)])
    const found = known.get(key) ?? (unit.findings ? await unit.findings(signal) : (await unit.make(signal)).findings)
    // What was not made because nobody waits for it any more is no finding.
    signal.throwIfAborted()
    if (!found.some(({ kind }) => isPassing(kind))) known.put(key, found)
    return found
  }
  const chosen = placed.filter(({ id }) => lessons === null || lessons.has(id))
  const ofTitles = adviceOfTitles(course, chosen, about, options)
  const levels = headingLevels(chosen.map(({ doc }) => doc))
  // There is something to say also where nothing is made.
  if (units.length === 0) yield { done: 0, total: 0, findings: toldFindings(target, ofTitles, () => null) }
  for (const [index, unit] of units.entries()) {
    signal.throwIfAborted()
    const found = await findingsOf(unit).catch((error: unknown) => {
      if (!(error instanceof PictureGoneError)) throw error
      return whilePresent(async () => {
        const now = (await unitsNow()).units[index]
        return now ? findingsOf(now) : []
      })
    })
    const advised = chosen.filter(({ id }) => (isLesson(unit.id) ? id === unit.id : index === 0 && !units.some((each) => isLesson(each.id))))
    const advice = [...(index === 0 ? ofTitles : []), ...advised.flatMap(({ id, doc }) => adviceFor(id, doc, about.isHeard))]
    yield {
      done: index + 1,
      total: units.length,
      findings: toldFindings(
        target,
        [...found, ...advice],
        (id) => docs.get(id) ?? null,
        (id) => titles.get(id) ?? null,
        levels,
      ),
    }
  }
}

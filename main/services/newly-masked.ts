/**
 * Works that hold what is masked now and was not at an earlier time: what a run goes on learning, or a voice has learnt. The index says which
 * works of the archive may; those, and lessons, are read once for each text that they have, whatever else changes.
 */
import { questionOf } from '#main/archive/grams.ts'
import { type Masking, maskingOf, wordsOfValue } from '#main/archive/masking.ts'
import type { WorkLine } from '#preload/contract/works.ts'
import type { Archive } from './archive-keep.ts'
import type { ArchiveLearning } from './archive-learning.ts'
import { lessonOf } from './archive-lessons.ts'
import type { MasksThen } from './run-record.ts'

/** As many works are read to see whether they hold a word; of more the index is believed, which tells too many rather than too few. */
const mostRead = 200

/** What is masked since one time. */
interface Since {
  readonly was: Masking
  readonly words: readonly string[]
  readonly values: readonly string[]
  /** Works that may hold it. Of one revision of the archive. */
  likely: { readonly revision: number; readonly rows: ReadonlyMap<string, Likely> } | null
  /** What was found in texts, by what they are told. */
  readonly found: Map<string, { readonly stamp: string; readonly isIn: boolean }>
}

/** A work that the index names. `isBelieved`: by so many that none of them is read. */
interface Likely {
  readonly hash: string
  readonly title: string
  readonly isBelieved: boolean
}

/** A work that is asked for. `hash`: of what it said; where it says something else by now, nothing is known of it. */
interface Asked {
  readonly id: string
  readonly hash?: string | undefined
}

interface Told {
  /** What its text is told by; null where the index is believed. */
  readonly stamp: string | null
  /** Of what it says now. */
  hash(): string | undefined
  /** All that it says, its title too. */
  text(): string
}

export class NewlyMasked {
  readonly #archive: Archive
  readonly #learning: ArchiveLearning
  /** Of one masking, by what is masked since. */
  #known: { readonly now: Masking; readonly since: Map<string, Since> } | null = null

  constructor(archive: Archive, learning: ArchiveLearning) {
    this.#archive = archive
    this.#learning = learning
  }

  /** Those of some works that hold it. Throws as the archive does. */
  among(before: MasksThen, works: readonly Asked[]): ReadonlySet<string> {
    const since = this.#since(before)
    if (since.words.length === 0 && since.values.length === 0) return new Set()
    const tell = this.#telling(since)
    return new Set(works.flatMap((work) => (this.#holds(since, work, tell(work.id)) ? [work.id] : [])))
  }

  #since(before: MasksThen): Since {
    const { masks, masking: now } = this.#learning.masks
    if (this.#known?.now !== now) this.#known = { now, since: new Map() }
    const key = JSON.stringify(before)
    const known = this.#known.since.get(key)
    if (known) return known
    const [words, released] = [new Set(before.words), new Set(masks.released)]
    const since: Since = {
      was: maskingOf({ words: [...before.words], released: [...(before.released ?? masks.released)] }),
      words: masks.words.filter((word) => !words.has(word)),
      values: (before.released ?? []).filter((value) => !released.has(value)),
      likely: null,
      found: new Map(),
    }
    this.#known.since.set(key, since)
    return since
  }

  /** Tells a text of each work that may hold it; undefined of the others. */
  #telling(since: Since): (id: string) => Told | undefined {
    const { lessons } = this.#learning
    const rows = this.#likely(since)
    const all = new Map(lessons.all().map((lesson) => [lesson.id, lesson]))
    return (id) => {
      const lesson = all.get(lessonOf(id) ?? '')
      if (lesson) {
        const read = () => lessons.read(lesson)
        return { stamp: `${lesson.revision} ${lesson.title}`, hash: () => read()?.facts.hash, text: () => textOf(lesson.title, read()?.lines) }
      }
      const row = rows.get(id)
      if (row === undefined) return undefined
      return {
        stamp: row.isBelieved ? null : `${row.hash} ${row.title}`,
        hash: () => row.hash,
        text: () => {
          const read = this.#learning.lines(id)
          return textOf(read?.work.title ?? '', read?.lines)
        },
      }
    }
  }

  #likely(since: Since): ReadonlyMap<string, Likely> {
    const { revision } = this.#archive
    if (since.likely?.revision === revision) return since.likely.rows
    const named = new Map<string, Likely>()
    for (const asked of [...since.words.map((word) => [word]), ...since.values.map(wordsOfValue)]) {
      const rows = this.#archive.read((works) => works.candidates(questionOf(asked)))
      const isBelieved = rows.length > mostRead
      for (const { id, hash, title } of rows) if (isBelieved || !named.has(id)) named.set(id, { hash, title, isBelieved })
    }
    since.likely = { revision, rows: named }
    return named
  }

  #holds({ was, found }: Since, { id, hash }: Asked, told: Told | undefined): boolean {
    if (told === undefined || (hash !== undefined && told.hash() !== hash)) return false
    if (told.stamp === null) return true
    const known = found.get(id)
    if (known?.stamp === told.stamp) return known.isIn
    const isIn = isMore(this.#learning.masks.masking, was, told.text())
    found.set(id, { stamp: told.stamp, isIn })
    return isIn
  }
}

function textOf(title: string, lines: readonly WorkLine[] | null = null): string {
  return [title, ...(lines ?? []).map(({ text }) => text)].join('\n')
}

/** Whether more of a text is masked than was. */
function isMore(now: Masking, was: Masking, text: string): boolean {
  const places = now.placesIn(text)
  if (places.length === 0) return false
  const before = was.placesIn(text)
  return places.some((place) => !before.some(({ from, to }) => from <= place.from && to >= place.to))
}

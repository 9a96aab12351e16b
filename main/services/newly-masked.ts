/**
 * Works that hold what is masked now and was not at an earlier time: what a run goes on learning, or a voice has learnt. The index says which
 * works of the archive may; those, and lessons, are read once for each text that they have, for all runs and voices, whatever else changes.
 */
import { questionOf } from '#main/archive/grams.ts'
import { type Masking, maskingOf, wordsOfValue } from '#main/archive/masking.ts'
import { type PersonalPlace, personalIn } from '#main/archive/personal.ts'
import type { WorkRow } from '#main/store/works.ts'
import type { WorkLine } from '#preload/contract/works.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { Archive } from './archive-keep.ts'
import type { ArchiveLearning } from './archive-learning.ts'
import { lessonOf } from './archive-lessons.ts'
import { paced } from './paced.ts'
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

/** Works that are asked for, and what was masked then. */
export interface AskedSince {
  readonly before: MasksThen
  readonly works: readonly Asked[]
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

/** A text that was read, and what is masked in it now. */
interface Text {
  readonly id: string
  readonly stamp: string
  readonly text: string
  readonly byForm: readonly PersonalPlace[]
  readonly places: readonly PersonalPlace[]
}

/** What is known of one masking, by what was masked before; of texts the last one alone, which is asked for once for each voice. */
interface Known {
  readonly now: Masking
  readonly since: Map<string, Since>
  last: Text | null
}

export class NewlyMasked {
  readonly #archive: Archive
  readonly #learning: ArchiveLearning
  #known: Known | null = null
  /** What personal data texts hold whatever is masked, by their works: most of what looking at one takes. */
  readonly #byForm = new Map<string, Pick<Text, 'stamp' | 'byForm'>>()
  /** What the index says of one revision of the archive, by what it was asked. */
  #rows: { readonly revision: number; readonly of: Map<string, readonly WorkRow[]> } | null = null

  constructor(archive: Archive, learning: ArchiveLearning) {
    this.#archive = archive
    this.#learning = learning
  }

  /** Those of some works that hold it. Throws as the archive does. */
  among(before: MasksThen, works: readonly Asked[]): ReadonlySet<string> {
    const since = this.#since(before)
    if (since.words.length === 0 && since.values.length === 0) return new Set()
    const tell = this.#telling(since, this.#learning.lessons.all())
    return new Set(works.flatMap((work) => (this.#holds(since, work, tell(work.id)) ? [work.id] : [])))
  }

  /** Reads what `among` would, a work after the other, each for all that ask for it, and lets others have their turn between them. */
  async readAhead(all: readonly AskedSince[], signal: AbortSignal): Promise<void> {
    try {
      if (this.#archive.workspace.isReadable()) await this.#readAhead(all, signal)
    } catch (error) {
      // Whoever asks for it then meets the same, and can tell of it.
      if (!(error instanceof Problem)) throw error
    }
  }

  async #readAhead(all: readonly AskedSince[], signal: AbortSignal): Promise<void> {
    const { masking } = this.#learning.masks
    const { revision } = this.#archive
    const askers = new Map<string, { readonly work: Asked; readonly since: Since; readonly tell: (id: string) => Told | undefined }[]>()
    const lessons = this.#learning.lessons.all()
    for await (const { before, works } of paced(all, signal)) {
      const since = this.#since(before)
      if (since.words.length === 0 && since.values.length === 0) continue
      const tell = this.#telling(since, lessons)
      for (const work of works) askers.set(work.id, [...(askers.get(work.id) ?? []), { work, since, tell }])
    }
    for await (const [id, asked] of paced([...askers], signal)) {
      // What changed meanwhile is looked at anew by whoever hears of it.
      if (this.#learning.masks.masking !== masking || this.#archive.revision !== revision) return
      for (const { work, since, tell } of asked) this.#holds(since, work, tell(id))
    }
  }

  /** Of the masking of now. */
  #now(): Known {
    const now = this.#learning.masks.masking
    if (this.#known?.now !== now) this.#known = { now, since: new Map(), last: null }
    return this.#known
  }

  #since(before: MasksThen): Since {
    const [{ masks }, now] = [this.#learning.masks, this.#now()]
    const key = JSON.stringify(before)
    const known = now.since.get(key)
    if (known) return known
    const [words, released] = [new Set(before.words), new Set(masks.released)]
    const since: Since = {
      was: maskingOf({ words: [...before.words], released: [...(before.released ?? masks.released)] }),
      words: masks.words.filter((word) => !words.has(word)),
      values: (before.released ?? []).filter((value) => !released.has(value)),
      likely: null,
      found: new Map(),
    }
    now.since.set(key, since)
    return since
  }

  /** Tells a text of each work that may hold it; undefined of the others. */
  #telling(since: Since, among: ReturnType<ArchiveLearning['lessons']['all']>): (id: string) => Told | undefined {
    const { lessons } = this.#learning
    const rows = this.#likely(since)
    const all = new Map(among.map((lesson) => [lesson.id, lesson]))
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
      const rows = this.#rowsFor(asked)
      const isBelieved = rows.length > mostRead
      for (const { id, hash, title } of rows) if (isBelieved || !named.has(id)) named.set(id, { hash, title, isBelieved })
    }
    since.likely = { revision, rows: named }
    return named
  }

  #rowsFor(asked: readonly string[]): readonly WorkRow[] {
    const { revision } = this.#archive
    if (this.#rows?.revision !== revision) this.#rows = { revision, of: new Map() }
    const question = questionOf(asked)
    const known = this.#rows.of.get(question ?? '')
    if (known) return known
    const rows = this.#archive.read((works) => works.candidates(question))
    this.#rows.of.set(question ?? '', rows)
    return rows
  }

  #holds({ was, found }: Since, { id, hash }: Asked, told: Told | undefined): boolean {
    if (told === undefined || (hash !== undefined && told.hash() !== hash)) return false
    if (told.stamp === null) return true
    const known = found.get(id)
    if (known?.stamp === told.stamp) return known.isIn
    const { text, byForm, places } = this.#textOf(id, told.stamp, told)
    const isIn = places.length > 0 && isMore(places, was.placesIn(text, byForm))
    found.set(id, { stamp: told.stamp, isIn })
    return isIn
  }

  #textOf(id: string, stamp: string, told: Told): Text {
    const known = this.#now()
    if (known.last?.id === id && known.last.stamp === stamp) return known.last
    const [text, read] = [told.text(), this.#byForm.get(id)]
    const byForm = read?.stamp === stamp ? read.byForm : personalIn(text)
    this.#byForm.set(id, { stamp, byForm })
    known.last = { id, stamp, text, byForm, places: known.now.placesIn(text, byForm) }
    return known.last
  }
}

function textOf(title: string, lines: readonly WorkLine[] | null = null): string {
  return [title, ...(lines ?? []).map(({ text }) => text)].join('\n')
}

/** Whether there is a place among some that lies in none of the places of before; both are in order. */
function isMore(now: readonly PersonalPlace[], before: readonly PersonalPlace[]): boolean {
  let at = 0
  return now.some(({ from, to }) => {
    while ((before[at]?.to ?? Infinity) <= from) at += 1
    const place = before[at]
    return place === undefined || place.from > from || place.to < to
  })
}

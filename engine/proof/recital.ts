/**
 * What was generated and stands word by word in learnt works. What was generated is kept, by its windows, and the works pass by once, one
 * at a time: of an archive of any size only sketches of works that are alike in something are kept. Blanks and line ends count for nothing,
 * as they are set differently. Copies of one work, whole or within another, are one source: what stands in three of them is still recited.
 */
import { recitalWindow } from '#preload/document/recital.ts'
import { Sources } from './sources.ts'
import { longestRecited } from './verdict.ts'

/** What stands in more works that are no copies of one another is how the author says things, and recites none of them. */
const mostSourcesOfOwn = 2
/** What stands in so many is said in a set form, by the author or in a law, and recites none up to so many characters. */
const [fewestOfForm, longestForm] = [5, 200]
const mostPassages = 5
const longestPassage = 1000

/** A text that is generated and stands in a learnt work. */
export interface RecitedRun {
  readonly work: string
  readonly text: string
}

/** What of that which was generated is recited. */
export interface Recited {
  /** Of all different windows, those that stand in a learnt work. */
  readonly share: number
  /** Of all different windows, those that stand in one or two, their copies not counted. */
  readonly own: number
  /** Characters of the longest run of such windows; one that is longer than may be recited at all counts in whichever works it stands, unless it is a set form. */
  readonly longest: number
  /** The longest of these runs, none within another. */
  readonly passages: readonly RecitedRun[]
}

interface Place {
  readonly text: string
  readonly at: number
}

interface Window {
  readonly places: Place[]
  /** Works that it stands in. */
  readonly sources: number[]
  /** How many those are of which none is a copy of another, as far as that matters; known at the end. */
  independent: number
}

export class RecitalSearch {
  readonly #windows = new Map<string, Window>()
  readonly #sources = new Sources()
  /** By where they begin in what was generated: the longest run that some work has from there on. */
  readonly #runs = new Map<string, Map<number, { readonly length: number; readonly work: string }>>()

  constructor(generated: readonly string[]) {
    for (const text of new Set(generated.map(withoutBlanks))) {
      for (let at = 0; at + recitalWindow <= text.length; at++) {
        const key = text.slice(at, at + recitalWindow)
        const window = this.#windows.get(key) ?? { places: [], sources: [], independent: 0 }
        window.places.push({ text, at })
        this.#windows.set(key, window)
      }
    }
  }

  /** Looks through a work. A work's pieces are one text: nothing is found across them. */
  read(work: string, text: string): void {
    if (this.#windows.size === 0) return
    const plain = withoutBlanks(text)
    const source = this.#sources.next
    let isFound = false
    for (let at = 0; at + recitalWindow <= plain.length; at++) {
      const window = this.#windows.get(plain.slice(at, at + recitalWindow))
      if (!window) continue
      isFound = true
      if (window.sources.at(-1) !== source) window.sources.push(source)
      for (const place of window.places) if (!isWithinRun(place, plain, at)) this.#found(place, runLength(place, plain, at), work)
    }
    if (isFound) this.#sources.add(work, text)
  }

  /** Looks through a work that was not learnt, once all are read that were: where it says the same, the author does so in more works than one. */
  compare(work: string, text: string): void {
    const plain = withoutBlanks(text)
    const source = this.#sources.next
    let isFound = false
    for (let at = 0; at + recitalWindow <= plain.length; at++) {
      const window = this.#windows.get(plain.slice(at, at + recitalWindow))
      // What stands in no learnt work can't be known by heart.
      if (!window || window.sources.length === 0) continue
      isFound = true
      if (window.sources.at(-1) !== source) window.sources.push(source)
    }
    if (isFound) this.#sources.add(work, text)
  }

  #found({ text, at }: Place, length: number, work: string): void {
    const runs = this.#runs.get(text) ?? new Map<number, { length: number; work: string }>()
    this.#runs.set(text, runs)
    const known = runs.get(at)
    if (!known || length > known.length || (length === known.length && work < known.work)) runs.set(at, { length, work })
  }

  result(): Recited {
    const all = [...this.#windows.values()]
    for (const window of all) window.independent = this.#sources.independent(window.sources, fewestOfForm)
    const share = (windows: readonly Window[]) => (all.length === 0 ? 0 : windows.length / all.length)
    const passages = this.#ownRuns()
    return {
      share: share(all.filter(({ sources }) => sources.length > 0)),
      own: share(all.filter(isOwn)),
      longest: passages[0]?.text.length ?? 0,
      passages: passages.slice(0, mostPassages).map(({ work, text }) => ({ work, text: text.slice(0, longestPassage) })),
    }
  }

  /** Runs without what the author says in several works; the longest first, none within another. */
  #ownRuns(): RecitedRun[] {
    const runs = [...this.#runs].flatMap(([text, found]) =>
      [...found].flatMap(([at, { length, work }]) => this.#partsOf(text.slice(at, at + length)).map((part) => ({ work, text: part }))),
    )
    const chosen: RecitedRun[] = []
    for (const run of runs.sort(longestFirst)) if (!chosen.some(({ text }) => text.includes(run.text))) chosen.push(run)
    return chosen
  }

  /** What of a run counts: without set forms what is long, and of the rest what is in few works. */
  #partsOf(run: string): string[] {
    if (run.length > longestForm) return [run]
    return this.#within(run, ({ independent }) => independent < fewestOfForm).flatMap((part) =>
      part.length > longestRecited ? [part] : this.#within(part, isOwn),
    )
  }

  /** The parts of a run of which every window is such a one. */
  #within(run: string, isSuch: (window: Window) => boolean): string[] {
    const parts: string[] = []
    let from: number | null = null
    for (let at = 0; at + recitalWindow <= run.length + 1; at++) {
      const window = this.#windows.get(run.slice(at, at + recitalWindow))
      if (window && isSuch(window)) from ??= at
      else if (from !== null) {
        parts.push(run.slice(from, at - 1 + recitalWindow))
        from = null
      }
    }
    return parts
  }
}

function longestFirst(a: RecitedRun, b: RecitedRun): number {
  return b.text.length - a.text.length || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)
}

function isOwn({ independent }: Window): boolean {
  return independent > 0 && independent <= mostSourcesOfOwn
}

/** Whether the character before is alike too, so that this window was met a place before. */
function isWithinRun({ text, at }: Place, work: string, found: number): boolean {
  return at > 0 && found > 0 && text[at - 1] === work[found - 1]
}

function runLength({ text, at }: Place, work: string, found: number): number {
  let length = recitalWindow
  while (at + length < text.length && text[at + length] === work[found + length]) length++
  return length
}

function withoutBlanks(text: string): string {
  return text.replaceAll(/\s+/g, '')
}

/**
 * What the model reads: the headings above the caret and as much of the text before it as fits. The text's
 * beginning, once chosen, is kept for as long as it can be, so that a keystroke leaves all earlier tokens
 * as they are and only the new ones have to be evaluated; when it must move, it moves far.
 */

/** What is known about the place where the author writes. Plain text, `# ` before headings, a blank line between blocks. */
export interface Place {
  readonly course: string
  readonly chapter: string
  readonly lesson: string
  /** Headings above the caret that `before` does not reach, outermost first. */
  readonly headings: readonly string[]
  readonly before: string
}

/** A prompt: the head, then the window. The next one is built from it. */
export interface Prompt {
  readonly head: string
  /** The text before the caret, from the chosen beginning on. */
  readonly window: string
  /** Where the window begins in the text that was given. */
  readonly start: number
}

/** What fits: tells whether a head and a window together take at most this share of the room, 0…1. */
export type Fits = (text: string, share: number) => boolean

/**
 * How full a newly chosen window is, so that there is room to type before it has to move, and the first suggestion at a
 * place is not waited for long. Measured (engine/LOG.md).
 */
const freshShare = 0.4
/** From this share on a window will have to move soon. */
const soonFull = 0.8
/** How much of the room a window that moves leaves behind: little enough to know the subject, much enough to move seldom. */
const droppedShare = 0.4
/** A window that is fuller than this after it has moved, because much was pasted, would have to move again at once. */
const movedShare = 0.75
/** Below this share an old window is too short to be kept when more text stands before it. */
const leastShare = 0.25
/** The page sends the last 4,000 characters or so. What is longer than this may have been cut there, and begins elsewhere with the next keystroke. */
const surelyWhole = 2000
/** So many characters further on, the caret is surely near to where it was. */
const nearby = 200
/** Compared to find an old window's beginning again. */
const anchorLength = 64

/** The prompt for a place, with the same beginning as the previous one where that still serves. */
export function buildPrompt(place: Place, previous: Prompt | null, fits: Fits): Prompt {
  const start = previous === null ? null : startFrom(place, previous, fits)
  return promptFrom(place, start ?? freshStart(place, fits))
}

/** The prompt of the same place once its window has moved; null while it need not move soon. It can be read before it is needed. */
export function promptAhead(place: Place, { head, window, start }: Prompt, fits: Fits): Prompt | null {
  if (fits(head + window, soonFull)) return null
  const moved = movedStart(place, start, window, fits)
  return moved === null ? null : promptFrom(place, moved)
}

function promptFrom(place: Place, start: number): Prompt {
  return { head: headFor(place, start), window: place.before.slice(start), start }
}

function fitsFrom(place: Place, start: number, share: number, fits: Fits): boolean {
  const { head, window } = promptFrom(place, start)
  return fits(head + window, share)
}

/** Where the previous window begins in the text of now, as it was or moved, or null where it is better to choose anew. */
function startFrom(place: Place, previous: Prompt, fits: Fits): number | null {
  const start = previousStart(place.before, previous)
  if (start === null || isFarBehind(place, start + previous.window.length, fits)) return null
  if (start < 0 || !fitsFrom(place, start, 1, fits)) return movedStart(place, start, previous.window, fits)
  const short = start > 0 && fitsFrom(place, start, leastShare, fits)
  return short && freshStart(place, fits) < start ? null : start
}

/** Whether more stands between the old window's end and the caret than a new window would hold: reading that is quicker. */
function isFarBehind({ before }: Place, end: number, fits: Fits): boolean {
  return before.length - end > nearby && !fits(before.slice(Math.max(0, end)), freshShare)
}

/**
 * Where a full window begins after it has moved: behind about half of what it holds. It follows from the window's
 * first half alone, so that it is the same however long before it is needed it was read. Null where it does not serve.
 */
function movedStart(place: Place, start: number, window: string, fits: Fits): number | null {
  const text = start < 0 ? window.slice(0, -start) + place.before : place.before.slice(start)
  const dropped = firstFitting(beginnings(text), (end) => !fits(text.slice(0, end), droppedShare))
  if (dropped === undefined || start + dropped < 0 || !fitsFrom(place, start + dropped, movedShare, fits)) return null
  return start + dropped
}

/**
 * The same place as before, or where the page's text has moved it to; below 0 where the page has left its beginning
 * behind. Text that repeats itself has more than one such place: the likest one counts.
 */
function previousStart(before: string, { window, start }: Prompt): number | null {
  const anchor = window.slice(0, anchorLength)
  if (start === 0 && (anchor.startsWith(before) || before.startsWith(anchor))) return 0
  if (anchor.length < anchorLength) return null
  if (before.startsWith(anchor, start)) return start
  let best: { at: number; common: number } | null = null
  for (let at = before.indexOf(anchor); at >= 0; at = before.indexOf(anchor, at + 1)) {
    const common = commonLength(before, at, window)
    if (!best || common > best.common) best = { at, common }
  }
  return best?.at ?? leftBehind(before, window)
}

function leftBehind(before: string, window: string): number | null {
  const at = before.length < anchorLength ? -1 : window.indexOf(before.slice(0, anchorLength))
  return at > 0 ? -at : null
}

function commonLength(text: string, from: number, other: string): number {
  let length = 0
  while (length < other.length && from + length < text.length && text.charAt(from + length) === other.charAt(length)) length++
  return length
}

/** The earliest beginning of a block or sentence from which everything fits with room to spare. */
function freshStart(place: Place, fits: Fits): number {
  const { before } = place
  const least = before.length > surelyWhole ? before.length * 0.2 : 0
  if (least === 0 && fitsFrom(place, 0, freshShare, fits)) return 0
  const starts = beginnings(before).filter((start) => start >= least)
  return firstFitting(starts, (start) => fitsFrom(place, start, freshShare, fits)) ?? lastResort(place, fits)
}

/** Binary search: the later the beginning, the less text. Undefined where not even the last one fits. */
function firstFitting(starts: readonly number[], serves: (start: number) => boolean): number | undefined {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (serves(starts[middle] ?? 0)) high = middle
    else low = middle + 1
  }
  return starts[low]
}

/** A block without a sentence's end: any whole character may begin it. */
function lastResort(place: Place, fits: Fits): number {
  const { before } = place
  const every = Array.from({ length: Math.floor(before.length / 16) }, (_, step) => wholeCharacter(before, (step + 1) * 16))
  return firstFitting(every, (start) => fitsFrom(place, start, freshShare, fits)) ?? before.length
}

/** Where blocks and sentences begin, in order. The empty rest after the last one is none. */
function beginnings(text: string): number[] {
  const found: number[] = []
  for (const match of text.matchAll(/\n\n+|[。！？][”’」』）]*/g)) {
    const at = match.index + match[0].length
    if (at < text.length && text.charAt(at) !== '\n') found.push(at)
  }
  return found
}

function wholeCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at
}

/**
 * Titles as headings, the way a document of the training text begins, and the heading under which the
 * window begins where it has lost it.
 */
function headFor(place: Place, start: number): string {
  const lost = start > 0 && !place.before.startsWith('#', start) ? headingBefore(place, start) : null
  const lines = [place.course, place.chapter, place.lesson, lost ?? ''].map((line) => line.replace(/\s+/g, ' ').trim())
  const distinct = lines.filter((line, at) => line !== '' && lines.indexOf(line) === at)
  return distinct.map((line) => `# ${line}\n\n`).join('')
}

function headingBefore(place: Place, start: number): string | null {
  const headings = [...place.before.slice(0, start).matchAll(/^#+ (.*)$/gm)]
  return headings.at(-1)?.[1] ?? place.headings.at(-1) ?? null
}

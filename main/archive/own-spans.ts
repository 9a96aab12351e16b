/** Two texts beside each other: what of one the other has not. */

/** As many letters in a row are the same passage. */
const run = 6
/** What lies closer together is one place. */
const gap = 4
/** A line of no more letters, such as a title, is one thing: put together of what stands here and there in the other, it is not in it. */
const shortLine = 40
/** So much may have been put in, or taken out, between parts of one place. */
const slack = 12
/** Places of a passage in the other text that are told apart; what is said more often is at home everywhere. */
const mostPlaces = 4
/** Of the other text looked at in one go: some milliseconds. */
const atOnce = 50_000

/**
 * Places of a text that do not stand in another, in order. Spaces and signs make no difference. The text is one that is shown, the
 * other may be a long book: it is looked through piece by piece, and between them others have their turn by `pause`.
 */
export async function ownSpans(text: string, other: string, pause: () => Promise<void> = async () => undefined): Promise<[number, number][]> {
  const { letters, places } = lettersOf(text)
  const wanted = new Set<string>()
  for (let at = 0; at + run <= letters.length; at += 1) wanted.add(letters.slice(at, at + run))
  const there = new Map<string, number[]>()
  let last = ''
  let before = 0
  for (let from = 0; from < other.length; from += atOnce) {
    const theirs = last + lettersIn(other.slice(from, from + atOnce))
    for (let at = 0; at + run <= theirs.length; at += 1) {
      const sought = theirs.slice(at, at + run)
      if (!wanted.has(sought)) continue
      const known = there.get(sought)
      if (!known) there.set(sought, [before + at])
      else if (known.length < mostPlaces) known.push(before + at)
    }
    last = theirs.slice(Math.max(0, theirs.length - run + 1))
    before += theirs.length - last.length
    await pause()
  }
  const isShared = sharedLetters(there, letters)
  for (const [from, to] of linesOf(text, places)) if (isOfSeveral(there, letters.slice(from, to), isShared.subarray(from, to))) isShared.fill(0, from, to)
  return spansWithout(isShared, places)
}

/** Where each passage stands in the other text. */
type There = ReadonlyMap<string, readonly number[]>

function sharedLetters(there: There, letters: string): Uint8Array {
  const isShared = new Uint8Array(letters.length)
  for (let at = 0; at + run <= letters.length; at += 1) if (there.has(letters.slice(at, at + run))) isShared.fill(1, at, at + run)
  return isShared
}

/** From which letter to which each line goes. */
function linesOf(text: string, places: readonly number[]): [number, number][] {
  const lines: [number, number][] = []
  let from = 0
  for (let to = 1; to <= places.length; to += 1) {
    if (to < places.length && !text.slice(places[to - 1], places[to]).includes('\n')) continue
    lines.push([from, to])
    from = to
  }
  return lines
}

/** Whether a short line has letters of its own between such as no one place of the other has together. */
function isOfSeveral(there: There, line: string, isShared: Uint8Array): boolean {
  const shared = isShared.reduce((count, each) => count + each, 0)
  if (line.length > shortLine || shared === 0 || shared === line.length) return false
  const found = Array.from({ length: Math.max(0, line.length - run + 1) }, (_, at) =>
    (there.get(line.slice(at, at + run)) ?? []).map((place) => ({ at, start: place - at })),
  ).flat()
  return !found.some(({ start }) => {
    const isHere = new Uint8Array(line.length)
    for (const other of found) if (Math.abs(other.start - start) <= slack) isHere.fill(1, other.at, other.at + run)
    return isHere.reduce((count, each) => count + each, 0) >= shared
  })
}

function spansWithout(isShared: Uint8Array, places: readonly number[]): [number, number][] {
  const spans: [number, number][] = []
  for (const [at, place] of places.entries()) {
    if (isShared[at]) continue
    const last = spans.at(-1)
    if (last && place - last[1] <= gap) last[1] = place + 1
    else spans.push([place, place + 1])
  }
  return spans
}

function lettersOf(text: string): { letters: string; places: number[] } {
  const places: number[] = []
  for (const { 0: letter, index } of text.matchAll(/[\p{L}\p{N}]/gu)) for (let unit = 0; unit < letter.length; unit += 1) places.push(index + unit)
  return { letters: lettersIn(text), places }
}

function lettersIn(text: string): string {
  const letters = text.replace(/[^\p{L}\p{N}]+/gu, '')
  return lowered(letters)
}

/** In small letters, each as long as it was. */
function lowered(letters: string): string {
  const small = letters.toLowerCase()
  return small.length === letters.length ? small : letters
}

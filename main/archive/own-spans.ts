/** Two texts beside each other: what of one the other has not. */

/** As many letters in a row are the same passage. */
const run = 6
/** What lies closer together is one place. */
const gap = 4
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
  const there = new Set<string>()
  let last = ''
  for (let from = 0; from < other.length; from += atOnce) {
    const theirs = last + lettersIn(other.slice(from, from + atOnce))
    for (let at = 0; at + run <= theirs.length; at += 1) {
      const sought = theirs.slice(at, at + run)
      if (wanted.has(sought)) there.add(sought)
    }
    last = theirs.slice(Math.max(0, theirs.length - run + 1))
    await pause()
  }
  return spansWithout(there, letters, places)
}

function spansWithout(there: ReadonlySet<string>, letters: string, places: readonly number[]): [number, number][] {
  const isShared = new Uint8Array(letters.length)
  for (let at = 0; at + run <= letters.length; at += 1) if (there.has(letters.slice(at, at + run))) isShared.fill(1, at, at + run)
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

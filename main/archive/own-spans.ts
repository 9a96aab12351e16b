/** Two texts beside each other: what of one the other has not. */

/** As many letters in a row are the same passage. */
const run = 6
/** What lies closer together is one place. */
const gap = 4

/** Places of a text that do not stand in another, in order. Spaces and signs make no difference. */
export function ownSpans(text: string, other: string): [number, number][] {
  const there = new Set<string>()
  const theirs = lettersOf(other).letters
  for (let at = 0; at + run <= theirs.length; at += 1) there.add(theirs.slice(at, at + run))
  const { letters, places } = lettersOf(text)
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
  let letters = ''
  for (const { 0: letter, index } of text.matchAll(/[\p{L}\p{N}]/gu)) {
    for (let unit = 0; unit < letter.length; unit += 1) places.push(index + unit)
    letters += letter
  }
  return { letters: letters.toLowerCase().length === letters.length ? letters.toLowerCase() : letters, places }
}

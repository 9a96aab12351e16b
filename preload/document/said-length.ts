/** How long a text is to say, in 字: what an author's pace, a breath and a target in minutes are counted in. */

/** Letters of words of Latin script that take as long to say as one 字. */
const LETTERS = 2.5
/** Capitals alone, as many at most, are said letter by letter, each as long as a 字. */
const LONGEST_ABBREVIATION = 5

/** Each sign that is seen is one; words of Latin script are as many as they take to say. Looked at unit by unit: a key asks for it. */
export function saidCharacters(text: string): number {
  let [count, letters, capitals] = [0, 0, 0]
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (isLatin(unit)) {
      letters += 1
      if (unit < 0x5b) capitals += 1
      continue
    }
    // don't is one word.
    if (letters > 0 && (unit === 0x27 || unit === 0x2019) && isLatin(text.charCodeAt(at + 1))) continue
    if (letters > 0) {
      count += lengthOfWord(letters, capitals)
      letters = capitals = 0
    }
    if (isSeen(unit)) count += 1
  }
  return count + lengthOfWord(letters, capitals)
}

function lengthOfWord(letters: number, capitals: number): number {
  return letters === 1 || (capitals === letters && letters <= LONGEST_ABBREVIATION) ? letters : letters / LETTERS
}

function isLatin(unit: number): boolean {
  return (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a) || (unit >= 0xc0 && unit <= 0x24f && unit !== 0xd7 && unit !== 0xf7)
}

/** White space is not; half of a character is counted with the other. */
function isSeen(unit: number): boolean {
  return unit > 0x20 && unit !== 0xa0 && unit !== 0x2003 && unit !== 0x3000 && (unit < 0xdc00 || unit > 0xdfff)
}

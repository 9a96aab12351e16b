/**
 * What is said in lines that are read under a picture. A line ends where a reader would pause: behind a stop, behind a comma, between words;
 * never within a number, a unit or the reading of a formula where these fit, and never before a sign that closes.
 */
import { saidCharacters } from '#preload/document/said-length.ts'
import { nameAt } from './names.ts'
import { shownOf, type Spoken } from './readings.ts'

/** 字 that can be read in one line under a picture. */
const LONGEST_CUE = 24
/** More than these are parted where there is a place for it. */
const EASY_CUE = 20
/** Fewer are gone before anyone has read them. */
const SHORTEST_CUE = 4

/** What is not parted. */
interface Atom {
  readonly text: string
  readonly length: number
  /** Whether a rule has read it, so that it is no text of its author's. */
  readonly isRead: boolean
  /** Whether it goes on with what a rule has read, which was too long for a line. */
  readonly goesOn: boolean
}

/** A dash, and one that leads to a source. What is drawn with several characters is one sign. */
const [DASH, SOURCE, SIGN] = [/^[—―─]+$/, /^[—―─]+[《〈]/, /[—―─]+[《〈]?|…+|[^—―─…]+/g]

/** Made once: making one takes far longer than using it. */
const WORDS = new Intl.Segmenter('zh', { granularity: 'word' })
const GRAPHEMES = new Intl.Segmenter('zh', { granularity: 'grapheme' })

/** Where a reader pauses, and what it costs to go by it for a word or two. */
const [PAUSE, TORN] = [/[，、；：。！？,;:!?]\s*$/, 6]
const STOPS = /[。！？!?；;]$/
const CLOSING = /^[\s，。！？；：、,.!?;:%”’」』）)\]》】〕…—~～]/
const OPENING = /[“‘「『（(《【〔]$/
const SAYABLE = /[\p{L}\p{N}]/u

/** The lines of one thing that is said; none where it has no word. */
export function cueTexts(spoken: readonly Spoken[]): string[] {
  const lines: string[] = []
  for (const sentence of sentencesOf(spoken.flatMap(atomsOf))) {
    for (const line of linesOf(sentence)) {
      if (SAYABLE.test(line)) lines.push(line)
      // Signs alone belong to what they close.
      else if (lines.length > 0) lines[lines.length - 1] += line.trim()
    }
  }
  return withoutShort(lines).map((line) => line.replace(/^[\s，、；：。！？,;:!?]+/, '').trim())
}

/** A line that is too short by itself goes on with the next one, or closes the one before, where there is room. */
function withoutShort(lines: readonly string[]): string[] {
  const whole: string[] = []
  for (const line of lines) {
    const last = whole.at(-1)
    const isShort = last !== undefined && Math.min(saidCharacters(last), saidCharacters(line)) < SHORTEST_CUE
    if (isShort && roomOf(last) + roomOf(line) <= EASY_CUE) whole[whole.length - 1] = last + line
    else whole.push(line)
  }
  return whole
}

function atomsOf(piece: Spoken): Atom[] {
  const { written, pinyin } = piece
  const said = shownOf(piece)
  const isRead = written !== '' && (written !== piece.said || pinyin !== undefined)
  if (!isRead) {
    const words = (said.match(SIGN) ?? []).flatMap((part) =>
      /^[—―─…]/.test(part) ? [part] : namesWhole([...WORDS.segment(part)].map(({ segment }) => segment)),
    )
    return words.flatMap((word) => short(word).map((text) => atom(text, false, false)))
  }
  if (roomOf(said) <= LONGEST_CUE) return [atom(said, true, false)]
  return (said.match(/[^，；、。\s]*[，；、。\s]*/g) ?? [])
    .filter((part) => part !== '')
    .flatMap(short)
    .map((text, at) => atom(text, true, at > 0))
}

/** Names in one: of people, and those of other languages with a dot between their parts, which are sounds and no words. */
function namesWhole(words: readonly string[]): string[] {
  const whole: string[] = []
  for (let at = 0; at < words.length; at += 1) {
    const name = nameAt(words, at)
    if (words[at] === '·') {
      let before = ''
      while (before.length < 8 && /^\p{Script=Han}+$/u.test(whole.at(-1) ?? '')) before = whole.pop()! + before
      let after = ''
      while (after.length < 8 && /^\p{Script=Han}$/u.test(words[at + 1] ?? '')) after += words[(at += 1)]!
      whole.push(`${before}·${after}`)
    } else {
      whole.push(name?.text ?? words[at]!)
      at += name === null ? 0 : name.length - 1
    }
  }
  return whole
}

function atom(text: string, isRead: boolean, goesOn: boolean): Atom {
  return { text, length: roomOf(text), isRead, goesOn }
}

/** 字 of a line that a text takes to be read in, and no fewer than it is wide: two letters, or one and the space behind it, stand on the place of one. */
function roomOf(text: string): number {
  return Math.max(saidCharacters(text), /[a-z]{2}/.test(text) ? ((text.match(/[!-~]/g)?.length ?? 0) + 1) / 2 + (text.match(/[^\s!-~]/gu)?.length ?? 0) : 0)
}

/** What is longer than a line is cut between characters. */
function short(text: string): string[] {
  if (roomOf(text) <= LONGEST_CUE) return [text]
  const all = [...GRAPHEMES.segment(text)].map(({ segment }) => segment)
  return Array.from({ length: Math.ceil(all.length / LONGEST_CUE) }, (_, i) => all.slice(i * LONGEST_CUE, (i + 1) * LONGEST_CUE).join(''))
}

/** Up to a stop and what closes behind it. */
function sentencesOf(atoms: readonly Atom[]): Atom[][] {
  const sentences: Atom[][] = [[]]
  let isOver = false
  for (const each of atoms) {
    const closes = !SAYABLE.test(each.text) && !OPENING.test(each.text) && !DASH.test(each.text)
    if (isOver && !closes) {
      sentences.push([])
      isOver = false
    }
    sentences.at(-1)?.push(each)
    isOver = STOPS.test(each.text) || (isOver && closes)
  }
  return sentences
}

/** What a break before an atom costs, where the one before it is given. */
function costOf(before: Atom, atom: Atom, isSecond: boolean): number {
  if (isSecond && DASH.test(before.text)) return 60
  if (SOURCE.test(atom.text)) return 0
  if (CLOSING.test(atom.text) || OPENING.test(before.text)) return 60
  if (/[，,；;：:]\s*$/.test(before.text)) return 0
  if (/[、—…]\s*$/.test(before.text)) return 1
  if (atom.goesOn) return /^(?:等于|加|减|小于|大于|括号$)/.test(atom.text) ? 3 : 6
  if (/^[的了着过们吗呢吧地得]$/.test(atom.text)) return 8
  if (/^[每第各约]$/.test(before.text)) return 8
  // A number and what it counts are one.
  if (before.isRead && !/\s$/.test(before.text) && /^\p{Script=Han}/u.test(atom.text)) return 7
  return atom.isRead ? 5 : 4
}

/** A line that is short costs too: lines of one length read best. One that is long costs more than a pause to part it at, and at last more than a word. */
function shape(length: number): number {
  if (length > EASY_CUE) return 8 + 1.5 * (length - EASY_CUE)
  return 3 + 6 * ((EASY_CUE - length) / EASY_CUE) ** 2 + (length < SHORTEST_CUE ? 5 : 0)
}

/** What it costs more to break before each of them so soon behind a pause, or before one: the first or the last word of a clause would be left on the line of another. */
function tornAt(atoms: readonly Atom[]): number[] {
  const away = (from: number, step: 1 | -1): number => {
    let length = 0
    for (let at = from; length < SHORTEST_CUE; at += step) {
      const atom = atoms[at]
      if (atom === undefined || (step < 0 && PAUSE.test(atom.text))) return atom === undefined ? Infinity : length
      length += atom.length
      if (step > 0 && PAUSE.test(atom.text)) return length
    }
    return Infinity
  }
  return atoms.map((_, at) => {
    const [since, until] = [away(at - 1, -1), away(at, 1)]
    return since > 0 && Math.min(since, until) < SHORTEST_CUE ? TORN : 0
  })
}

/** The cheapest way to part a sentence. */
function linesOf(atoms: readonly Atom[]): string[] {
  const text = (from: number, to: number): string =>
    atoms
      .slice(from, to)
      .map((each) => each.text)
      .join('')
  if (atoms.reduce((sum, { length }) => sum + length, 0) <= EASY_CUE) return [text(0, atoms.length)]
  const torn = tornAt(atoms)
  const cheapest: { cost: number; from: number }[] = [{ cost: 0, from: 0 }]
  for (let to = 1; to <= atoms.length; to += 1) {
    let best = { cost: Infinity, from: to - 1 }
    for (let [from, length] = [to - 1, 0]; from >= 0; from -= 1) {
      length += atoms[from]!.length
      if (length > LONGEST_CUE) break
      const cost = cheapest[from]!.cost + shape(length) + (from === 0 ? 0 : costOf(atoms[from - 1]!, atoms[from]!, from === 1) + torn[from]!)
      if (cost < best.cost) best = { cost, from }
    }
    cheapest.push(best)
  }
  const lines: string[] = []
  for (let to = atoms.length; to > 0; to = cheapest[to]!.from) lines.unshift(text(cheapest[to]!.from, to))
  return lines
}

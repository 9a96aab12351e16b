/**
 * What is said in lines that are read under a picture, as it is written. A line ends where a reader would pause: behind a stop, behind a comma, between words;
 * never within a number, a unit or the reading of a formula where these fit, and never before a sign that closes.
 */
import { saidCharacters } from '#preload/document/said-length.ts'
import { nameAt } from './names.ts'
import { seenOf, type Spoken } from './readings.ts'

/** 字 that can be read in one line under a picture. */
const LONGEST_CUE = 24
/** More than these are parted where there is a place for it. */
const EASY_CUE = 20
/** Fewer are gone before anyone has read them. */
const SHORTEST_CUE = 4

/** What stands in one line, and what is said while it does. */
interface CueLine {
  readonly text: string
  readonly said: string
}

/** What is not parted. */
interface Atom extends CueLine {
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
/** Emoji, stars and ticks. */
const DRAWN = /[\p{So}\p{Extended_Pictographic}]/u

/** The lines of one thing that is said; none where it has no word. One without text is said where there is nothing to read. */
export function cueLines(spoken: readonly Spoken[]): CueLine[] {
  const lines: Line[] = []
  let [unseen, before] = ['', '']
  for (const sentence of sentencesOf(joined(spoken.flatMap(atomsOf)))) {
    for (const line of linesOf(sentence)) {
      const last = lines.at(-1)
      if (SAYABLE.test(line.text) || (DRAWN.test(line.text) && SAYABLE.test(line.said))) {
        lines.push({ ...line, text: before + line.text, said: unseen + line.said })
        ;[unseen, before] = ['', '']
      }
      // Signs alone belong to what they close.
      else if (last) lines[lines.length - 1] = { text: last.text + line.text.trim(), said: last.said + line.said.trim(), length: last.length + line.length }
      else if (SAYABLE.test(line.said)) unseen += line.said
      else if (DRAWN.test(line.text)) before += line.text
    }
  }
  const whole = withoutShort(lines).map(({ text, said }) => ({ text: trimmed(text).replaceAll(/ {2,}/g, ' '), said: trimmed(said) }))
  return unseen === '' ? whole : [...whole, { text: '', said: unseen }]
}

const trimmed = (text: string): string => text.replace(/^[\s，、；：。！？,;:!?]+/, '').trim()

interface Line extends CueLine {
  readonly length: number
}

/** A line that is too short by itself goes on with the next one, or closes the one before, where there is room. */
function withoutShort(lines: readonly Line[]): Line[] {
  const whole: Line[] = []
  for (const line of lines) {
    const last = whole.at(-1)
    const isShort = last !== undefined && Math.min(saidCharacters(last.said), saidCharacters(line.said)) < SHORTEST_CUE
    if (isShort && last.length + line.length <= EASY_CUE) whole[whole.length - 1] = lineOf([last, line])
    else whole.push(line)
  }
  return whole
}

function lineOf(parts: readonly Line[]): Line {
  return parts.reduce((all, { text, said, length }) => ({ text: all.text + text, said: all.said + said, length: all.length + length }), EMPTY)
}

const EMPTY: Line = { text: '', said: '', length: 0 }

function atomsOf(piece: Spoken): Atom[] {
  const { written, said, pinyin } = piece
  const text = seenOf(piece)
  const isRead = written !== '' && (written !== said || pinyin !== undefined)
  if (!isRead) {
    const words = (text.match(SIGN) ?? []).flatMap((part) =>
      /^[—―─…]/.test(part) ? [part] : namesWhole([...WORDS.segment(part)].map(({ segment }) => segment)),
    )
    return words.flatMap((word) => short(word).map((part) => ({ ...lineOfText(part), isRead, goesOn: false })))
  }
  if (widthOf(text) <= LONGEST_CUE) return [{ ...lineOfReading(text, said), isRead, goesOn: false }]
  const parts = (text.match(/[^，；、。\s]*[，；、。\s]*/g) ?? []).filter((part) => part !== '').flatMap(short)
  return parts.map((part, at) => ({ ...lineOfReading(part, shareOf(said, parts, at)), isRead, goesOn: at > 0 }))
}

function lineOfText(text: string): Line {
  return { text, said: text, length: roomOf(text) }
}

/** What is written in few characters and said in many stands there for long: 28.07%. */
function lineOfReading(text: string, said: string): Line {
  return { text, said, length: Math.max(widthOf(text), Math.min(saidCharacters(said), EASY_CUE)) }
}

/** As much of what is said as a part is of the whole that is seen. */
function shareOf(said: string, parts: readonly string[], at: number): string {
  const all = [...said]
  const [before, upTo, whole] = [parts.slice(0, at), parts.slice(0, at + 1), parts].map((some) => some.join('').length)
  return all.slice(Math.round((all.length * before!) / whole!), Math.round((all.length * upTo!) / whole!)).join('')
}

/** Spaces that nobody says, and pauses that nobody sees, with what stands before them. */
function joined(atoms: readonly Atom[]): Atom[] {
  const all: Atom[] = []
  for (const each of atoms) {
    const last = all.at(-1)
    if (last && each.text.trim() === '' && !SAYABLE.test(each.said) && each.text !== each.said) {
      all[all.length - 1] = { ...last, text: last.text + each.text, said: last.said + each.said }
    } else all.push(each)
  }
  return all
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

/** 字 of a line that a text takes to be read in, and no fewer than it is wide: two letters, or one and the space behind it, stand on the place of one. */
function roomOf(text: string): number {
  return Math.max(saidCharacters(text), /[a-z]{2}/.test(text) ? widthOf(text) + 1 / 2 : 0)
}

/** A 字, and an emoji of however many characters. */
const WIDE = /\p{RI}{2}|\p{Extended_Pictographic}(?:\ufe0f|\p{EMod}|\u200d\p{Extended_Pictographic}|[\u{e0020}-\u{e007f}])*|[^\s!-~]/gu

/** 字 that a text is wide: digits and letters stand two on the place of one. */
function widthOf(text: string): number {
  return (text.match(/[!-~]/g)?.length ?? 0) / 2 + (text.match(WIDE)?.length ?? 0)
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
    const closes = !SAYABLE.test(each.text + each.said) && !OPENING.test(each.text) && !DASH.test(each.text)
    if (isOver && !closes) {
      sentences.push([])
      isOver = false
    }
    sentences.at(-1)?.push(each)
    // 5! ends none.
    isOver = STOPS.test(each.isRead ? each.said : each.text) || (isOver && closes)
  }
  return sentences
}

/** What a break before an atom costs, where the one before it is given. */
function costOf(before: Atom, atom: Atom, isSecond: boolean): number {
  if (isSecond && DASH.test(before.text)) return 60
  if (SOURCE.test(atom.text)) return 0
  if (CLOSING.test(atom.isRead ? atom.text.trimStart() : atom.text) || OPENING.test(before.text)) return 60
  if (/[，,；;：:]\s*$/.test(before.text)) return 0
  // A name with digits in it, someUint8Array, has rules for its parts and none for itself.
  if (/[\w\-./@)]$/.test(before.text) && /^[\w\-./@(]/.test(atom.text)) return 12
  if (/[、—…]\s*$/.test(before.text)) return 1
  if (atom.goesOn) return /^[=≈<>≤≥≠+−±→⇒×÷]/.test(atom.text) ? 3 : 6
  if (/^[的了着过们吗呢吧地得]$/.test(atom.text)) return 8
  if (/^[每第各约]\s*$/.test(before.text)) return 8
  // A number and what it counts are one.
  if (before.isRead && !/\s$/.test(before.said) && /^\p{Script=Han}/u.test(atom.text)) return 7
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
function linesOf(atoms: readonly Atom[]): Line[] {
  const whole = lineOf(atoms)
  if (whole.length <= EASY_CUE) return [whole]
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
  const lines: Line[] = []
  for (let to = atoms.length; to > 0; to = cheapest[to]!.from) lines.unshift(lineOf(atoms.slice(cheapest[to]!.from, to)))
  return lines
}

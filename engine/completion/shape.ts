/**
 * From what the model wrote to what may be shown. Pure: the raw text so far in, the part of it that is
 * safe out. What is safe once stays: the text shown for a longer raw text begins with what was shown before.
 */
import { markupStart } from './markup.ts'
import { foreignStart } from './scripts.ts'
import { overlapStart, possibleOverlap } from './overlap.ts'
import { possibleRepetition, repetitionStart } from './repetition.ts'
import { clauseEnd, type Reach } from './stopping.ts'

/** What a suggestion stands between, and how long it may get. */
export interface Surroundings {
  readonly before: string
  readonly after: string
  /** Writing systems that the author's text uses. */
  readonly scripts: ReadonlySet<string>
  readonly reach: Reach
  /** The most that is suggested, in UTF-16 units. */
  readonly characters: number
}

/** Why no more is to come: the model ended, it ran into a limit, or not yet. */
export type Growth = 'growing' | 'ended' | 'limited'

export interface Shaped {
  readonly text: string
  /** Where `text` begins in the raw text. */
  readonly from: number
  /** Whether more of the model's text cannot change anything. */
  readonly over: boolean
}

const unfinished = /\uFFFD{1,3}$/u
/** Half a character that nothing completed, or a control: no text of any block. */
const broken = /[\uFFFD\p{Cc}]/u
/** A Latin word or a number that the next token may continue, and space that would hang at the end. */
const openTail = /\s*[\p{Script=Latin}\p{N}_'’.-]*$/u
const worthShowing = /[\p{L}\p{N}]/u

/** The part of the raw text that can be shown. */
export function shape(raw: string, surroundings: Surroundings, growth: Growth): Shaped {
  const from = /\s$/.test(surroundings.before) || surroundings.before === '' ? raw.length - raw.trimStart().length : 0
  if (/[\n\r]/.test(raw.slice(0, from))) return { text: '', from, over: true }
  const grown = raw.slice(from).replace(unfinished, '')
  const { end, limited, over } = endOf(grown, surroundings, growth)
  const text = grown.slice(0, end)
  const shown = growth === 'growing' && !over ? settled(text, surroundings) : limited || growth === 'limited' ? text.replace(openTail, '') : text.trimEnd()
  return { text: worthShowing.test(shown) ? shown : '', from, over }
}

function endOf(text: string, surroundings: Surroundings, growth: Growth): { end: number; limited: boolean; over: boolean } {
  const { before, after, scripts, reach, characters } = surroundings
  const mark = clauseEnd(text, reach)
  const whole = text.split(broken, 1)[0]?.length ?? 0
  const written = Math.min(mark ?? text.length, whole, foreignStart(text, scripts), markupStart(text, before))
  const said = Math.min(written, repetitionStart(text, before))
  const limited = said > characters
  const end = limited ? wholeCharacters(text, characters) : said
  const over = limited || mark !== null || end < text.length || growth !== 'growing'
  // A repetition is found late: what stands before it has been judged, and maybe shown, already.
  const free = overlapStart(text.slice(0, end), after, over && said === written)
  return { end: free, limited: limited && free === end, over: over || free < end }
}

/** What stands for sure while more is to come. */
function settled(text: string, { before, after }: Surroundings): string {
  const held = Math.max(possibleOverlap(text, after), possibleRepetition(text, before))
  return text.slice(0, wholeCharacters(text, text.length - held)).replace(openTail, '')
}

/** The same place or one before it, never between the halves of a surrogate pair. */
function wholeCharacters(text: string, end: number): number {
  const code = text.charCodeAt(end - 1)
  return end > 0 && code >= 0xd800 && code <= 0xdbff ? end - 1 : end
}

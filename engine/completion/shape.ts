/**
 * From what the model wrote to what may be shown. Pure: the raw text so far in, the part of it that is
 * safe out. What is safe once stays: the text shown for a longer raw text begins with what was shown before.
 */
import { againStart, pictureStart, possibleAgain } from './again.ts'
import { unopenedStart, withoutOpeners } from './brackets.ts'
import { joinsBefore } from './caret.ts'
import { countStart, possibleCount } from './counting.ts'
import { echoStart, possibleEcho } from './echo.ts'
import { type HanForm, otherFormStart } from './han-forms.ts'
import { inventedStart, possibleInvention } from './invented.ts'
import { otherLanguageStart } from './languages.ts'
import { markupStart } from './markup.ts'
import { maskStart, possibleMask } from './masks.ts'
import { nameStart, possibleName } from './names.ts'
import { foreignStart } from './scripts.ts'
import { overlapStart, possibleOverlap } from './overlap.ts'
import { possibleRepetition, repetitionStart } from './repetition.ts'
import { memberStart, possibleMember } from './series.ts'
import { clauseEnd, type Reach, secondMarkStart } from './stopping.ts'

/** What a suggestion stands between, and how long it may get. */
export interface Surroundings {
  readonly before: string
  readonly after: string
  /** Writing systems that the author's text uses. */
  readonly scripts: ReadonlySet<string>
  /** Simplified or traditional, where the author's text is one of them. */
  readonly form: HanForm | null
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
/** Half a character that nothing completed, or what cannot be seen: no text of any block. Joiners belong to emoji and to scripts whose letters join. */
const broken = /[\uFFFD\p{Cc}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?![\u200C\u200D])\p{Cf}|(?<![\p{M}\p{Extended_Pictographic}\uFE0F\p{Script=Arabic}])[\u200C\u200D]/u
/** A Latin word or a number that the next token may continue, and space that would hang at the end. */
const openTail = /\s*(?:[\p{Script=Latin}\p{N}_'’.-]|(?<=\p{N})[,:：]|(?<![统唯之单同专])[第零一二三四五六七八九十百千万亿两])*$/u
/** A number in Chinese that nothing is counted with, whoever ended it: half a measure or half a word. */
const openCount = /(?<![统唯之单同专])[第零一二三四五六七八九十百千万亿两]+$/u
/** A place within such a word or number: half of it says something else. What is cut for a character that cannot stand there belongs to its word. */
const withinWord =
  /(?<=[\p{Script=Latin}\p{N}][_'’.-]?)(?=[\p{Script=Latin}\p{N}\uFFFD\u00AD\u200B-\u200D\u2060])|(?<=[\p{Script=Latin}\p{N}])(?=[_'’.-][\p{Script=Latin}\p{N}])|(?<=\p{N}[,:：]?)(?=\p{N})|(?<=\p{N})(?=[,:：]\p{N})/uy
const worthShowing = /[\p{L}\p{N}]/u

/** The part of the raw text that can be shown. */
export function shape(raw: string, surroundings: Surroundings, growth: Growth): Shaped {
  const from = /\s$/.test(surroundings.before) || surroundings.before === '' ? raw.length - raw.trimStart().length : 0
  if (/[\n\r]/.test(raw.slice(0, from))) return { text: '', from, over: true }
  const grown = raw.slice(from).replace(unfinished, '')
  const { end, over, isOpen } = endOf(grown, surroundings, growth)
  const text = grown.slice(0, end)
  const isHalf = isOpen && (growth === 'limited' || from + grown.length < raw.length)
  const whole = text.slice(0, text.length - possibleMask(text))
  const kept = growth === 'growing' && !over ? settled(text, surroundings) : (isHalf ? whole.replace(openTail, '') : whole.trimEnd()).replace(openCount, '')
  const shown = withoutOpeners(kept.replace(/\u200D$/u, ''), surroundings.before)
  return { text: worthShowing.test(shown) ? shown : '', from, over }
}

/** `isOpen`: nothing but the end of what the model wrote ends it. */
function endOf(text: string, surroundings: Surroundings, growth: Growth): { end: number; over: boolean; isOpen: boolean } {
  const { before, after, reach, characters } = surroundings
  const mark = clauseEnd(text, reach)
  const written = Math.min(mark ?? text.length, unfitStart(text, surroundings))
  const isWhole = growth !== 'growing' || written < text.length || mark !== null
  const fit = text.slice(0, wholeCharacters(text, Math.min(written, repetitionStart(text, before))))
  const isEnded = isWhole || fit.length < text.length
  const said = Math.min(fit.length, ...[echoStart, againStart, countStart, memberStart, nameStart].map((start) => start(fit, before, isEnded)))
  // Words are made whole last: without its half word what was shown already would be judged as what it was not.
  const end = wholeWords(text, Math.min(said, characters))
  const over = mark !== null || end < text.length || growth !== 'growing'
  // A repetition is found late: what stands before it has been judged, and maybe shown, already.
  const free = wholeWords(text, overlapStart(text.slice(0, end), after, over && said === written, before))
  return { end: free, over: over || free < end, isOpen: mark === null && free === text.length }
}

/** Where the first thing stands that no author would let stand there, whatever comes behind it. */
function unfitStart(text: string, { before, after, scripts, form }: Surroundings): number {
  return Math.min(
    joinsBefore(text) ? 0 : text.length,
    secondMarkStart(text, before),
    text.split(broken, 1)[0]?.length ?? 0,
    foreignStart(text, scripts),
    otherFormStart(text, form, before),
    otherLanguageStart(text, before),
    markupStart(text, before),
    maskStart(text, before),
    unopenedStart(text, before, after),
    inventedStart(text, before),
    pictureStart(text, before),
  )
}

/** What stands for sure while more is to come. What waits for its end uncovers what stands before it, which may have to wait, too. */
function settled(text: string, { before, after }: Surroundings): string {
  // A straight quote at the end may turn out to close nothing: then the text ends before it.
  const bare = (end: number) => {
    const whole = text.slice(0, wholeCharacters(text, end)).replace(openTail, '')
    return whole.endsWith('"') && withoutOpeners(whole, before) !== whole ? whole.slice(0, -1).replace(openTail, '') : whole
  }
  let kept = bare(text.length - possibleRepetition(text, before))
  for (;;) {
    const held = Math.max(
      possibleOverlap(kept, after),
      possibleEcho(kept, before),
      possibleAgain(kept, before),
      possibleCount(kept),
      possibleMember(kept, before),
      possibleName(kept, before),
      possibleInvention(kept, before),
      possibleMask(kept),
    )
    if (held === 0) return kept
    kept = bare(kept.length - held)
  }
}

/** The same place or one before it: before a Latin word or a number that it would part. */
function wholeWords(text: string, place: number): number {
  const end = wholeCharacters(text, place)
  withinWord.lastIndex = end
  return withinWord.test(text) ? text.slice(0, end).replace(openTail, '').length : end
}

/** The same place or one before it, never between the halves of a surrogate pair. */
function wholeCharacters(text: string, end: number): number {
  const code = text.charCodeAt(end - 1)
  return end > 0 && code >= 0xd800 && code <= 0xdbff ? end - 1 : end
}

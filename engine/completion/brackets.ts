/** Brackets and quotes, straight ones too: a suggestion closes only what is open, and ends with none that it opened for nothing. */
import { blockOf, restOf } from './block.ts'

const openers = '（(《〈「『【[{“‘〔〖［｛«‹'
const closers = '）)》〉」』】]}”’〕〗］｝»›'
/** What is not opened again before it is closed: titles and quotes within others are marked otherwise. */
const single = '《「『【“〔〖'
/** An author quotes with one kind. */
const otherQuotes: Record<string, string> = { '“': '「『', '「': '“', '『': '“' }
/** Also what begins a tag; one letter behind an opening mark is as good as none, and two are behind a bracket. */
const opensAtEnd = /(?:[（(《〈「『【[{“‘〔〖［｛«‹<]+\s*|[（(《〈「『【[{“‘〔〖［｛«‹]+\p{L}|[（(]\p{L}{2})$/u
/** A tag that is still open, and one more; a<b compares. */
const tagOpen = /(?<![\p{L}\p{N}])<[A-Za-z/!][^<>]*$/u

/** What cannot stand behind a straight quote that opens. */
const behindClosing = /^[\s，。、；：！？…,.;:!?"”’）)》〉」』】\]}]/u

/**
 * Where the first mark stands that closes what is not open, opens what is open already, or quotes in another way than the author, in
 * UTF-16 units; the length where there is none. What the rest of the block closes is not open for the suggestion.
 */
export function unopenedStart(text: string, before: string, after: string): number {
  return Math.min(straightStart(text, before, after), pairedStart(text, before, after), tagStart(text, before))
}

function pairedStart(text: string, before: string, after: string): number {
  if (![...text].some((character) => openers.includes(character) || closers.includes(character))) return text.length
  const block = blockOf(before)
  const open = openIn(block, restOf(after))
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if ((single.includes(character) && open.includes(character)) || isOtherQuote(character, before)) return at
    if (openers.includes(character)) open.push(character)
    if (!closers.includes(character) || isApostrophe(block + text, block.length + at)) continue
    if (open.at(-1) !== openerOf(character)) return at
    open.pop()
  }
  return text.length
}

function isOtherQuote(character: string, before: string): boolean {
  const others = otherQuotes[character]
  return others !== undefined && !before.includes(character) && [...others].some((other) => before.includes(other))
}

function tagStart(text: string, before: string): number {
  const at = text.search(/[<>]/)
  return at >= 0 && text.charAt(at) === '<' && tagOpen.test(blockOf(before)) ? at : text.length
}

/** Straight quotes look alike: one that is not open is opened, unless what follows it shows that it was to close. */
function straightStart(text: string, before: string, after: string): number {
  const block = blockOf(before)
  let isOpen = isQuoteOpen(block)
  const isClosedBehind = isOpen && isQuoteOpen(restOf(after))
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) {
    if (!isOpen && isInch(block + text, block.length + at)) continue
    if (isClosedBehind || (!isOpen && behindClosing.test(text.slice(at + 1)))) return at
    isOpen = !isOpen
  }
  return text.length
}

/** Whether a straight quote is open at the end of a text. */
function isQuoteOpen(text: string): boolean {
  let isOpen = false
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) if (isOpen || !isInch(text, at)) isOpen = !isOpen
  return isOpen
}

function isInch(text: string, at: number): boolean {
  return /\p{Nd}/u.test(text.charAt(at - 1))
}

/** The text without brackets and quotes at its end that nothing or hardly a letter follows, and without half a tag. */
export function withoutOpeners(text: string, before: string): string {
  const bare = text.replace(tagOpen, '').replace(opensAtEnd, '')
  if (!bare.trimEnd().endsWith('"')) return bare
  return isQuoteOpen(blockOf(before) + bare) ? withoutOpeners(bare.trimEnd().slice(0, -1), before) : bare
}

/** What the block has opened and its rest does not close. */
function openIn(block: string, rest: string): string[] {
  const open: string[] = []
  for (const [at, character] of [...block].entries()) {
    if (openers.includes(character)) open.push(character)
    else if (closers.includes(character) && !isApostrophe(block, at) && open.at(-1) === openerOf(character)) open.pop()
  }
  let depth = 0
  for (const character of rest) {
    if (openers.includes(character)) depth++
    else if (closers.includes(character) && depth > 0) depth--
    else if (open.at(-1) === openerOf(character)) open.pop()
  }
  return open
}

function openerOf(closer: string): string | undefined {
  return openers[closers.indexOf(closer)]
}

function isApostrophe(text: string, at: number): boolean {
  return text.charAt(at) === '’' && /\p{Script=Latin}/u.test(text.charAt(at - 1))
}

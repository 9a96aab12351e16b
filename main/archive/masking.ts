/**
 * What is masked in a text: personal data that is known by its form, and words that the author names, people most of all, whom no form
 * tells. What the author released stays, whatever it looks like. A word reads the same in either case and of any width; letters
 * know where a word ends, Chinese doesn't, so there it is masked wherever it stands, but for the words of the text that were released:
 * what begins within one of those is a part of it.
 */
import { createHash } from 'node:crypto'
import type { MaskChange, Masks } from '#preload/contract/masks.ts'
import { maskableWord } from '#preload/contract/maskable.ts'
import { mostAtOnce } from '#preload/contract/masks.ts'
import { folded } from '#preload/document/same-forms.ts'
import { compile } from '#preload/document/sought.ts'
import { masked, type PersonalPlace, personalIn, placeholders } from './personal.ts'
import { plainForm } from './plain-form.ts'
import { staysOf, valueOf } from './released.ts'
import { wordAround } from './word-parts.ts'

export interface Masking {
  /** Another one for other masks; empty where the author chose none. */
  readonly stamp: string
  /** In order; none overlaps another. `known`: what `personalIn` finds in it, where that is known already. */
  placesIn(text: string, known?: readonly PersonalPlace[]): PersonalPlace[]
}

/** What nobody chose anything about. */
export const byForm: Masking = { stamp: '', placesIn: (text, known) => [...(known ?? personalIn(text))] }

/** Looks for words in texts, each as often as it is wanted. */
interface Sought {
  /** As it reads: a text that does not read so anywhere has it nowhere. */
  readonly reading: string
  readonly form: RegExp
}

/** The masking that an author chose. */
export function maskingOf({ words, released }: Masks): Masking {
  if (words.length === 0 && released.length === 0) return byForm
  const sought = words.flatMap((word) => soughtWord(word) ?? [])
  const [kept, stays] = [new Set(released.map(valueOf)), staysOf(released)]
  return {
    stamp: createHash('sha256')
      .update(JSON.stringify([words.toSorted(), released.toSorted()]))
      .digest('hex')
      .slice(0, 16),
    placesIn: (text, byTheirForm = personalIn(text)) => {
      const known = byTheirForm.filter(({ from, to }) => kept.size === 0 || !kept.has(valueOf(text.slice(from, to))))
      const own = ownPlaces(text, sought, kept.size === 0 ? undefined : stays)
      return own.length === 0 ? known : merged([...own, ...known])
    },
  }
}

/** How a title is told to whoever learns. */
export function maskedBy(masking: Masking, text: string): string {
  return masked(text, masking.placesIn(text))
}

/** How often a word stands in a text: but for where it `stays`, as part of another word of the text. */
export function placesOfWord(text: string, word: string, stays?: (around: string | null) => boolean): number {
  const sought = soughtWord(word)
  return sought ? ownPlaces(text, [sought], stays).length : 0
}

/** The places of personal data that say a value, released or not. */
export function placesOfValue(text: string, value: string): PersonalPlace[] {
  const wanted = valueOf(value)
  return personalIn(text).filter(({ from, to }) => valueOf(text.slice(from, to)) === wanted)
}

/** What the index of works is asked for a value: of a number its first and last digits, for those between may be parted in any way. */
export function wordsOfValue(value: string): string[] {
  const digits = valueOf(value).replace(/^\+/, '')
  return /^\d{4,}$/.test(digits) ? [digits.slice(0, 2), digits.slice(-2)] : [value]
}

function soughtWord(word: string): Sought | null {
  const { plain } = plainForm(word)
  const compiled = compile({ text: plain, matchCase: false, wholeWord: true, isPattern: false })
  return compiled.kind === 'ready' ? { reading: folded(plain), form: new RegExp(compiled.pattern.source, 'g') } : null
}

/** What stands in the place of what was masked already. */
const signs = new RegExp([...new Set(Object.values(placeholders))].join('|'), 'g')

function ownPlaces(text: string, sought: readonly Sought[], stays?: (around: string | null) => boolean): PersonalPlace[] {
  if (sought.length === 0) return []
  const { plain, placeOf } = plainForm(text)
  const reading = folded(plain)
  const here = sought.filter((word) => reading.includes(word.reading))
  if (here.length === 0) return []
  const taken = Array.from(plain.matchAll(signs), ({ 0: sign, index }) => [index, index + sign.length] as const)
  const found = here.flatMap(({ form }) => Array.from(plain.matchAll(form), ({ 0: word, index }) => [index, index + word.length] as const))
  return merged(
    found
      .filter(([from, to]) => !taken.some(([start, end]) => from < end && to > start))
      .filter(([from]) => !stays?.(wordAround(plain, from)))
      .map(([from, to]) => ({ kind: 'name', from: placeOf(from), to: placeOf(to - 1) + 1 })),
  )
}

/** Places in order, those that overlap as one: of the kind of the longest, so that a name within a longer one leaves nothing of that. */
function merged(places: readonly PersonalPlace[]): PersonalPlace[] {
  const inOrder = places.toSorted((a, b) => a.from - b.from || b.to - a.to)
  const apart: { place: PersonalPlace; longest: number }[] = []
  for (const place of inOrder) {
    const [last, length] = [apart.at(-1), place.to - place.from]
    if (!last || place.from >= last.place.to) apart.push({ place, longest: length })
    else {
      const kind = length > last.longest ? place.kind : last.place.kind
      last.place = { kind, from: last.place.from, to: Math.max(last.place.to, place.to) }
      last.longest = Math.max(last.longest, length)
    }
  }
  return apart.map(({ place }) => place)
}

/** Masks after a change, and what takes it back. A word is masked and no value released at once: what was said last holds. */
export function changedMasks(before: Masks, change: MaskChange): { masks: Masks; back: MaskChange; unfit: string[] } {
  const isTooLong = (text: string) => text.length > mostAtOnce.characters
  const unfit = [...change.mask.filter((text) => text.trim() !== '' && maskableWord(text) === null), ...change.release.filter(isTooLong)]
  const coming = change.mask.flatMap((text) => maskableWord(text) ?? [])
  const kept = change.release.map((text) => text.trim()).filter((text) => text !== '' && !isTooLong(text))
  const going = (list: readonly string[], keyOf: (text: string) => string, gone: readonly string[]) => {
    const keys = new Set(gone.map(keyOf))
    return list.filter((text) => keys.has(keyOf(text)))
  }
  const replaced = change.mask.length === 1 && change.unmask.length === 1
  const words = withChange(before.words, { keyOf: folded, coming, gone: going(before.words, folded, [...change.unmask, ...kept]), replaced })
  const released = withChange(before.released, {
    keyOf: valueOf,
    coming: kept,
    gone: going(before.released, valueOf, [...change.hold, ...coming]),
    replaced: false,
  })
  const masks = { words: words.slice(0, mostAtOnce.texts), released: released.slice(0, mostAtOnce.texts) }
  const lacks = (some: readonly string[], others: readonly string[]) => some.filter((text) => !others.includes(text))
  return {
    masks,
    unfit: [...unfit, ...words.slice(mostAtOnce.texts)],
    back: {
      mask: lacks(before.words, masks.words),
      unmask: lacks(masks.words, before.words),
      release: lacks(before.released, masks.released),
      hold: lacks(masks.released, before.released),
    },
  }
}

interface ListChange {
  readonly keyOf: (text: string) => string
  readonly coming: readonly string[]
  readonly gone: readonly string[]
  /** One takes the place of another. */
  readonly replaced: boolean
}

/** A list without some and with others, each once. */
function withChange(list: readonly string[], { keyOf, coming, gone, replaced }: ListChange): string[] {
  const out = new Set(gone)
  const known = new Set(list.filter((text) => !out.has(text)).map(keyOf))
  const fresh = coming.filter((text) => {
    const isNew = !known.has(keyOf(text))
    known.add(keyOf(text))
    return isNew
  })
  const [one] = fresh
  if (replaced && one !== undefined && gone.length === 1) return list.map((text) => (out.has(text) ? one : text))
  return [...list.filter((text) => !out.has(text)), ...fresh]
}

/**
 * Simplified and traditional Chinese. Which characters only one of them has follows from two national character
 * sets: GB 2312 was made for the one, Big5 for the other, and what both have belongs to both.
 */

export type HanForm = 'simplified' | 'traditional'

/** An author writes in one form who has so little of the other: a name, a quoted character. */
const strayShare = 0.2
/** Characters of other words in both sets that nobody writes in traditional texts but for these. */
const hardlyTraditional = '听么儿坏愿虫忏扑'
const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u

/** The form that a text is written in; null where that cannot be told, as in Japanese. */
export function formOf(text: string): HanForm | null {
  if (kana.test(text)) return null
  const counts = { simplified: 0, traditional: 0 }
  for (const character of text) {
    const form = onlyForms().get(character)
    if (form) counts[form]++
  }
  const all = counts.simplified + counts.traditional
  if (all === 0 || Math.min(counts.simplified, counts.traditional) > all * strayShare) return null
  return counts.simplified > counts.traditional ? 'simplified' : 'traditional'
}

/** Where the first character of the other form stands that the author has not written, in UTF-16 units; the length where there is none. */
export function otherFormStart(text: string, form: HanForm | null, before: string): number {
  if (form === null) return text.length
  for (let at = 0; at < text.length; at++) {
    const own = onlyForms().get(text.charAt(at))
    if (own && own !== form && !before.includes(text.charAt(at))) return at
  }
  return text.length
}

let known: ReadonlyMap<string, HanForm> | null = null

/**
 * Characters that one form has alone. Each set has its frequent characters first: what is frequent on the mainland and
 * rare in Taiwan (体, 机, 万) is simplified, too, and what is rare in Taiwan may be a name's in any text.
 */
function onlyForms(): ReadonlyMap<string, HanForm> {
  if (known) return known
  const mainlandFrequent = charactersOf('gb2312', [0xb0, 0xd7], [[0xa1, 0xfe]])
  const mainlandRare = charactersOf('gb2312', [0xd8, 0xf7], [[0xa1, 0xfe]])
  const taiwanFrequent = charactersOf('big5', [0xa4, 0xc6], bigFiveTrails)
  const taiwanRare = charactersOf('big5', [0xc9, 0xf9], bigFiveTrails)
  const forms = new Map<string, HanForm>()
  for (const character of mainlandFrequent) if (!taiwanFrequent.has(character)) forms.set(character, 'simplified')
  for (const character of mainlandRare) if (!taiwanFrequent.has(character) && !taiwanRare.has(character)) forms.set(character, 'simplified')
  for (const character of taiwanFrequent) if (!mainlandFrequent.has(character) && !mainlandRare.has(character)) forms.set(character, 'traditional')
  for (const character of hardlyTraditional) forms.set(character, 'simplified')
  known = forms
  return known
}

const bigFiveTrails: readonly Range[] = [
  [0x40, 0x7e],
  [0xa1, 0xfe],
]
type Range = readonly [first: number, last: number]

function charactersOf(encoding: string, leads: Range, trails: readonly Range[]): Set<string> {
  const bytes: number[] = []
  for (let lead = leads[0]; lead <= leads[1]; lead++)
    for (const [first, last] of trails) for (let trail = first; trail <= last; trail++) bytes.push(lead, trail)
  const text = new TextDecoder(encoding).decode(Uint8Array.from(bytes))
  return new Set([...text].filter((character) => /\p{Script=Han}/u.test(character)))
}

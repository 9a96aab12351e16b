/** A text in the form in which personal data is looked for: whatever the signs are wide, and whatever stands between them unseen. */

/** Spaces of other widths, as one of half. */
const spaces = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g
/** What nobody sees: it comes in from web pages, and parts a number for whoever looks for it. */
const unseen = /[\u00ad\u200b-\u200d\u2060\ufeff]/g

export interface PlainForm {
  readonly plain: string
  /** Where a place of it is in the text. */
  readonly placeOf: (at: number) => number
}

export function plainForm(text: string): PlainForm {
  const wide = halfWidth(text)
  const gaps = [...wide.matchAll(unseen)].map(({ index }) => index)
  if (gaps.length === 0) return { plain: wide, placeOf: (at) => at }
  // Where each sign of the plain form stands: as many gaps lie before it as it has been moved.
  const places: number[] = []
  const isGap = new Set(gaps)
  for (let at = 0; at < wide.length; at += 1) if (!isGap.has(at)) places.push(at)
  return { plain: wide.replace(unseen, ''), placeOf: (at) => places[at] ?? text.length }
}

/** Digits and the like of full width as those of half: one for one. */
function halfWidth(text: string): string {
  return text
    .replace(/[０-９Ａ-Ｚａ-ｚ＠＋－．｜]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[‐‑–—]/g, '-')
    .replace(spaces, ' ')
}

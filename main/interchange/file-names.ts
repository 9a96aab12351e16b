/** Names of files that every system can hold, and that a person recognises. */

/** Devices, to Windows: also with an ending, with spaces before that, and by raised digits. */
const reserved = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])$/i
/** Bytes, in UTF-8: file systems allow 255 with the ending, and a path has several names. */
const mostBytes = 120

/** A title as the name of a file or a folder, without its ending. Never empty. */
export function safeName(title: string): string {
  const plain = title
    .normalize('NFC')
    .toWellFormed()
    .replace(/[<>:"/\\|?*]/g, (sign) => wide[sign] ?? '-')
    // Control characters, and those that turn the direction of what is shown.
    .replace(/[\p{Cc}\p{Cf}\ufffd]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const short = cut(plain)
    .replace(/[. ]+$/, '')
    .replace(/^\.+/, '')
  if (short === '') return '_'
  return reserved.test(short.split('.')[0]?.trimEnd() ?? '') ? `_${short}` : short
}

/** Chinese signs that look like those that Windows forbids. */
const wide: Readonly<Record<string, string>> = { '<': '＜', '>': '＞', ':': '：', '"': '＂', '/': '／', '\\': '＼', '|': '｜', '?': '？', '*': '＊' }

function cut(text: string): string {
  // None of its units has more than three bytes: nearly every title is short enough without being looked at.
  if (text.length * 3 <= mostBytes) return text
  let [kept, bytes] = ['', 0]
  for (const { segment } of new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text)) {
    bytes += new TextEncoder().encode(segment).length
    if (bytes > mostBytes) break
    kept += segment
  }
  return kept === text ? kept : endedWell(text, kept.length)
}

/** A part of this text of at most so many units: to where a part of its sentence or a word ends, if more than half of it is left. */
function endedWell(text: string, most: number): string {
  const kept = text.slice(0, most)
  const ends = [...kept.matchAll(/\p{P}/gu)].map(({ index, 0: sign }) => (closing.test(sign) ? index + sign.length : index))
  const words = [...new Intl.Segmenter('zh', { granularity: 'word' }).segment(text)].map(({ index }) => index)
  const lastOf = (places: readonly number[]): number => Math.max(0, ...places.filter((place) => place <= most))
  const last = [lastOf(ends), lastOf(words)].find((place) => place * 2 > most) ?? most
  return text.slice(0, last).replace(/[^\p{L}\p{N}\p{M}\p{S}\p{Pe}\p{Pf}!?！？。]+$/u, '')
}

/** Signs that end what they stand behind. */
const closing = /[\p{Pe}\p{Pf}!?！？。]/u

/** Keeps names apart that a system without case would take for one. */
export class TakenNames {
  readonly #taken = new Set<string>()

  /** The name, or with a number behind it. */
  free(name: string, ending = ''): string {
    for (let number = 1; ; number += 1) {
      const tried = number === 1 ? name : `${name} (${number})`
      const key = `${tried}${ending}`.toLowerCase()
      if (this.#taken.has(key)) continue
      this.#taken.add(key)
      return `${tried}${ending}`
    }
  }
}

/** Before a name, so that files lie in the author's order: `01 `, as wide as the last number. */
export function numberBefore(index: number, count: number): string {
  return `${String(index + 1).padStart(Math.max(2, String(count).length), '0')} `
}

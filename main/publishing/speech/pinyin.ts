/** Pinyin that an author wrote as the reading of a word, as services want it: syllables with the number of their tone. */

const TONES: Readonly<Record<string, number>> = { '\u0304': 1, '\u0301': 2, '\u030c': 3, '\u0300': 4 }
const SYLLABLE =
  /(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|van|ai|ei|ao|ou|an|en|in|er|ia|ie|iu|ua|uo|ui|un|ve|ue|vn|a|o|e|i|u|v)/y
/** The tone that is none. */
const NEUTRAL = 5

/** `chóng qìng` or `chong2qing4` as `chong2 qing4`; null for what is no pinyin, or says no tone. */
export function pinyinOf(text: string): string | null {
  const letters: string[] = []
  const tones: number[] = []
  for (const sign of text.toLowerCase().normalize('NFD')) {
    const tone = TONES[sign] ?? (/[1-5]/.test(sign) ? Number(sign) : undefined)
    if (tone !== undefined) tones[letters.length - 1] = tone
    else if (sign === '\u0308' && letters.at(-1) === 'u') letters[letters.length - 1] = 'v'
    else letters.push(sign)
  }
  return tones.length === 0 ? null : syllables(letters.join(''), tones)
}

function syllables(letters: string, tones: readonly number[]): string | null {
  const all: string[] = []
  for (let at = 0; at < letters.length;) {
    if (/[\s'’·-]/.test(letters[at] ?? '')) {
      at += 1
      continue
    }
    SYLLABLE.lastIndex = at
    const [syllable] = SYLLABLE.exec(letters) ?? []
    if (syllable === undefined) return null
    const tone = tones.slice(at, at + syllable.length).find((each) => each !== undefined)
    all.push(`${syllable}${tone ?? NEUTRAL}`)
    at += syllable.length
  }
  return all.length === 0 ? null : all.join(' ')
}

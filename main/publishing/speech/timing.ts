/** When what is said, at an author's own pace. */
import { visibleCharacters } from '../prose/counting.ts'
import type { Script } from './script.ts'

/** 字 a minute that a podcast is read at, where the author has measured none of their own. */
export const USUAL_PACE = 240

export interface Cue {
  readonly text: string
  /** Milliseconds from the beginning. */
  readonly from: number
  readonly to: number
}

/** 字 that can be read in one line under a picture. */
const LONGEST_CUE = 24

/** The script in cues of a line each, and the milliseconds that the whole takes. `pace`: 字 a minute. */
export function timed({ lines }: Script, pace: number): { readonly cues: readonly Cue[]; readonly length: number } {
  const perCharacter = 60_000 / pace
  const cues: Cue[] = []
  let now = 0
  for (const { spoken, pause } of lines) {
    for (const text of cueTexts(spoken.map(({ said }) => said).join(''))) {
      const to = now + Math.round(visibleCharacters(text) * perCharacter)
      cues.push({ text, from: now, to })
      now = to
    }
    now += pause
  }
  return { cues, length: now }
}

/** A line in parts, cut behind its stops and, where these are far apart, behind its commas. */
function cueTexts(said: string): string[] {
  const sentences = said.match(/[^。！？!?；;]+[。！？!?；;”』」）)]*/g) ?? []
  return sentences
    .flatMap((sentence) => (visibleCharacters(sentence) <= LONGEST_CUE ? [sentence] : shorter(sentence)))
    .flatMap((text) => (visibleCharacters(text) > 0 ? [text.trim()] : []))
}

function shorter(sentence: string): string[] {
  const parts = sentence.match(/[^，,、：:]+[，,、：:]?/g) ?? [sentence]
  const cues: string[] = []
  for (const part of parts) {
    const last = cues.at(-1)
    if (last !== undefined && visibleCharacters(last) + visibleCharacters(part) <= LONGEST_CUE) cues[cues.length - 1] = last + part
    else cues.push(...pieces(part))
  }
  return cues
}

/** Made once: making one takes far longer than using it. */
const GRAPHEMES = new Intl.Segmenter('zh', { granularity: 'grapheme' })

/** What has no comma is cut between characters. */
function pieces(text: string): string[] {
  const all = [...GRAPHEMES.segment(text)].map(({ segment }) => segment)
  return Array.from({ length: Math.ceil(all.length / LONGEST_CUE) }, (_, i) => all.slice(i * LONGEST_CUE, (i + 1) * LONGEST_CUE).join(''))
}

/** When what is said, at an author's own pace. */
import { saidCharacters } from '#preload/document/said-length.ts'
import { cueTexts } from './cues.ts'
import type { Spoken } from './readings.ts'
import { saidLines, type Script } from './script.ts'

/** 字 a minute that a podcast is read at, where the author has measured none of their own. */
export const USUAL_PACE = 240

/** Milliseconds that a line takes to be seen and read. */
const SHORTEST_MS = 800

export interface Cue {
  readonly text: string
  /** Milliseconds from the beginning. */
  readonly from: number
  readonly to: number
}

/** With names as they are written that a voice spells, Q D I I: who reads sees QDII, for as long as it takes to say. */
function unspelling(spoken: readonly Spoken[]): (text: string) => string {
  const spelt = new Map<string, string>()
  for (const { written, said } of spoken)
    if (written !== said && /^[A-Za-z](?: [A-Za-z])+$/.test(said) && said.replaceAll(' ', '') === written) spelt.set(said, written)
  if (spelt.size === 0) return (text) => text
  // The longest first: one may begin another.
  const names = [...spelt.keys()].toSorted((a, b) => b.length - a.length)
  const pattern = new RegExp(`(?<![A-Za-z] ?)(?:${names.join('|')})(?! ?[A-Za-z])`, 'g')
  return (text) => text.replaceAll(pattern, (said) => spelt.get(said) ?? said)
}

/** The script in cues of a line each, and the milliseconds that the whole takes. `pace`: 字 a minute. */
export function timed(script: Script, pace: number): { readonly cues: readonly Cue[]; readonly length: number } {
  const perCharacter = 60_000 / pace
  const cues: Cue[] = []
  let now = 0
  for (const { spoken, pause } of saidLines(script)) {
    const shown = unspelling(spoken)
    for (const text of cueTexts(spoken)) {
      const to = now + Math.round(saidCharacters(text) * perCharacter)
      cues.push({ text: shown(text), from: now, to })
      now = to
    }
    // A short line stays for a while of the silence behind it.
    const last = cues.at(-1)
    if (last !== undefined && last.to === now) cues[cues.length - 1] = { ...last, to: Math.min(now + pause, Math.max(now, last.from + SHORTEST_MS)) }
    now += pause
  }
  return { cues, length: now }
}

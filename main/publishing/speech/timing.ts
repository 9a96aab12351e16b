/** When what is said, at an author's own pace. */
import { saidCharacters } from '#preload/document/said-length.ts'
import { cueLines } from './cues.ts'
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

/** The script in cues of a line each, and the milliseconds that the whole takes. `pace`: 字 a minute. */
export function timed(script: Script, pace: number): { readonly cues: readonly Cue[]; readonly length: number } {
  const perCharacter = 60_000 / pace
  const cues: Cue[] = []
  let now = 0
  for (const { spoken, pause } of saidLines(script)) {
    for (const { text, said } of cueLines(spoken)) {
      const to = now + Math.round(saidCharacters(said) * perCharacter)
      if (text !== '') cues.push({ text, from: now, to })
      now = to
    }
    // A short line stays for a while of the silence behind it.
    const last = cues.at(-1)
    if (last !== undefined && last.to === now) cues[cues.length - 1] = { ...last, to: Math.min(now + pause, Math.max(now, last.from + SHORTEST_MS)) }
    now += pause
  }
  return { cues, length: now }
}

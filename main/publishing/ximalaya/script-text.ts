/** The script as a text to read from. */
import { shownOf, type Spoken } from '../speech/readings.ts'
import type { Script } from '../speech/script.ts'

/** Silences from this length on are marked, so that a narrator sees them. */
export const MARKED_MS = 900

export function scriptText(title: string, { lines }: Script, length: number): string {
  const body = lines.map(({ spoken, pause }) => narrated(spoken) + (pause >= MARKED_MS ? '\n（停顿）' : ''))
  return `${title}\n节目时长约 ${spokenLength(length)}（含停顿）\n\n${body.join('\n\n')}\n`
}

/** Minutes and seconds, as a player shows them. */
export function spokenLength(ms: number): string {
  const seconds = Math.round(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** As it is said, with the sound of a word behind it where the author has told it. */
export function narrated(spoken: readonly Spoken[]): string {
  return spoken.map((piece) => shownOf(piece) + (piece.pinyin === undefined ? '' : `（${piece.pinyin}）`)).join('')
}

import { toneNames } from '#preload/contract/tone-names.ts'
import type { Tone } from '#preload/document/schema.ts'

/** What a box is called where nothing but its words is left: as in the studio. */
export const TONES: Readonly<Record<Tone, string>> = {
  note: toneNames.note.zh,
  tip: toneNames.tip.zh,
  important: toneNames.important.zh,
  warning: toneNames.warning.zh,
  caution: toneNames.caution.zh,
}

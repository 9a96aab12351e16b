/**
 * What is known of one author beside the text: at which kinds of places they take suggestions more often, or less
 * often, than the model's calibration expects. Where nothing is known, nothing is changed.
 */
import type { SuggestionPlace } from './evidence.ts'

/** How far an author leans towards suggestions at places of a kind, or, below 0, away from them. */
export interface Leaning extends SuggestionPlace {
  /** Added to the log-odds that the first word is right. */
  readonly shift: number
}

/** The shift at a place; 0 where nothing is known. */
export function shiftAt(leanings: readonly Leaning[], { position, block, writing }: SuggestionPlace): number {
  return leanings.find((leaning) => leaning.position === position && leaning.block === block && leaning.writing === writing)?.shift ?? 0
}

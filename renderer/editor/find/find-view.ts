/** What the bar shows of a search in the page. */
import type { Sought } from '#preload/document/sought.ts'
import type { FindTrouble } from './find-runner.ts'

export type FindOption = 'matchCase' | 'wholeWord' | 'isPattern'

export interface FindView extends Sought {
  readonly isOpen: boolean
  readonly isReplacing: boolean
  readonly replacement: string
  readonly inSelection: boolean
  readonly count: number
  /** The current place, counted from 0; -1: none. */
  readonly at: number
  readonly trouble: FindTrouble | null
  /** How many were just replaced; null after anything else. */
  readonly replaced: number | null
  /** What was replaced was just taken back. */
  readonly isTakenBack: boolean
  /** Raised whenever the field is to have the focus, its text selected. */
  readonly wantsFocus: number
}

/** Nothing is looked for yet. */
export const closedView: FindView = {
  isOpen: false,
  isReplacing: false,
  text: '',
  replacement: '',
  matchCase: false,
  wholeWord: false,
  isPattern: false,
  inSelection: false,
  count: 0,
  at: -1,
  trouble: null,
  replaced: null,
  isTakenBack: false,
  wantsFocus: 0,
}

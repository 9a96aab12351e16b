/** The one sentence that a proof comes to, and how good news it is. Pure. */
import type { Proof, ProofVerdict } from '#preload/contract/proofs.ts'
import type { VoiceState } from '#preload/contract/voice.ts'
import { formatShare } from '#renderer/ui/format.ts'
import type { Language, Translate } from '#renderer/ui/translate.ts'

/** What a proof came to, with its price. */
export type Proved = NonNullable<NonNullable<VoiceState['result']>['proved']>

/** `priced`: better, but not for nothing; `doubtful`: not to be recommended. */
export type VerdictTone = 'good' | 'priced' | 'doubtful'

export function toneOf({ isWorthUsing, price: { general, circles, stillCircles } }: Proved): VerdictTone {
  return !isWorthUsing ? 'doubtful' : general !== null || circles || stillCircles ? 'priced' : 'good'
}

/** What is better says with it what that costs, and where it still can't be used. */
export function verdictText(t: Translate, language: Language, { verdict, price }: Proved): string {
  if (!isGain(verdict)) return t(`voice.verdict-${verdict}`)
  const { general, circles, stillCircles } = price
  if (general === null) return t(`voice.verdict-${verdict}${circles ? '-circles' : stillCircles ? '-still' : ''}`)
  return t(`voice.verdict-${verdict}-${circles ? 'both' : stillCircles ? 'general-still' : 'general'}`, { general: formatShare(language, general) })
}

/** `hasStrength`: it can be put on more weakly. `learnt`: how far it learnt, of how many steps; `isCutShort`: it was stopped while it got better, null where nobody knows. */
interface Taught {
  readonly hasStrength: boolean
  readonly learnt?: { readonly step: number; readonly steps: number; readonly isCutShort: boolean | null } | null
}

/** What to do with one that hardly is better or is not recommended, where something can be done; null otherwise. One that was cut short says so, however good it is. */
export function adviceText(t: Translate, { verdict }: Pick<Proved, 'verdict'>, { hasStrength, learnt = null }: Taught): string | null {
  if (isGain(verdict) && learnt?.isCutShort) return t('voice.advice-cut-short', { step: learnt.step, steps: learnt.steps })
  if (verdict === 'little')
    return t(learnt !== null && learnt.isCutShort === null && learnt.step < learnt.steps ? 'voice.advice-little-early' : 'voice.advice-little')
  return verdict === 'forgets' ? t(hasStrength ? 'voice.advice-forgets' : 'voice.advice-forgets-model') : null
}

/** What is to be known of a voice before it is put on: nobody proved it, or it proved not to be worth it. */
export function doubtOf(proof: Pick<Proof, 'isWorthUsing'> | null): 'unproved' | 'doubtful' | null {
  if (proof === null) return 'unproved'
  return proof.isWorthUsing ? null : 'doubtful'
}

function isGain(verdict: ProofVerdict): verdict is 'better' | 'little' {
  return verdict === 'better' || verdict === 'little'
}

/** Characters in a row that a voice may say by heart, as the verdict has it; what the model said by heart before is not held against it. */
export const longestRecited = 60

/** Whether it read less than its run, which measures all that is held out: then their figures differ. */
export function readsLess({ heldOut: { read, characters } }: Pick<Proof, 'heldOut'>): boolean {
  return read < characters
}

/** What a run takes and how it stands, in the author's words. Pure. */
import type { RunPlan, RunSetup } from '#preload/contract/runs.ts'
import type { VoiceRun, VoiceState } from '#preload/contract/voice.ts'
import { isUnderWay, isWaiting } from '#renderer/host/under-way.ts'
import { formatShare } from '#renderer/ui/format.ts'
import type { Language, Translate } from '#renderer/ui/translate.ts'

/** `12 分钟`, `1 小时 20 分钟`: nobody plans by seconds. */
export function durationText(t: Translate, seconds: number): string {
  const minutes = seconds < 20 * 60 ? Math.max(1, Math.round(seconds / 60)) : Math.round(seconds / 300) * 5
  if (minutes < 60) return t('voice.minutes', { count: minutes })
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return rest === 0 ? t('voice.hours', { count: hours }) : t('voice.hours-minutes', { count: hours, minutes: rest })
}

/** Characters a second; tokens, where nobody knows yet how many characters those are. Null while nothing is computed. */
export function paceText(t: Translate, { tokensPerSecond, charactersPerToken }: Pick<VoiceRun, 'tokensPerSecond' | 'charactersPerToken'>): string | null {
  if (tokensPerSecond === null) return null
  return charactersPerToken === null
    ? t('voice.pace-tokens', { count: Math.round(tokensPerSecond) })
    : t('voice.pace', { count: Math.round(tokensPerSecond * charactersPerToken) })
}

/** What is done otherwise where a run would not fit. Layers that are computed again stand in no setup: they are what is left. */
export function remedyText(t: Translate, plan: Pick<RunPlan, 'setup'> & { readonly remedy: { readonly setup: RunSetup } }): string {
  const [wanted, fitting] = [plan.setup, plan.remedy.setup]
  const changes = [
    fitting.batch < wanted.batch && t('voice.remedy-batch'),
    fitting.bits < wanted.bits && t('voice.remedy-bits', { bits: fitting.bits }),
    fitting.length < wanted.length && t('voice.remedy-length'),
  ].filter((change) => change !== false)
  return changes.length === 0 ? t('voice.remedy-again') : changes.join(t('archive.comma'))
}

/** How far a run is, from 0 to 1: in reading the works first, or in learning from them; null before anybody knows how long it is. */
export function progressOf({ step, setup, read }: Pick<VoiceRun, 'step' | 'setup' | 'read'>): { readonly isReading: boolean; readonly share: number | null } {
  if (typeof read === 'number') return { isReading: true, share: read }
  return { isReading: false, share: setup === null || setup.steps === 0 ? null : Math.min(1, step / setup.steps) }
}

/** In whole percent, the same wherever it stands; never all of it before it is. */
export const percentText = (language: Language, share: number): string => formatShare(language, Math.floor(share * 100) / 100)

/** Whether a voice is being proved, after a run or because its author asked for it. */
export function isProving(state: Pick<VoiceState, 'proof'> | null): boolean {
  return state !== null && state.proof !== null && state.proof.problem === null
}

/** Whether something is computed, for all that is known. */
export function isGoingOn(state: VoiceState | null): boolean {
  return isProving(state) || (isUnderWay(state) && !isWaiting(state))
}

/** What the library notes of a voice: what goes on or waits; `lost` where that is not known, because the host is away; null where nothing is. */
export function voiceNote(state: VoiceState | null, isConnected: boolean): 'proving' | 'running' | 'waiting' | 'lost' | null {
  if (isGoingOn(state)) return !isConnected ? 'lost' : isProving(state) ? 'proving' : 'running'
  return isUnderWay(state) ? 'waiting' : null
}

/** Whether a run of the author's voice is there that is not over. Pure. */
import type { VoiceState } from '#preload/contract/voice.ts'

export function isUnderWay(state: Pick<VoiceState, 'phase'> | null): boolean {
  return state !== null && state.phase !== 'idle' && state.phase !== 'done'
}

/** Whether it rests, until its author goes on with it. */
export function isWaiting(state: Pick<VoiceState, 'phase'> | null): boolean {
  return state !== null && (state.phase === 'paused' || state.phase === 'failed')
}

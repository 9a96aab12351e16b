/** What the small window of the voice has to say beside its controls: why they may not work, or what is on its way. Pure. */
import type { ActiveAdapter } from '#preload/contract/adapters.ts'
import type { EngineState } from '#preload/contract/models.ts'
import type { ProblemReport } from '#preload/contract/problem.ts'
import type { Adapter, VoiceState } from '#preload/contract/voice.ts'
import { isUnderWay } from '#renderer/host/under-way.ts'
import { isProving } from './run-words.ts'

export interface KnownOfVoice {
  readonly isConnected: boolean
  /** The library can be written. */
  readonly editable: boolean
  /** Suggestions come by themselves. */
  readonly on: boolean
  readonly engine: EngineState | null
  readonly active: ActiveAdapter | null
  /** Null until they were read. */
  readonly adapters: readonly Adapter[] | null
  readonly voice: VoiceState | null
}

export type Note =
  | { readonly kind: 'lost' | 'read-only' | 'starting' | 'restarting' | 'failed' | 'off' | 'looking' | 'nothing' }
  | { readonly kind: 'server'; readonly host: string }
  | { readonly kind: 'elsewhere'; readonly count: number }
  | { readonly kind: 'learning' | 'learning-model' | 'waiting' | 'proving'; readonly name: string }
  | { readonly kind: 'trouble'; readonly problem: ProblemReport }

/** The voices of the model in use. */
export const voicesAtHand = (adapters: readonly Adapter[]): Adapter[] => adapters.filter(({ presence }) => presence === 'in-use')

/** The first is why nothing can be done or seen, where there is a reason; then what there is to know of voices. */
export function notesOf(known: KnownOfVoice): Note[] {
  if (!known.isConnected) return [{ kind: 'lost' }]
  const notes = [hindrance(known), trouble(known), missing(known), coming(known)]
  return notes.filter((note) => note !== null)
}

function hindrance({ editable, engine, on }: KnownOfVoice): Note | null {
  if (!editable) return { kind: 'read-only' }
  if (engine?.server) return { kind: 'server', host: engine.server.host }
  const phase = engine?.phase ?? 'ready'
  switch (phase) {
    case 'starting':
    case 'loading':
    case 'measuring':
      return { kind: 'starting' }
    case 'restarting':
    case 'failed':
      return { kind: phase }
    case 'off':
    case 'ready':
      return on ? null : { kind: 'off' }
    default:
      return phase satisfies never
  }
}

const trouble = ({ active }: KnownOfVoice): Note | null => (active?.problem ? { kind: 'trouble', problem: active.problem } : null)

function missing({ engine, adapters, active }: KnownOfVoice): Note | null {
  if (!engine?.model || active !== null) return null
  if (adapters === null) return { kind: 'looking' }
  if (voicesAtHand(adapters).length > 0) return null
  return adapters.length > 0 ? { kind: 'elsewhere', count: adapters.length } : { kind: 'nothing' }
}

function coming({ voice, adapters }: KnownOfVoice): Note | null {
  if (voice === null) return null
  const { run, phase, proof } = voice
  if (proof && isProving(voice)) {
    // Of a model that was learnt as a whole there is nothing to choose here.
    const proved = adapters?.find(({ id, presence }) => id === proof.adapter && presence === 'in-use')
    return proved ? { kind: 'proving', name: proved.name } : null
  }
  if (!run || !isUnderWay(voice)) return null
  if (phase === 'paused' || phase === 'failed') return { kind: 'waiting', name: run.name }
  const isWhole = run.setup?.method === 'full' || run.setup?.method === 'continue'
  return { kind: isWhole ? 'learning-model' : 'learning', name: run.name }
}

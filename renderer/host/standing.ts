/** How a model stands: whether it serves, is chosen, or is only there. Pure. */
import type { EngineState } from '#preload/contract/models.ts'
import type { ProblemReport } from '#preload/contract/problem.ts'

export interface Standing {
  /**
   * `used`: it serves. `stands-in`: it serves because the chosen one can't. `loading`: it is chosen and about to serve.
   * `unused`: it is chosen and can't be used. `free`: it can be chosen.
   */
  readonly kind: 'used' | 'stands-in' | 'loading' | 'unused' | 'free'
  /** Why it could not be used, where that was tried. */
  readonly refusal: ProblemReport | null
}

/** How the model `id` stands, where `chosen` is what the author chose. `engine` is null until it is known. */
export function standingOf(id: string, chosen: string, engine: EngineState | null): Standing {
  const isChosen = id === chosen
  if (!engine) return { kind: isChosen ? 'used' : 'free', refusal: null }
  const { phase, refused, problem, model, server } = engine
  // Another one completes: any of them can be gone back to.
  if (server) return { kind: 'free', refusal: null }
  const isRefused = refused?.id === id
  const refusal = isRefused ? refused.problem : isChosen && phase === 'failed' ? problem : null
  if (phase === 'ready' && model?.id === id) return { kind: isChosen || !refused ? 'used' : 'stands-in', refusal: null }
  if (!isChosen) return { kind: 'free', refusal }
  return { kind: phase === 'failed' || (isRefused && phase === 'ready') ? 'unused' : 'loading', refusal }
}

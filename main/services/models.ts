/** The models on this computer and the engine that runs one of them. */
import type { Compute } from '#main/compute/compute.ts'
import type { Emit, Handlers } from '#preload/contract/member.ts'
import type { models } from '#preload/contract/models.ts'

export interface ModelsOptions {
  readonly compute: Pick<Compute, 'models' | 'state' | 'listen' | 'retry'>
  readonly emit: Emit<typeof models>
}

export function modelsService({ compute, emit }: ModelsOptions): Handlers<typeof models> {
  compute.listen((state) => emit('stateChanged', state))
  return {
    list: () => compute.models(),
    state: () => compute.state(),
    retry: () => {
      compute.retry()
      return {}
    },
  }
}

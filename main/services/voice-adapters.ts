/** The adapters on the disk, as pages ask for them. */
import type { Emit, Handlers } from '#preload/contract/member.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { AdapterId, voice } from '#preload/contract/voice.ts'
import type { Workspace } from './open-workspace.ts'
import { guarded } from './store-problem.ts'
import type { VoiceFolder } from './voice-records.ts'

export interface AdaptersOptions {
  readonly workspace: Workspace
  /** The author's folder. */
  readonly folder: string
  readonly files: VoiceFolder
  readonly emit: Emit<typeof voice>
}

export function adapterHandlers({ workspace, folder, files, emit }: AdaptersOptions): Pick<Handlers<typeof voice>, 'adapters' | 'rename' | 'remove'> {
  const change = (id: AdapterId, work: () => boolean): Record<never, never> => {
    if (!workspace.isWritable()) throw new Problem('read-only', 'another studio has this workspace open')
    if (!guarded(folder, work)) throw new Problem('not-found', `there is no adapter ${id}`)
    emit('adaptersChanged', {})
    return {}
  }
  return {
    adapters: () => guarded(folder, () => files.adapters()),
    rename: ({ id, name }) => change(id, () => files.rename(id, name)),
    remove: ({ id }) => change(id, () => files.remove(id)),
  }
}

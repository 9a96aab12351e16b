/** Which works are learnt, and which held out: an author wants to know by what they are judged, before a run and afterwards. */
import type { AdapterId } from '#preload/contract/adapters.ts'
import type { Handlers } from '#preload/contract/member.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { voice } from '#preload/contract/voice.ts'
import { WorkId } from '#preload/contract/works.ts'
import type { ArchiveLearning } from './archive-learning.ts'
import { guarded } from './store-problem.ts'
import type { LeftOut } from './voice-left-out.ts'
import type { AdapterRecord, VoiceFolder } from './voice-records.ts'

export interface HeldOutOptions {
  /** The author's folder. */
  readonly folder: string
  readonly files: VoiceFolder
  readonly learning: Pick<ArchiveLearning, 'work'>
  /** Which works are there and learnt; null where that can't be told just now. */
  readonly leftOut: Pick<LeftOut, 'known'>
}

type TaughtWork = Awaited<ReturnType<Handlers<typeof voice>['heldOut']>>[number]

/** Works that are held out, the longest first. */
export const heldOutOf = (works: AdapterRecord['works'], presenceOf: (id: string) => TaughtWork['presence']) => on(true, works, presenceOf)

function on(isHeldOut: boolean, works: AdapterRecord['works'], presenceOf: (id: string) => TaughtWork['presence']): TaughtWork[] {
  return works
    .filter(({ heldOut }) => heldOut === isHeldOut)
    .toSorted((a, b) => b.words - a.words)
    .map(({ id, title, words }) => ({ id: WorkId.parse(id), title, words, presence: presenceOf(id) }))
}

export function heldOutHandler({ folder, files, learning, leftOut }: HeldOutOptions): Pick<Handlers<typeof voice>, 'heldOut' | 'learntFrom'> {
  const side = (id: AdapterId, isHeldOut: boolean) => {
    const record = guarded(folder, () => files.record(id) ?? files.model(id))
    if (record === null) throw new Problem('not-found', `there is no adapter or model ${id}`)
    const known = leftOut.known()
    // What can't be told just now is not said to be gone.
    const presenceOf = (work: string) => (known === null ? 'here' : !learning.work(work) ? 'gone' : known.has(work) ? 'here' : 'left-out')
    return on(isHeldOut, record.works, presenceOf)
  }
  return { heldOut: ({ id }) => side(id, true), learntFrom: ({ id }) => side(id, false) }
}

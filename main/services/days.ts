/** How much the author wrote on each day. */
import type { days, WrittenDay } from '#preload/contract/days.ts'
import type { Emit, Handlers } from '#preload/contract/member.ts'
import { dayOf } from '#main/store/written-days.ts'
import { atMostEvery } from './at-most-every.ts'
import type { Workspace } from './open-workspace.ts'

const tellEveryMs = 1000

export interface DaysOptions {
  readonly workspace: Workspace
  readonly emit: Emit<typeof days>
  readonly now?: () => Date
}

export function daysService({ workspace, emit, now = () => new Date() }: DaysOptions): Handlers<typeof days> {
  const written = () => {
    const all = workspace.read((store) => store.writtenDays())
    const day = dayOf(now())
    return { today: all.find((one) => one.day === day) ?? { day, words: 0 }, days: all }
  }
  let told: WrittenDay | null = null
  const paced = atMostEvery(tellEveryMs, () => {
    if (!workspace.isReadable()) return
    const { today } = written()
    if (today.day !== told?.day || today.words !== told.words) emit('changed', today)
    told = today
  })
  workspace.listen((event) => {
    if (event === 'text' || event === 'state') paced.soon()
  })
  return { written }
}

/** Leaves a group out of what is learnt, or takes it in: all of it where it was in part, and back to that part the next time round. */
import type { WorkGroup } from '#preload/contract/archive.ts'
import type { WorkId } from '#preload/contract/works.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { deedsOf } from './deeds.ts'
import { seenOf } from './seen.ts'
import { type ArchiveClient, useDoing } from './use-archive.ts'

type Asked = Pick<ArchiveClient, 'list' | 'exclude'>

/** Those of a group that are left out. */
async function leftOutOf(archive: Asked, group: string): Promise<WorkId[]> {
  const out: WorkId[] = []
  for (let from = 0; ;) {
    const { works, total } = await archive.list({ group, from, count: 500 })
    out.push(...works.filter(({ excluded }) => excluded).map(({ id }) => id))
    from += works.length
    if (works.length === 0 || from >= total) return out
  }
}

/** What was out when all of it was taken in, by the group, for when it comes in again. */
export type LeftOutBefore = Map<string, readonly WorkId[]>

/** Does it. Answers what takes it back. */
export async function leaveOut(
  archive: Asked,
  group: Pick<WorkGroup, 'id' | 'learntWorks'>,
  excluded: boolean,
  before: LeftOutBefore,
): Promise<() => Promise<unknown>> {
  const whole = (isOut: boolean) => archive.exclude({ works: [], groups: [group.id], excluded: isOut })
  const single = (works: readonly WorkId[]) => archive.exclude({ works: [...works], groups: [], excluded: true })
  if (excluded) {
    await whole(true)
    return () => whole(false)
  }
  if (group.learntWorks > 0) {
    const out = await leftOutOf(archive, group.id)
    before.set(group.id, out)
    await whole(false)
    return () => single(out)
  }
  await whole(false)
  const out = before.get(group.id) ?? []
  before.delete(group.id)
  if (out.length > 0) await single(out)
  return () => whole(true)
}

/** Whether it was done. */
export function useLeavingOut(group: WorkGroup): (excluded: boolean) => Promise<boolean> {
  const host = useHost()
  const doing = useDoing()
  return (excluded) =>
    doing(async (archive) => {
      const back = await leaveOut(archive, group, excluded, seenOf(host).leftOut)
      deedsOf(host).did(() => void doing(back))
    })
}

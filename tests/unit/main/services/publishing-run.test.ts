import { expect, test } from 'vitest'
import type { FolderOutcome } from '#main/publishing/desk/export-folder.ts'
import { PublishingRun, type RunPorts } from '#main/services/publishing-run.ts'
import { temporaryFolder } from '../store/temporary.ts'

const outcome: FolderOutcome = { written: 1, kept: 0, theirs: 0, removed: 0, findings: [], aside: null, left: [] }

/** What is noted of an export that came out like this. */
async function notedOf(came: Partial<FolderOutcome>, lessons: readonly string[] | null = null): Promise<readonly string[][]> {
  const folder = temporaryFolder()
  const all = ['甲', '乙'].map((title, at) => ({ id: `lesson-${at}`, title }))
  const tree = { id: 'c', title: '课', chapters: [{ id: 'h', title: '章', lessons: all }] }
  const versions = new Map(all.map(({ id, title }) => [id, { revision: 2, title, hash: 'now' }]))
  const noted: string[][] = []
  const ports = {
    source: {
      course: () => tree,
      take: () => Promise.resolve({ task: { kind: 'course', course: { ...tree, author: '' }, images: {} }, versions }),
    },
    desk: { export: () => Promise.resolve({ kind: 'done', outcome: { ...outcome, ...came } }) },
    author: () => '',
    folder: () => folder,
    options: () => ({}),
    settings: () => ({ kept: () => 'set', otherThan: () => null }),
    note: (_: unknown, out: readonly { readonly lesson: string }[]) => {
      noted.push(out.map(({ lesson }) => lesson))
      return Promise.resolve(null)
    },
    changed: () => undefined,
    recorded: () => undefined,
    reportBug: (error: unknown) => {
      throw error
    },
  } as unknown as RunPorts
  const run = new PublishingRun(ports)
  run.start({ course: 'c', lessons, targets: ['zhihu'], inTheWay: 'keep' })
  await expect.poll(() => run.state()?.isOver).toBe(true)
  return noted
}

test('a lesson whose old file the author kept did not go out as it is now', async () => {
  expect(await notedOf({})).toEqual([['lesson-0', 'lesson-1']])
  expect(await notedOf({ left: ['lesson-0'] })).toEqual([['lesson-1']])
  expect(await notedOf({ left: ['lesson-0'] }, ['lesson-0'])).toEqual([[]])
})

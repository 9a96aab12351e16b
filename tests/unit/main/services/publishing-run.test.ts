import { expect, test } from 'vitest'
import type { ExportAnswer } from '#main/services/publishing-tasks.ts'
import type { ExportRow } from '#main/store/ledger.ts'
import type { FolderOutcome } from '#main/publishing/desk/folder-outcome.ts'
import { PublishingRun, type RunPorts } from '#main/services/publishing-run.ts'
import { Problem } from '#preload/contract/problem.ts'
import { temporaryFolder } from '../store/temporary.ts'

const outcome: FolderOutcome = { written: 1, kept: 0, theirs: 0, removed: 0, findings: [], aside: null, left: [] }

/** The lessons that are noted of an export that came out like this. */
async function notedOf(came: Partial<FolderOutcome>, lessons: readonly string[] | null = null): Promise<readonly string[][]> {
  return (await notes({ kind: 'done', outcome: { ...outcome, ...came } }, lessons)).map((each) => each.out)
}

async function notes(answer: ExportAnswer, lessons: readonly string[] | null = null) {
  return (await ran(answer, lessons)).noted
}

/** `full`: what went out can't be noted. */
async function ran(answer: ExportAnswer, lessons: readonly string[] | null = null, full: Problem | null = null) {
  const folder = temporaryFolder()
  const all = ['甲', '乙'].map((title, at) => ({ id: `lesson-${at}`, title }))
  const tree = { id: 'c', title: '课', chapters: [{ id: 'h', title: '章', lessons: all }] }
  const versions = new Map(all.map(({ id, title }) => [id, { revision: 2, title, hash: 'now' }]))
  const noted: { out: string[]; row: Partial<ExportRow> }[] = []
  const ports = {
    source: {
      course: () => tree,
      take: () => Promise.resolve({ task: { kind: 'course', course: { ...tree, author: '' }, images: {} }, versions }),
    },
    desk: { export: () => Promise.resolve(answer) },
    author: () => '',
    folder: () => folder,
    options: () => ({}),
    settings: () => ({ kept: () => 'set', otherThan: () => null }),
    note: (row: Partial<ExportRow>, out: readonly { readonly lesson: string }[]) => {
      noted.push({ row, out: out.map(({ lesson }) => lesson) })
      return full === null ? Promise.resolve(null) : Promise.reject(full)
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
  return { noted, target: run.state()?.targets[0] }
}

test('a lesson whose old file the author kept did not go out as it is now', async () => {
  expect(await notedOf({})).toEqual([['lesson-0', 'lesson-1']])
  expect(await notedOf({ left: ['lesson-0'] })).toEqual([['lesson-1']])
  expect(await notedOf({ left: ['lesson-0'] }, ['lesson-0'])).toEqual([[]])
})

test('lessons that nothing stopped went out, also where a file of the author’s stopped another', async () => {
  const foreign = (left: readonly string[]): ExportAnswer => ({
    kind: 'foreign',
    paths: ['乙.md'],
    canStay: true,
    came: { written: 2, kept: 1, theirs: 0, removed: 0, stopped: 1 },
    left,
  })
  expect(await notes(foreign(['lesson-1']))).toMatchObject([{ out: ['lesson-0'], row: { isWhole: false, lessons: 1, written: 2, kept: 1 } }])
  expect(await notes(foreign(['lesson-0', 'lesson-1']))).toEqual([])
  expect(await notes({ kind: 'foreign', paths: ['moke-export.json'], canStay: false, came: null, left: [] })).toEqual([])
})

test('where what went out can’t be noted, that is told, with where the author’s own files are now', async () => {
  const aside = '/课/知乎 的旧文件'
  const { target } = await ran({ kind: 'done', outcome: { ...outcome, aside, theirs: 1 } }, null, new Problem('disk-full', 'no room'))
  expect(target).toMatchObject({ phase: 'failed', problem: { code: 'disk-full' }, aside, theirs: 1 })
})

test('pictures that are missing in what was written are counted, each once', async () => {
  const gone = { level: 'lost', kind: 'image-missing', lesson: 'lesson-0', block: null, text: '一条鱼', numbers: {} } as const
  const findings = [gone, { ...gone, lesson: 'lesson-1' }, gone, { ...gone, kind: 'callout' }] as const
  const { target } = await ran({ kind: 'done', outcome: { ...outcome, aside: '/课/知乎 的旧文件', isAsideOurs: true, findings } })
  expect(target).toMatchObject({ phase: 'done', lacking: 2, isAsideOurs: true })
})

import { expect, test } from 'vitest'
import type { ExportAnswer } from '#main/services/publishing-tasks.ts'
import type { ExportRow } from '#main/store/ledger.ts'
import type { FolderOutcome } from '#main/publishing/desk/folder-outcome.ts'
import { brokenOff, KeptExport } from '#main/services/publishing-broken.ts'
import { PublishingRun, type RunPorts } from '#main/services/publishing-run.ts'
import type { RunTarget } from '#preload/contract/ledger.ts'
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
  const { run, noted } = runIn(temporaryFolder(), () => Promise.resolve(answer), full)
  run.start({ course: 'c', lessons, targets: ['zhihu'], inTheWay: 'keep' })
  await expect.poll(() => run.state()?.isOver).toBe(true)
  return { noted, target: run.state()?.targets[0] }
}

function runIn(folder: string, exported: RunPorts['desk']['export'], full: Problem | null = null) {
  const all = ['甲', '乙'].map((title, at) => ({ id: `lesson-${at}`, title }))
  const tree = { id: 'c', title: '课', chapters: [{ id: 'h', title: '章', lessons: all }] }
  const versions = new Map(all.map(({ id, title }) => [id, { revision: 2, title, hash: 'now' }]))
  const noted: { out: string[]; row: Partial<ExportRow> }[] = []
  const ports = {
    source: {
      course: () => tree,
      courses: () => [tree],
      take: () => Promise.resolve({ task: { kind: 'course', course: { ...tree, author: '' }, images: {} }, versions }),
    },
    desk: { export: exported },
    kept: new KeptExport(folder),
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
  return { run: new PublishingRun(ports), noted }
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

test('files that were not written for another one of their lesson are told by their names', async () => {
  const waiting = ['a.srt', 'a.vtt', 'b.srt', 'b.vtt', 'c.srt', 'c.vtt']
  const came = { written: 0, kept: 88, theirs: 0, removed: 0, stopped: 7, waiting }
  const { target } = await ran({ kind: 'foreign', paths: ['a.docx'], canStay: true, came, left: ['lesson-0'] })
  expect(target?.problem?.detail).toMatchObject({ files: 'a.docx', stopped: 7, waiting: waiting.slice(0, 5).join('\n'), waitingCount: 6 })
})

test('where what went out can’t be noted, that is told, with where the author’s own files are now', async () => {
  const aside = '/课/知乎 的旧文件'
  const { target } = await ran({ kind: 'done', outcome: { ...outcome, aside, theirs: 1 } }, null, new Problem('disk-full', 'no room'))
  expect(target).toMatchObject({ phase: 'failed', problem: { code: 'disk-full' }, aside, theirs: 1 })
})

test('what came of the other targets stays told when the question of one is answered', async () => {
  const foreign: ExportAnswer = { kind: 'foreign', paths: ['a.md'], canStay: true, came: null, left: [] }
  const asked: (readonly string[] | null)[] = []
  const { run } = runIn(temporaryFolder(), ({ target, inTheWay, lessons }) => {
    asked.push(lessons)
    return Promise.resolve(target === 'zhihu' && inTheWay === 'stop' ? foreign : { kind: 'done', outcome })
  })
  const over = () => expect.poll(() => run.state()?.isOver).toBe(true)
  const told = () => run.state()?.targets.map(({ target, phase, isEarlier }) => [target, phase, isEarlier])
  run.start({ course: 'c', lessons: null, targets: ['zhihu', 'epub'], inTheWay: 'stop' })
  await over()
  const id = run.state()?.id
  expect(told()).toEqual([
    ['zhihu', 'failed', false],
    ['epub', 'done', false],
  ])
  run.start({ course: 'c', lessons: ['lesson-0'], targets: ['zhihu'], inTheWay: 'replace', after: id })
  expect(run.state()?.id).not.toBe(id)
  await over()
  expect(told()).toEqual([
    ['zhihu', 'done', false],
    ['epub', 'done', true],
  ])
  // Whatever is asked of the others next is asked of all that went out.
  expect([run.state()?.lessons, asked.at(-1)]).toEqual([null, ['lesson-0']])
  run.start({ course: 'c', lessons: null, targets: ['pdf'], inTheWay: 'stop', after: run.state()?.id })
  await over()
  expect(told()?.map(([target]) => target)).toEqual(['zhihu', 'epub', 'pdf'])
  // Another export is one of its own, and so is one after an export that is told no more.
  run.start({ course: 'c', lessons: null, targets: ['epub'], inTheWay: 'stop', after: id })
  await over()
  expect(told()).toEqual([['epub', 'done', false]])
})

test('pictures that are missing in what was written are counted, each once', async () => {
  const gone = { level: 'lost', kind: 'image-missing', lesson: 'lesson-0', block: null, text: '一条鱼', numbers: {} } as const
  const findings = [gone, { ...gone, lesson: 'lesson-1' }, gone, { ...gone, kind: 'callout' }] as const
  const { target } = await ran({ kind: 'done', outcome: { ...outcome, aside: '/课/知乎 的旧文件', isAsideOurs: true, findings } })
  expect(target).toMatchObject({ phase: 'done', lacking: 2, isAsideOurs: true })
})

test('an export that broke off with the studio is told when it is there again, until it is done or dismissed', async () => {
  const folder = temporaryFolder()
  const [done, never] = [Promise.resolve<ExportAnswer>({ kind: 'done', outcome }), new Promise<never>(() => undefined)]
  const dying = runIn(folder, ({ target }, _task, _signal, tell) => {
    // Kept before anything is written.
    expect(new KeptExport(folder).read()?.targets.map(({ phase }) => phase)).toContain('running')
    if (target === 'zhihu') return done
    tell({ done: 12, total: 30, findings: [] })
    return never
  })
  dying.run.start({ course: 'c', lessons: ['lesson-0', 'lesson-1'], targets: ['zhihu', 'ximalaya', 'pdf'], inTheWay: 'stop' })
  await expect.poll(() => dying.run.state()?.targets[1]?.done).toBe(12)
  const again = () => {
    const { run } = runIn(folder, () => done)
    run.restore()
    return run
  }
  expect(again().state()).toMatchObject({
    course: 'c',
    lessons: ['lesson-0', 'lesson-1'],
    isOver: true,
    isBrokenOff: true,
    targets: [
      { target: 'zhihu', phase: 'done' },
      { target: 'ximalaya', phase: 'cancelled' },
      { target: 'pdf', phase: 'cancelled', total: 0 },
    ],
  })
  const dismissed = again()
  dismissed.dismiss()
  expect([dismissed.state(), again().state()]).toEqual([null, null])
})

test('one that is gone on with is told no more, and neither is one that its author cancelled; one under way as the studio ends is', async () => {
  const folder = temporaryFolder()
  const started = (exported: RunPorts['desk']['export']) => {
    const { run } = runIn(folder, exported)
    run.restore()
    const before = run.state()
    run.start({ course: 'c', lessons: null, targets: ['ximalaya'], inTheWay: 'stop' })
    return { run, before }
  }
  const untilStopped: RunPorts['desk']['export'] = (_question, _task, signal) =>
    new Promise((_done, fail) => signal.addEventListener('abort', () => fail(signal.reason), { once: true }))
  const closed = started(untilStopped)
  await closed.run.close()
  const { run, before } = started(untilStopped)
  expect(before?.isBrokenOff).toBe(true)
  expect(run.state()?.isBrokenOff).toBe(false)
  await run.cancel()
  const last = started(() => Promise.resolve({ kind: 'done', outcome }))
  expect(last.before).toBeNull()
  await expect.poll(() => last.run.state()?.isOver).toBe(true)
  expect(new KeptExport(folder).read()).toBeNull()
})

test('one that an earlier version of the studio left is read, which said less of its targets', () => {
  const folder = temporaryFolder()
  const { run } = runIn(folder, () => new Promise<never>(() => undefined))
  run.start({ course: 'c', lessons: null, targets: ['zhihu'], inTheWay: 'stop' })
  const kept = run.state()!
  new KeptExport(folder).write({ ...kept, targets: kept.targets.map(({ isEarlier: _, ...target }) => target as RunTarget) }, false)
  expect(new KeptExport(folder).read()).toEqual({ ...kept, targets: kept.targets.map((target) => ({ ...target, isEarlier: false, record: null })) })
})

test('what broke off is told of lessons that there are still, and not of a course that is gone', () => {
  const { run } = runIn(temporaryFolder(), () => new Promise<never>(() => undefined))
  run.start({ course: 'c', lessons: ['lesson-0', 'lesson-1'], targets: ['zhihu'], inTheWay: 'stop' })
  const kept = run.state()!
  expect(brokenOff(kept, new Set(['lesson-1', 'other']))?.lessons).toEqual(['lesson-1'])
  expect([brokenOff(kept, new Set(['other'])), brokenOff({ ...kept, lessons: null }, new Set())]).toEqual([null, null])
})

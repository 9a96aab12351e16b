import { expect, test } from 'vitest'
import { CourseId } from '#preload/contract/library.ts'
import type { RunTarget } from '#preload/contract/ledger.ts'
import { cameOf, formerOf, wantsFolder } from '#renderer/panels/publishing/came.ts'
import { endedNow } from '#renderer/panels/publishing/export-end.ts'
import { headText } from '#renderer/panels/publishing/run-head.ts'
import { brokenAt, waitingOf } from '#renderer/panels/publishing/run-left.ts'
import { headOf, inTheWayOf, isLeft, runningOf, secondsLeft, shareOf, shortOf, stoppedOf } from '#renderer/panels/publishing/run-progress.ts'
import { translator } from '#renderer/ui/translate.ts'

const target = (phase: RunTarget['phase'], done = 0, total = 0): RunTarget => ({
  target: 'epub',
  phase,
  done,
  total,
  record: null,
  aside: null,
  isAsideOurs: false,
  lacking: 0,
  former: null,
  theirs: 0,
  isEarlier: false,
  problem: null,
})

test('how far several are together, as soon as it is known', () => {
  expect(shareOf({ targets: [target('done', 3, 3), target('running', 1, 2), target('waiting')] })).toBe(0.5)
  expect(shareOf({ targets: [target('running')] })).toBeNull()
  // How much a book is nobody knows until it is typeset; what went before it is done all the same.
  expect(shareOf({ targets: [target('done', 3, 3), target('running'), target('waiting'), target('waiting')] })).toBe(0.25)
  expect(shareOf({ targets: [target('running'), target('waiting')] })).toBeNull()
  expect(shareOf({ targets: [target('failed'), target('cancelled')] })).toBe(1)
  expect(shareOf({ targets: [] })).toBeNull()
  // What came of an export before this one is nothing that is waited for.
  expect(shareOf({ targets: [{ ...target('done', 3, 3), isEarlier: true }, target('running', 1, 4)] })).toBe(0.25)
})

test('the time that is left is told by the pace until now, and not too soon', () => {
  const run = { startedAt: 1000, targets: [target('running', 1, 4)] }
  expect(secondsLeft(run, 2000)).toBeNull()
  expect(secondsLeft(run, 11_000)).toBe(30)
  expect(secondsLeft({ startedAt: 1000, targets: [target('running')] }, 11_000)).toBeNull()
})

test('which one is written now', () => {
  expect(runningOf({ targets: [target('done'), target('running', 2, 3)] })?.done).toBe(2)
  expect(runningOf({ targets: [target('waiting')] })).toBeNull()
  expect(runningOf(null)).toBeNull()
})

test('what stands over it: one that was cancelled is no failure, and only what is over is one', () => {
  const heads = [['done'], ['done', 'cancelled'], ['failed', 'cancelled']] as const
  expect(heads.map((phases) => headOf({ isOver: true, targets: phases.map((phase) => target(phase)) }))).toEqual(['run-done', 'run-cancelled', 'run-ended'])
  expect(headOf({ isOver: false, targets: [target('failed'), target('waiting')] })).toBe('run-on')
})

test('files of the author’s that lay in the way are asked about: that is no failure, unless something else is one', () => {
  const problem = (code: 'publish-foreign' | 'publish-full') => ({ code, message: '', detail: { count: 2 } }) as const
  const asks = { ...target('failed'), target: 'zhihu', problem: problem('publish-foreign') }
  const full = { ...target('failed'), target: 'epub', problem: problem('publish-full') }
  expect([[asks], [target('done'), asks, asks], [asks, full]].map((targets) => headOf({ isOver: true, targets }))).toEqual([
    'run-asks',
    'run-asks',
    'run-ended',
  ])
  expect([...shortOf({ isOver: true, course: CourseId.parse('c'), targets: [asks, full] }, 'c')]).toEqual([
    ['zhihu', 'asks'],
    ['epub', 'failed'],
  ])
  const t = translator('zh-CN')
  expect(headText(t, { isOver: true, isBrokenOff: false, title: '课', targets: [asks, asks] })).toBe('“课”还在等你：有 4 个文件是你改过或放的，选一个办法')
  expect(headText(t, { isOver: true, isBrokenOff: false, title: '课', targets: [full] })).toBe('“课”没有全部导出')
})

test('one that broke off with the studio is told as that, with the target that was written then', () => {
  const targets = [target('done', 3, 3), target('cancelled', 12, 30), target('cancelled')]
  expect(headOf({ isOver: true, isBrokenOff: true, targets })).toBe('run-broken')
  expect([brokenAt({ isBrokenOff: true, targets })?.done, brokenAt({ isBrokenOff: false, targets }), isLeft({ targets })]).toEqual([12, null, true])
  expect(brokenAt({ isBrokenOff: true, targets: [target('done', 3, 3), target('cancelled')] })).toBeNull()
})

test('those that were cancelled are told together, once it is over', () => {
  const targets = [target('done'), target('cancelled'), target('cancelled')]
  expect([stoppedOf({ isOver: true, targets }).length, stoppedOf({ isOver: false, targets }).length]).toEqual([2, 0])
  const moved = [...targets, { ...target('cancelled'), aside: '/out/zhihu 改过的' }]
  // Where the author's files are is said of it alone.
  expect(stoppedOf({ isOver: true, targets: moved }).length).toBe(2)
})

test('a card says what the last export left of it; one that had not begun is as it was', () => {
  const course = CourseId.parse('c')
  const targets = [
    { ...target('failed'), target: 'zhihu' },
    { ...target('cancelled', 1, 3), target: 'epub' },
    { ...target('cancelled'), target: 'pdf' },
    { ...target('done', 1, 1), target: 'docx' },
  ]
  expect([...shortOf({ isOver: true, course, targets }, 'c')]).toEqual([
    ['zhihu', 'failed'],
    ['epub', 'unfinished'],
  ])
  expect([shortOf({ isOver: false, course, targets }, 'c').size, shortOf({ isOver: true, course, targets }, 'another').size, shortOf(null, 'c').size]).toEqual([
    0, 0, 0,
  ])
})

test('once more is offered where that does something: not for files in the way, of which something is asked', () => {
  const foreign = { code: 'publish-foreign', message: '', detail: {} } as const
  const full = { ...foreign, code: 'publish-full' } as const
  const kinds = [target('done'), { ...target('failed'), problem: foreign }, { ...target('failed'), problem: full }, target('cancelled')]
  expect(kinds.map((each) => isLeft({ targets: [each] }))).toEqual([false, false, true, true])
})

test('what stands in the way is named as far as it is known', () => {
  const problem = { code: 'publish-foreign', message: '', detail: { folder: '/x', files: 'a.md\nb.md', count: 30, canStay: 1 } } as const
  expect(inTheWayOf({ problem })).toEqual({ folder: '/x', files: ['a.md', 'b.md'], count: 30, canStay: true })
})

test('files that wait with those in the way are named, the first of them', () => {
  const problem = { code: 'publish-foreign' as const, message: '', detail: { waiting: 'a.srt\na.vtt', waitingCount: 7 } }
  expect([waitingOf({ problem }), waitingOf({ problem: null })]).toEqual([
    { files: ['a.srt', 'a.vtt'], count: 7 },
    { files: [], count: 0 },
  ])
})

test('what became of files adds up to all of them, also where some stood in the way', () => {
  const record = { written: 3, kept: 8, removed: 1 } as NonNullable<RunTarget['record']>
  const done = (counts: Partial<typeof record>, theirs = 0) =>
    cameOf({ record: { ...record, ...counts }, theirs, problem: null }).map(({ kind, count }) => [kind, count])
  expect(done({}, 2)).toEqual([
    ['came', 3],
    ['came-kept', 8],
    ['came-theirs', 2],
    ['came-removed', 1],
  ])
  expect(done({ written: 0, removed: 0 })).toEqual([['nothing-new', 8]])
  expect(done({ written: 0, removed: 0 }, 1)).toEqual([
    ['came-kept', 8],
    ['came-theirs', 1],
  ])
  const foreign = { code: 'publish-foreign', message: '', detail: { written: 2, kept: 0, theirs: 0, removed: 0, stopped: 4 } } as const
  expect(cameOf({ record: null, theirs: 0, problem: foreign }).map(({ count }) => count)).toEqual([2, 4])
  // It did not get that far.
  expect(cameOf({ record: null, theirs: 0, problem: { ...foreign, detail: {} } })).toEqual([])
})

test('an export ends once: where it was seen under way, be it by a page that was read anew meanwhile, and not where it was over before', () => {
  const run = (id: string, isOver: boolean) => ({ id, isOver })
  expect(endedNow(run('a', false), run('a', true))).toEqual(run('a', true))
  expect([
    endedNow(null, run('a', true)),
    endedNow(run('a', true), run('a', true)),
    endedNow(run('a', false), run('a', false)),
    endedNow(run('a', false), run('b', true)),
    endedNow(run('a', false), null),
  ]).toEqual([null, null, null, null, null])
})

test('another folder is asked for where the one there is can’t be written', () => {
  const failed = (code: 'path-is-file' | 'publish-denied' | 'publish-full' | 'publish-typeset') =>
    wantsFolder({ phase: 'failed', problem: { code, message: '', detail: {} } })
  expect([failed('path-is-file'), failed('publish-denied'), failed('publish-full'), failed('publish-typeset')]).toEqual([true, true, true, false])
  expect(wantsFolder(target('done'))).toBe(false)
})

test('a folder of a former title is told once, with all the targets that went on in it', () => {
  const record = {} as NonNullable<RunTarget['record']>
  const went: RunTarget[] = [
    { ...target('done'), target: 'zhihu', record, former: '家常菜' },
    { ...target('done'), target: 'epub', record, former: '家常菜' },
    { ...target('done'), target: 'pdf', record },
    { ...target('cancelled'), target: 'docx', former: '家常菜' },
  ]
  expect(formerOf({ targets: went })).toEqual({ name: '家常菜', targets: ['zhihu', 'epub'] })
  expect(formerOf({ targets: went.slice(2) })).toBeNull()
})

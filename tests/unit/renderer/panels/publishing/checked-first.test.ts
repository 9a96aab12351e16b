import { expect, test, vi } from 'vitest'
import type { TargetFinding } from '#preload/contract/findings.ts'
import { isCheckedBeside } from '#renderer/panels/publishing/use-checks-beside.ts'
import { CheckedFirst, type Waiting } from '#renderer/panels/publishing/checked-first.ts'

const refused = { target: 'zhihu', level: 'refused', kind: 'title-missing' } as TargetFinding

/** A host that answers when the test says so. */
function desk() {
  const shown: (Waiting | null)[] = []
  const went: unknown[] = []
  const failed: unknown[] = []
  const asked: { targets: readonly string[]; signal: AbortSignal; known: readonly string[] }[] = []
  const answers = Array.from({ length: 4 }, () => Promise.withResolvers<{ done: number; total: number; findings: TargetFinding[] }>())
  const ends = Promise.withResolvers<void>()
  const first = new CheckedFirst({
    async *check(targets, signal, known) {
      asked.push({ targets, signal, known })
      yield await answers[0]!.promise
      yield await answers[1]!.promise
      await ends.promise
    },
    show: (waiting) => shown.push(waiting),
    onChecked: (...all) => went.push(all),
    onFailed: (error) => failed.push(error),
  })
  return { first, shown, went, failed, asked, answers, ends }
}
const turn = () => vi.advanceTimersByTimeAsync(0)

test('what is checked goes at once; what is not waits for its check, and is told with all that it said', async () => {
  vi.useFakeTimers()
  const { first, shown, went, asked, answers, ends } = desk()
  first.begin(['docx', 'zhihu'], [])
  expect([went, asked]).toEqual([[[['docx', 'zhihu'], [], []]], []])

  first.begin(['docx', 'zhihu'], ['zhihu'])
  await turn()
  expect(asked.map(({ targets }) => targets)).toEqual([['zhihu']])
  answers[0]!.resolve({ done: 1, total: 2, findings: [refused] })
  await vi.advanceTimersByTimeAsync(400)
  expect(shown.at(-1)).toEqual({ kind: 'checking', targets: ['docx', 'zhihu'], unchecked: ['zhihu'], progress: { done: 1, total: 2 } })
  answers[1]!.resolve({ done: 2, total: 2, findings: [] })
  await turn()
  expect(went).toHaveLength(1)
  ends.resolve()
  await turn()
  expect(went[1]).toEqual([['docx', 'zhihu'], ['zhihu'], [refused]])
  expect(shown.at(-1)).toBeNull()
  vi.useRealTimers()
})

test('a check that is over at once shows no window', async () => {
  vi.useFakeTimers()
  const { first, shown, went, answers, ends } = desk()
  for (const answer of answers) answer.resolve({ done: 1, total: 1, findings: [] })
  ends.resolve()
  first.begin(['zhihu'], ['zhihu'])
  await vi.advanceTimersByTimeAsync(1000)
  expect([went.length, shown.filter((each) => each !== null)]).toEqual([1, []])
  vi.useRealTimers()
})

test('whoever leaves is not exported later, and its check is given up', async () => {
  vi.useFakeTimers()
  const { first, shown, went, asked, answers, ends } = desk()
  first.begin(['zhihu'], ['zhihu'])
  await turn()
  first.leave()
  for (const answer of answers) answer.resolve({ done: 1, total: 1, findings: [] })
  ends.resolve()
  await vi.advanceTimersByTimeAsync(1000)
  expect([went, asked[0]?.signal.aborted, shown.filter((each) => each !== null)]).toEqual([[], true, []])
  vi.useRealTimers()
})

test('a check that fails exports nothing: it says that it is not known', async () => {
  vi.useFakeTimers()
  const { first, shown, went, failed, answers } = desk()
  first.begin(['zhihu'], ['zhihu'])
  await turn()
  const error = new Error('the thread is gone')
  answers[0]!.reject(error)
  await vi.advanceTimersByTimeAsync(1000)
  expect([went, failed, shown.at(-1)?.kind]).toEqual([[], [error], 'unknown'])
  vi.useRealTimers()
})

test('what is known already is glanced at, and told with what a glance finds', async () => {
  const { first, went, asked, answers, ends } = desk()
  first.begin(['docx'], [], ['docx'])
  await Promise.resolve()
  expect(asked.map(({ targets, known }) => [targets, known])).toEqual([[[], ['docx']]])
  answers[0]!.resolve({ done: 1, total: 1, findings: [refused] })
  answers[1]!.resolve({ done: 1, total: 1, findings: [] })
  ends.resolve()
  await vi.waitFor(() => expect(went).toEqual([[['docx'], [], [refused]]]))
})

test('what goes out lesson by lesson is checked beside the others, and a book that is typeset as one is glanced at', () => {
  const kinds = [
    ['platform', 'lessons'],
    ['book', 'lessons'],
    ['book', 'course'],
  ] as const
  expect(kinds.map(([kind, makes]) => isCheckedBeside({ kind, makes }))).toEqual([true, true, false])
})

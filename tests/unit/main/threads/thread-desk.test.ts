/** How a question that is given up leaves what it worked on. */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { ThreadDesk } from '#main/threads/thread-desk.ts'
import { openFilesIn, temporaryFolder } from '../store/temporary.ts'

const entryFile = join(import.meta.dirname, '../../../../main/threads/thread-entry.ts')

/** A desk whose thread does `work`, source of a function of a task (`{ held, kind }`), `tell` and `signal`. */
function deskDoing(
  work: string,
  graceMs?: number,
  since?: (now: unknown, told: unknown) => unknown,
): { readonly desk: ThreadDesk<'slow' | 'large'>; readonly folder: string; readonly held: string } {
  const folder = temporaryFolder()
  const entry = join(folder, 'thread.mjs')
  writeFileSync(
    entry,
    `import { spawnSync } from 'node:child_process'
    import fs from 'node:fs'
    import { answerWith } from ${JSON.stringify(entryFile)}
    answerWith(${work})`,
  )
  const refusal = (why: string): Error => new Error(why)
  const desk = new ThreadDesk<'slow' | 'large'>({
    entry,
    longestMs: 60_000,
    slow: 'slow',
    large: 'large',
    refusal,
    ...(graceMs === undefined ? {} : { graceMs }),
    ...(since === undefined ? {} : { since }),
  })
  onTestFinished(() => desk.close())
  return { desk, folder, held: join(folder, 'held') }
}

/** Holds a file open within native code, which nothing ends before its time; anything else is answered by whether the file is open just then. */
const holding = `(task, tell) => {
  if (task.kind !== 'hold') return { value: fs.readdirSync('/proc/self/fd').some((fd) => { try { return fs.readlinkSync('/proc/self/fd/' + fd) === task.held } catch { return false } }) }
  fs.openSync(task.held, 'w')
  tell('open')
  spawnSync('sleep', ['0.2'])
  return new Promise(() => {})
}`

async function givenUp(desk: ThreadDesk<'slow' | 'large'>, task: object): Promise<unknown> {
  const stop = new AbortController()
  return desk.ask(task, { signal: stop.signal, onTold: () => stop.abort('given up') }).catch((error: unknown) => error)
}

test.runIf(process.platform === 'linux')('whoever gives up hears of it when nothing is open any more, and the next question is asked only then', async () => {
  const { desk, folder, held } = deskDoing(holding)
  const first = givenUp(desk, { kind: 'hold', held }).then((why) => [why, openFilesIn(folder)])
  expect([await desk.ask({ kind: 'look', held }), await first]).toEqual([false, ['given up', []]])
})

test.runIf(process.platform === 'linux')('a desk that is closed is gone with all that it had open', async () => {
  const { desk, folder, held } = deskDoing(holding)
  const asked = desk.ask({ kind: 'hold', held }).catch((error: unknown) => String(error))
  await vi.waitFor(() => expect(existsSync(held)).toBe(true))
  await desk.close()
  expect([openFilesIn(folder), await asked]).toEqual([[], 'Error: the thread was closed'])
})

test('within its grace the thread leaves a question by itself, as it is to be left, and goes on with the next', async () => {
  const { desk, held } = deskDoing(
    `(task, tell, signal) => task.kind === 'count'
      ? { value: globalThis.asked = (globalThis.asked ?? 0) + 1 }
      : new Promise((resolve) => {
          signal.addEventListener('abort', () => { fs.writeFileSync(task.held, 'tidied'); resolve({ value: null }) })
          tell('begun')
        })`,
    30_000,
  )
  expect(await desk.ask({ kind: 'count' })).toBe(1)
  expect([await givenUp(desk, { kind: 'wait', held }), existsSync(held)]).toEqual(['given up', true])
  expect(await desk.ask({ kind: 'count' })).toBe(2)
})

test('a thread that does not leave within its grace is ended', async () => {
  const { desk, held } = deskDoing(`(task, tell) => { if (task.kind === 'ask') return { value: 'answered' }; tell('begun'); for (;;); }`, 20)
  expect([await givenUp(desk, { kind: 'loop', held }), await desk.ask({ kind: 'ask' })]).toEqual(['given up', 'answered'])
})

test('what was done before the thread heard that nobody wants it counts for who asks for that, and for nobody else', async () => {
  // The thread can't hear of anything before it is done.
  const { desk } = deskDoing(`(task, tell) => (tell('soon'), spawnSync('sleep', ['0.2']), { value: 'whole' })`, 10_000)
  const asked = (takesLate: boolean) => {
    const stop = new AbortController()
    return desk.ask('it', { signal: stop.signal, takesLate, onTold: () => stop.abort('given up') }).catch((error: unknown) => error)
  }
  expect([await asked(true), await asked(false)]).toEqual(['whole', 'given up'])
})

test('a thread is told what is other than it was told, and one that begins anew all of it', async () => {
  const since = (now: unknown, told: unknown) => `${String(now)} since ${String(told)}`
  const { desk } = deskDoing(
    `(task, tell) => {
      if (typeof task === 'string') return { value: ((globalThis.heard ??= []).push(task), null) }
      if (task.kind === 'ask') return { value: globalThis.heard }
      tell('begun')
      for (;;);
    }`,
    0,
    since,
  )
  const heard = (before: string): Promise<unknown> => desk.ask({ kind: 'ask' }, { before })
  expect([await heard('one'), await heard('one'), await heard('two')]).toEqual([['one'], ['one'], ['one', 'two since one']])
  await givenUp(desk, { kind: 'loop' })
  expect(await heard('three')).toEqual(['three'])
})

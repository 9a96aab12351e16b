import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { Typesetter, TypesetterEnded, type TypesetterPlace, TypesetterStopped } from '#main/publishing/pdf/typesetter.ts'
import { temporaryFolder } from '../../store/temporary.ts'

/** A process that does this with each message. */
function typesetter(script: string, bounds: TypesetterPlace['bounds'] = {}): Typesetter {
  const entry = join(temporaryFolder(), 'process.mjs')
  writeFileSync(entry, `import { existsSync, writeFileSync } from 'node:fs'\nprocess.on('message', (asked) => { ${script} })\n`)
  const made = new Typesetter({ nodePath: process.execPath, entry, bounds })
  onTestFinished(() => made.close())
  return made
}

const undrawable = { kind: 'typst-undrawable' } as const
const drawn = (source: string) => ({ kind: 'typst-drawn', source }) as const

test('a source that ends the process is told, twice tried, and the next one is answered', async () => {
  const ends = temporaryFolder()
  const desk = typesetter(
    `if (asked.source === 'bad') { writeFileSync(${JSON.stringify(`${ends}/`)} + process.pid, ''); process.kill(process.pid, 'SIGKILL') } process.send({ typst: asked.source + process.pid })`,
  )
  const [good, bad, next] = await Promise.allSettled([desk.ask(drawn('good ')), desk.ask(drawn('bad')), desk.ask(drawn('next '))])
  expect([good.status, bad.status === 'rejected' && bad.reason instanceof TypesetterEnded, next.status]).toEqual(['fulfilled', true, 'fulfilled'])
  expect(readdirSync(ends)).toHaveLength(2)
})

test('where it was what came before that ended it, a new process answers, with the files of the question', async () => {
  const mark = join(temporaryFolder(), 'ended')
  const desk = typesetter(
    `if (asked.kind === 'typst-file') { globalThis.path = asked.path; return } if (!existsSync(${JSON.stringify(mark)})) { writeFileSync(${JSON.stringify(mark)}, ''); process.kill(process.pid, 'SIGKILL') } process.send({ typst: [globalThis.path] })`,
  )
  expect(await desk.ask(undrawable, new Map([['a.png', new Uint8Array([1])]]))).toEqual(['a.png'])
})

test('a process that can’t start is told as one that ended', async () => {
  const desk = new Typesetter({ nodePath: join(temporaryFolder(), 'no-node'), entry: 'none.mjs' })
  await expect(desk.ask(undrawable)).rejects.toThrow(TypesetterEnded)
})

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
/** What the process is, as it says by itself. */
const pidOf = (desk: Typesetter) => desk.ask<number>(drawn('who'))

test('a process that gets nowhere is ended, asked once, and the next question has another', async () => {
  const desk = typesetter(`if (asked.source === 'endless') for (;;); process.send({ typst: process.pid })`, {
    longestMs: (signs) => (signs === 'endless'.length ? 300 : 60_000),
  })
  const first = await pidOf(desk)
  const stopped = await desk.ask(drawn('endless')).catch((error: unknown) => error)
  expect(stopped).toMatchObject({ name: 'TypesetterStopped', why: 'slow', lesson: null })
  const next = await pidOf(desk)
  expect([next === first, isRunning(first), isRunning(next)]).toEqual([false, false, true])
})

test('one that says that it holds too much is ended too, and not asked again', async () => {
  const asked = temporaryFolder()
  const desk = typesetter(`writeFileSync(${JSON.stringify(`${asked}/`)} + process.pid, ''); process.stdout.write('large')`)
  await expect(desk.ask(drawn('much'))).rejects.toThrow(TypesetterStopped)
  expect(readdirSync(asked)).toHaveLength(1)
})

test('what nobody waits for any more is ended at once, with the reason of whoever gave it up', async () => {
  const desk = typesetter(`if (asked.source === 'endless') for (;;); process.send({ typst: process.pid })`)
  const [first, stop] = [await pidOf(desk), new AbortController()]
  const asked = desk.ask(drawn('endless'), new Map(), stop.signal)
  setTimeout(() => stop.abort(new RangeError('given up')), 50)
  await expect(asked).rejects.toThrow('given up')
  expect(await pidOf(desk)).not.toBe(first)
  await expect(desk.ask(drawn('late'), new Map(), stop.signal)).rejects.toThrow('given up')
})

test('one that nobody asks gives back what it holds, and is there again when it is asked', async () => {
  const desk = typesetter('process.send({ typst: process.pid })', { idleMs: 30 })
  const first = await pidOf(desk)
  await vi.waitFor(() => expect(isRunning(first)).toBe(false))
  expect(await pidOf(desk)).not.toBe(first)
})

test('after a whole book it gives that back at once', async () => {
  const desk = typesetter('process.send({ typst: process.pid })')
  const first = await pidOf(desk)
  expect(await desk.ask({ kind: 'typst-typeset', source: '字'.repeat(100_001) })).toBe(first)
  await vi.waitFor(() => expect(isRunning(first)).toBe(false))
  expect(await pidOf(desk)).not.toBe(first)
})

test('while a whole book is set, what the host holds for nobody is given back', async () => {
  const desk = typesetter('')
  const stop = new AbortController()
  // So many that they are held for long already.
  const refs = Array.from({ length: 300 }, () => new WeakRef(Array.from({ length: 1000 }, (_, index) => ({ index }))))
  const book = desk.ask(drawn('字'.repeat(100_001)), undefined, stop.signal)
  await vi.waitFor(() => expect(refs.filter((ref) => ref.deref() !== undefined)).toHaveLength(0), 10_000)
  stop.abort('seen')
  await expect(book).rejects.toBe('seen')
})

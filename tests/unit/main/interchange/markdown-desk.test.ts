/** The thread that reads Markdown, shared by everybody who asks. */
import { join, resolve } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { MarkdownDesk, UnreadableFile } from '#main/interchange/markdown-desk.ts'
import type { ReadTask } from '#main/interchange/thread-tasks.ts'

function desk(limitMs?: number): MarkdownDesk {
  const made = new MarkdownDesk(resolve(join('main', 'interchange', 'markdown-thread.ts')), limitMs)
  onTestFinished(() => made.close())
  return made
}

const read = (text: string, path = 'a.md'): ReadTask => ({ kind: 'read', path, bytes: Buffer.from(text), softBreaks: 'keep' })
/** Takes the parser minutes. */
const endless = read('[a](<b> "'.repeat(100_000))
const titleOf = async (answer: Promise<{ readonly title: string | null }>) => (await answer).title
const whyOf = (answer: Promise<unknown>): Promise<unknown> =>
  answer.then(
    () => 'read',
    (error: unknown) => (error instanceof UnreadableFile ? error.why : error),
  )

describe('several who ask at once', () => {
  test('one who gives up while it is answered ends only that', async () => {
    const shared = desk()
    const stop = new AbortController()
    const one = whyOf(shared.ask(endless, { signal: stop.signal }))
    const others = [titleOf(shared.ask(read('# 甲'))), titleOf(shared.ask(read('# 乙')))]
    stop.abort('given up')
    expect([await one, await Promise.all(others)]).toEqual(['given up', ['甲', '乙']])
  })

  test('one who gives up while it waits ends neither what is answered nor what waits behind it', async () => {
    const shared = desk()
    const stop = new AbortController()
    const first = titleOf(shared.ask(read('# 甲')))
    const waiting = whyOf(shared.ask(endless, { signal: stop.signal }))
    const last = titleOf(shared.ask(read('# 乙')))
    stop.abort('given up')
    expect([await first, await waiting, await last]).toEqual(['甲', 'given up', '乙'])
  })

  test('a file that takes too long is told so, and those behind it are read', async () => {
    const shared = desk(4000)
    const slow = whyOf(shared.ask(endless))
    const other = titleOf(shared.ask(read('# 甲')))
    expect([await slow, await other]).toEqual(['slow', '甲'])
  })

  test('each finds the files of its own import, also when the thread was ended in between', async () => {
    const shared = desk()
    const among = (letter: string) => ({ kind: 'files', images: [], lessons: [['b.md', `moke:lesson/${letter}`]] }) as const
    const [first, second] = [among('first'), among('second')]
    const linkOf = async (files: ReturnType<typeof among>) => JSON.stringify((await shared.ask(read('[乙](b.md)'), { among: files })).doc)
    const stop = new AbortController()
    const before = [linkOf(first), linkOf(second), linkOf(first)]
    const given = whyOf(shared.ask(endless, { signal: stop.signal, among: second }))
    const after = [linkOf(second), linkOf(first)]
    expect((await Promise.all(before)).map((doc) => /moke:lesson\/(\w+)/.exec(doc)?.[1])).toEqual(['first', 'second', 'first'])
    stop.abort('given up')
    expect([await given, (await Promise.all(after)).map((doc) => /moke:lesson\/(\w+)/.exec(doc)?.[1])]).toEqual(['given up', ['second', 'first']])
  })

  test('whoever waits when it is closed is told, and it can be asked again', async () => {
    const shared = desk()
    const asked = [whyOf(shared.ask(endless)), whyOf(shared.ask(read('# 甲')))]
    void shared.close()
    expect(await Promise.all(asked)).toEqual([new Error('the thread was closed'), new Error('the thread was closed')])
    expect(await titleOf(shared.ask(read('# 乙')))).toBe('乙')
  })
})

import { describe, expect, test } from 'vitest'
import { Problem, type ProblemCode } from '#preload/contract/problem.ts'
import type { Change } from '#preload/document/schema.ts'
import { mostSize, type Piece } from '#renderer/editor/saving/batch-pieces.ts'
import { Outbox, type OutboxPorts, type Unsaved } from '#renderer/editor/saving/outbox.ts'
import type { Batch, SavedState } from '#renderer/editor/page-props.ts'

const typed = (offset: number, text: string): Change => ({ type: 'insert_text', path: [0, 0], offset, text })

const piece = (changes: readonly Change[], continues = false): Piece => ({
  changes,
  steps: [{ count: changes.length, ...(continues ? { continues: true } : { before: [] }), after: [[0, 0, 9]] }],
})

/** An outbox, a clock that the test moves, and a log that answers when the test says so. */
class Post {
  now = 0
  private timers: { at: number; run: () => void }[] = []
  readonly sent: Batch[] = []
  readonly states: string[] = []
  newest: SavedState | null = null
  kept: Unsaved | null = null
  private isTyping = false
  /** Revisions at which what an earlier page left was in the log. */
  readonly restored: number[] = []
  rescues = 0
  rescueFails = false
  /** Holds rescues back. */
  gate: Promise<void> = Promise.resolve()
  /** There is no room for a copy. */
  isFull = false
  private answers: { resolve: (answer: { revision: number }) => void; reject: (error: unknown) => void }[] = []
  readonly outbox: Outbox

  constructor(base = 7) {
    let names = 0
    const ports: OutboxPorts = {
      append: (batch) => {
        this.sent.push(batch)
        return new Promise((resolve, reject) => this.answers.push({ resolve, reject }))
      },
      rescue: async () => {
        this.rescues += 1
        await this.gate
        if (this.rescueFails) throw new Problem('unavailable', 'gone')
      },
      tell: (state) => {
        this.newest = state
        this.states.push(written(state))
      },
      keep: (unsaved) => {
        if (this.isFull && unsaved) return false
        this.kept = unsaved && structuredClone(unsaved)
        return true
      },
      restored: (revision) => this.restored.push(revision),
      later: (run, ms) => {
        const timer = { at: this.now + ms, run }
        this.timers.push(timer)
        return () => {
          this.timers = this.timers.filter((each) => each !== timer)
        }
      },
      now: () => this.now,
      newId: () => `batch-${++names}`,
    }
    this.outbox = new Outbox({ revision: base, newestBatch: 'before' }, ports)
  }

  /** Types on in one step. */
  add(changes: readonly Change[]): void {
    this.outbox.add(piece(changes, this.isTyping))
    this.isTyping = true
  }

  async pass(ms: number): Promise<void> {
    const until = this.now + ms
    for (;;) {
      const next = this.timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
      if (!next) break
      this.timers = this.timers.filter((each) => each !== next)
      this.now = next.at
      next.run()
      await settled()
    }
    this.now = until
  }

  async answer(revision: number): Promise<void> {
    this.answers.shift()?.resolve({ revision })
    await settled()
  }

  async refuse(code: ProblemCode): Promise<void> {
    this.answers.shift()?.reject(new Problem(code, 'as the test wants it'))
    await settled()
  }
}

const settled = async () => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
}
const written = (state: SavedState) => ('code' in state ? `${state.kind}:${state.code}` : state.kind)

describe('saving', () => {
  test('it sends what was typed in a quarter of a second as one batch', async () => {
    const post = new Post()
    post.add([typed(0, '写')])
    await post.pass(100)
    post.add([typed(1, '作')])
    await post.pass(149)
    expect(post.sent).toEqual([])
    await post.pass(1)
    expect(post.sent).toEqual([{ batch: 'batch-1', base: 7, changes: [typed(0, '写作')], steps: [{ count: 1, before: [], after: [[0, 0, 9]] }], at: 250 }])
    expect(post.states.at(-1)).toBe('saving')
    await post.answer(8)
    expect([post.states.at(-1), post.kept]).toEqual(['saved', null])
  })

  test('it sends one batch after the other, each on the revision of the one before', async () => {
    const post = new Post()
    post.add([typed(0, '一')])
    await post.pass(250)
    post.add([typed(1, '二')])
    await post.pass(1000)
    expect(post.sent.length).toBe(1)
    await post.answer(8)
    await post.pass(0)
    expect(post.sent[1]).toMatchObject({ base: 8, changes: [typed(1, '二')] })
    expect(post.states).not.toContain('saved')
    await post.answer(9)
    expect(post.states.at(-1)).toBe('saved')
  })

  test('it sends at once when asked to', async () => {
    const post = new Post()
    post.add([typed(0, '写')])
    post.outbox.flush()
    expect(post.sent.length).toBe(1)
    post.outbox.flush()
    expect(post.sent.length).toBe(1)
  })
})

describe('a copy', () => {
  test('it holds what is typed while the log takes its time to answer', async () => {
    const post = new Post()
    post.add([typed(0, '写')])
    await post.pass(250)
    post.add([typed(1, '作')])
    await post.pass(250)
    expect(post.kept).toMatchObject({ base: 7, sent: { changes: [typed(0, '写')] }, gathered: [typed(1, '作')] })
  })

  test('it holds what is typed until the next try', async () => {
    const post = new Post()
    post.add([typed(0, '写')])
    for (const ms of [250, 500, 1000]) {
      await post.pass(ms)
      await post.refuse('unavailable')
    }
    post.add([typed(1, '作')])
    await post.pass(250)
    expect([post.sent.length, post.kept?.gathered]).toEqual([3, [typed(1, '作')]])
  })

  test('it holds everything when the page goes, and nothing is sent or told from then on', async () => {
    const post = new Post()
    post.add([typed(0, '写')])
    await post.pass(250)
    post.add([typed(1, '作')])
    post.outbox.stop()
    const told = post.states.length
    await post.answer(8)
    await post.pass(60_000)
    expect([post.sent.length, post.states.length, post.kept]).toEqual([
      1,
      told,
      { base: 8, baseBatch: 'batch-1', sent: null, gathered: [typed(1, '作')], steps: [{ count: 1, continues: true, after: [[0, 0, 9]] }] },
    ])
  })

  test('it is gone when the last batch of a page that went has arrived', async () => {
    const post = new Post()
    post.add([typed(0, '写')])
    post.outbox.flush()
    post.outbox.stop()
    expect(post.kept).not.toBeNull()
    await post.answer(8)
    expect(post.kept).toBeNull()
  })

  test('it answers whether what an earlier page left has room in it', () => {
    const post = new Post()
    expect(post.outbox.restore(null, [piece([typed(0, '写')])])).toBe(true)
    const full = new Post()
    full.isFull = true
    expect(full.outbox.restore(null, [piece([typed(0, '写')])])).toBe(false)
  })
})

describe.each(['unavailable', 'disk-full', 'disk-error', 'read-only', 'bug'] as const)('when the log answers %s', (code) => {
  test('it says so, keeps a copy and sends the same batch again, less and less often', async () => {
    const post = new Post()
    post.add([typed(0, '写')])
    await post.pass(250)
    await post.refuse(code)
    expect(post.states.at(-1)).toBe(`waiting:${code}`)
    post.add([typed(1, '作')])
    expect(post.states.at(-1)).toBe(`waiting:${code}`)
    await post.pass(500)
    await post.refuse(code)
    await post.pass(999)
    expect(post.sent.length).toBe(2)
    await post.pass(1)
    expect(post.sent.map(({ batch, changes }) => [batch, changes])).toEqual(Array.from({ length: 3 }, () => ['batch-1', [typed(0, '写')]]))
    expect(post.kept).toMatchObject({ base: 7, sent: { batch: 'batch-1' }, gathered: [typed(1, '作')] })
    await post.answer(8)
    await post.pass(250)
    expect(post.sent.at(-1)).toMatchObject({ batch: 'batch-2', base: 8, changes: [typed(1, '作')] })
    await post.answer(9)
    expect([post.states.at(-1), post.kept]).toEqual(['saved', null])
  })

  test('it tries at once when the connection is back', async () => {
    const post = new Post()
    post.add([typed(0, '写')])
    await post.pass(250)
    await post.refuse(code)
    post.outbox.flush()
    expect(post.sent.length).toBe(2)
    await post.answer(8)
    await post.pass(60_000)
    expect(post.sent.length).toBe(2)
  })
})

describe.each(['stale', 'not-editor', 'invalid', 'not-found'] as const)('when the log answers %s', (code) => {
  test('it hands the text over to be kept elsewhere and takes nothing more', async () => {
    const post = new Post()
    post.add([typed(0, '写')])
    await post.pass(250)
    await post.refuse(code)
    expect([post.rescues, post.states.at(-1), post.kept]).toEqual([1, `closed:${code}`, null])
    post.add([typed(1, '作')])
    await post.pass(60_000)
    expect([post.sent.length, post.rescues]).toEqual([1, 1])
  })

  test('it says so before it is handed over, and keeps in its copy what was still on its way into the page', async () => {
    const post = new Post()
    const gate = Promise.withResolvers<void>()
    post.gate = gate.promise
    post.add([typed(0, '写')])
    await post.pass(250)
    post.states.splice(0)
    await post.refuse(code)
    expect([post.states, post.outbox.isClosing, post.outbox.hasUnsaved]).toEqual([['saving'], true, true])
    post.add([typed(1, '作')])
    await post.pass(250)
    expect(post.kept?.gathered).toEqual([typed(1, '作')])
    gate.resolve()
    await settled()
    expect([post.rescues, post.states.at(-1), post.outbox.isClosing, post.kept]).toEqual([1, `closed:${code}`, false, null])
  })

  test('it keeps trying to hand it over, and its copy until then', async () => {
    const post = new Post()
    post.rescueFails = true
    post.add([typed(0, '写')])
    await post.pass(250)
    await post.refuse(code)
    expect(post.states.at(-1)).toBe('waiting:unavailable')
    expect(post.kept).not.toBeNull()
    post.rescueFails = false
    await post.pass(60_000)
    expect([post.rescues, post.states.at(-1), post.kept]).toEqual([2, `closed:${code}`, null])
  })
})

test('it says when there is no room any more for a copy of what is typed while it waits', async () => {
  const post = new Post()
  post.add([typed(0, '写')])
  await post.pass(250)
  for (const ms of [500, 1000]) {
    await post.refuse('unavailable')
    await post.pass(ms)
  }
  await post.refuse('unavailable')
  post.isFull = true
  post.add([typed(1, '作')])
  await post.pass(250)
  expect(post.newest).toEqual({ kind: 'waiting', code: 'unavailable', isCopied: false })
})

test('it says when there is no room for a copy of what waits', async () => {
  const post = new Post()
  post.isFull = true
  post.add([typed(0, '写')])
  await post.pass(250)
  await post.refuse('disk-full')
  expect(post.newest).toEqual({ kind: 'waiting', code: 'disk-full', isCopied: false })
  post.isFull = false
  await post.pass(500)
  await post.refuse('disk-full')
  expect(post.newest).toEqual({ kind: 'waiting', code: 'disk-full', isCopied: true })
})

test('it sends pieces that are too large for one batch one after the other, without waiting', async () => {
  const post = new Post()
  const large = (offset: number) => typed(offset, '字'.repeat(mostSize / 2))
  for (const offset of [0, 1, 2]) post.add([large(offset)])
  post.add([typed(3, '尾')])
  await post.pass(250)
  for (const revision of [8, 9, 10]) {
    await post.answer(revision)
    await post.pass(revision === 9 ? 250 : 0)
  }
  expect(post.sent.map(({ base, changes }) => [base, changes.map((change) => 'offset' in change && change.offset)])).toEqual([
    [7, [0]],
    [8, [1]],
    [9, [2, 3]],
  ])
  expect(post.states.at(-1)).toBe('saved')
})

test('it goes on with what an earlier page left, under the same name', async () => {
  const post = new Post(3)
  const left: Batch = { batch: 'old-batch', base: 3, changes: [typed(0, '旧')], at: 1 }
  post.outbox.restore(left, [piece([typed(1, '的')])])
  expect(post.sent).toEqual([left])
  await post.answer(4)
  await post.pass(250)
  expect(post.sent[1]).toMatchObject({ base: 4, changes: [typed(1, '的')] })
})

test('it keeps a copy of what is not even on its way when the page goes', () => {
  const post = new Post()
  post.add([typed(0, '写')])
  post.outbox.keepNow()
  expect(post.kept).toEqual({ base: 7, baseBatch: 'before', sent: null, gathered: [typed(0, '写')], steps: [{ count: 1, before: [], after: [[0, 0, 9]] }] })
})

test('it says when what an earlier page left is in the log, apart from what is typed behind it', async () => {
  const post = new Post(3)
  post.outbox.restore(null, [piece([typed(0, '旧')])])
  post.add([typed(1, '新')])
  await post.answer(4)
  expect(post.restored).toEqual([4])
  await post.pass(250)
  await post.answer(5)
  expect([post.sent.map(({ changes }) => changes), post.restored]).toEqual([[[typed(0, '旧')], [typed(1, '新')]], [4]])
})

test('it joins keystrokes of one step only', async () => {
  const post = new Post()
  post.outbox.add(piece([typed(0, '写')]))
  post.outbox.add(piece([typed(1, '作')], true))
  post.outbox.add(piece([typed(2, '课')]))
  await post.pass(250)
  expect(post.sent[0]?.changes).toEqual([typed(0, '写作'), typed(2, '课')])
  expect(post.sent[0]?.steps?.map(({ count }) => count)).toEqual([1, 1])
})

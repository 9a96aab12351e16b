import { describe, expect, test } from 'vitest'
import type { Claim, OpenLesson } from '#preload/contract/lessons.ts'
import { LessonId } from '#preload/contract/library.ts'
import { Problem, type ProblemCode } from '#preload/contract/problem.ts'
import { BlockId } from '#preload/document/schema.ts'
import { LessonKeeper } from '#renderer/app/lesson-keeper.ts'
import { Outbox } from '#renderer/editor/saving/outbox.ts'
import type { SavedState } from '#renderer/editor/page-props.ts'
import { createValue } from '#renderer/host/value.ts'

const lesson = LessonId.parse('l')
const settled = () =>
  new Promise<void>((resolve) => {
    setTimeout(resolve)
  })

/** A host whose answers to `open` the test holds back, with the rule by which hosts decide who may append. */
class Host {
  readonly session = createValue(1)
  readonly taken = new Set<(lesson: LessonId) => void>()
  readonly left = new Set<(lesson: LessonId) => void>()
  revision = 3
  newestBatch: string | null = null
  editor: string | null = null
  /** The author chose the page that edits it. */
  isChosen = false
  asked: (boolean | Claim)[] = []
  timers: (() => void)[] = []
  closed = 0
  appended: number[] = []
  openFails: ProblemCode | null = null
  gate: Promise<void> = Promise.resolve()

  /** A batch is in the log, but its page never hears of it. */
  losesAnswers = false

  private arrived(batch: string): void {
    this.revision += 1
    this.newestBatch = batch
    if (this.losesAnswers) throw new Problem('unavailable', 'the answer was lost')
  }

  get me(): string {
    return `page-${this.session.get()}`
  }

  /** The connection is lost and comes back: to the host this page is another one. The old socket may linger. */
  reconnect({ lingers = false } = {}): void {
    if (!lingers && this.editor === this.me) this.editor = null
    this.session.set(this.session.get() + 1)
  }

  /** The file was lost: a copy takes its place, and another page writes on until it has as many batches. */
  restore(): void {
    this.newestBatch = 'of another page'
  }

  private holds({ client, revision, newestBatch, sent }: Claim): boolean {
    const isSame = revision === this.revision && newestBatch === this.newestBatch
    const isOurs = isSame || (sent !== null && sent === this.newestBatch)
    return isOurs && (!this.isChosen || client === this.editor)
  }

  readonly port = {
    client: () => this.me,
    later: (run: () => void) => {
      this.timers.push(run)
      return () => {
        this.timers.splice(this.timers.indexOf(run), 1)
      }
    },
    session: this.session,
    onTaken: (listener: (lesson: LessonId) => void) => {
      this.taken.add(listener)
      return () => {
        this.taken.delete(listener)
      }
    },
    onLeft: (listener: (lesson: LessonId) => void) => {
      this.left.add(listener)
      return () => {
        this.left.delete(listener)
      }
    },
    lessons: () => ({
      open: async ({ take }: { take: boolean | Claim }): Promise<OpenLesson> => {
        this.asked.push(take)
        await this.gate
        if (this.openFails) throw new Problem(this.openFails, 'as the test wants it')
        if (take === true || this.editor === null || (take !== false && this.holds(take))) this.editor = this.me
        return {
          lesson,
          title: '',
          course: '',
          chapter: '',
          revision: this.revision,
          newestBatch: this.newestBatch,
          editable: this.editor === this.me,
          doc: [{ type: 'paragraph', id: BlockId.parse('b'), children: [{ text: '' }] }],
        }
      },
      close: async () => {
        this.closed += 1
        return {}
      },
      append: async ({ base, batch }: { base: number; batch: string }) => {
        if (this.losesAnswers) this.arrived(batch)
        if (this.editor !== this.me) throw new Problem('not-editor', `${this.me} is not ${this.editor}`)
        if (base !== this.revision) throw new Problem('stale', 'moved on')
        this.appended.push(base)
        this.arrived(batch)
        return { revision: this.revision }
      },
    }),
  }
}

async function open(host = new Host()) {
  const keeper = new LessonKeeper(host.port, lesson)
  const stop = keeper.start()
  await settled()
  const states: SavedState[] = []
  const timers: (() => void)[] = []
  let rescues = 0
  let names = 0
  const outbox = new Outbox(
    { revision: host.revision, newestBatch: host.newestBatch },
    {
      append: keeper.append,
      keep: () => true,
      now: () => 0,
      newId: () => `batch-${++names}`,
      rescue: async () => {
        rescues += 1
      },
      tell: (saved) => {
        states.push(saved)
        keeper.noteSaved(saved)
      },
      restored: () => undefined,
      later: (run) => {
        timers.push(run)
        return () => {
          timers.splice(timers.indexOf(run), 1)
        }
      },
    },
  )
  const type = (text: string) => outbox.add({ changes: [{ type: 'insert_text', path: [0, 0], offset: 0, text }], steps: [{ count: 1, before: [], after: [] }] })
  /** Lets every timer that is set run out. */
  const elapse = async () => {
    for (const run of timers.splice(0)) run()
    await settled()
  }
  return { host, keeper, stop, states, type, elapse, rescues: () => rescues, last: () => states.at(-1) }
}

describe('a lesson that is kept open', () => {
  test('it appends nothing over a new connection before the lesson is open in it', async () => {
    const { host, type, elapse, rescues, last } = await open()
    const gate = Promise.withResolvers<void>()
    host.gate = gate.promise
    type('写')
    host.reconnect()
    await elapse()
    await elapse()
    expect([last(), rescues(), host.appended]).toEqual([{ kind: 'waiting', code: 'unavailable', isCopied: true }, 0, []])
    gate.resolve()
    await settled()
    await elapse()
    expect([last(), rescues(), host.appended]).toEqual([{ kind: 'saved' }, 0, [3]])
  })

  test('it takes its own lesson back from a connection that only seems to live', async () => {
    const { host, keeper, type, elapse, last } = await open()
    type('写')
    host.reconnect({ lingers: true })
    await settled()
    await elapse()
    expect([host.editor, last(), keeper.state.get().held?.open.editable]).toEqual(['page-2', { kind: 'saved' }, true])
    expect(host.asked).toEqual([false, { client: 'page-1', revision: 3, newestBatch: null, sent: null }])
  })

  test('it takes it back also when only the answer to its batch was lost', async () => {
    const { host, type, elapse } = await open()
    host.losesAnswers = true
    type('写')
    await elapse()
    host.reconnect({ lingers: true })
    await settled()
    expect([host.revision, host.editor]).toEqual([4, 'page-2'])
  })

  test('it takes nothing back from a page that took over, or that has written meanwhile', async () => {
    const first = await open()
    first.host.editor = 'other'
    for (const tell of first.host.taken) tell(lesson)
    await settled()
    first.host.reconnect()
    await settled()
    expect([first.host.editor, first.keeper.state.get().held?.open.editable]).toEqual(['other', false])

    const second = await open()
    second.host.editor = 'other'
    second.type('写')
    second.host.revision += 1
    second.host.newestBatch = 'of another page'
    second.host.reconnect()
    await settled()
    expect([second.host.editor, second.host.asked]).toEqual(['other', [false, { client: 'page-1', revision: 3, newestBatch: null, sent: null }]])
  })

  test('it takes nothing back where another text has the same revision, and starts over from that', async () => {
    const { host, keeper, type, elapse } = await open()
    type('写')
    await elapse()
    host.reconnect()
    await settled()
    expect(host.asked.at(-1)).toEqual({ client: 'page-1', revision: 4, newestBatch: 'batch-1', sent: 'batch-1' })
    host.restore()
    host.editor = 'other'
    host.reconnect()
    await settled()
    const { held } = keeper.state.get()
    expect([host.editor, held?.open.newestBatch, held?.key]).toEqual(['other', 'of another page', 2])
  })

  test.each(['other', null])('it appends nothing to another text of the same revision, also where it may be written (%s)', async (editor) => {
    const { host, type, elapse, rescues, last } = await open()
    type('写')
    host.restore()
    host.reconnect()
    host.editor = editor
    await settled()
    await elapse()
    expect([host.appended, rescues(), last()]).toEqual([[], 1, { kind: 'closed', code: editor === null ? 'stale' : 'not-editor' }])
  })

  test('it becomes the editor, with the newest text, when the page that was one has left', async () => {
    const host = new Host()
    host.editor = 'other'
    const { keeper } = await open(host)
    host.revision += 1
    host.editor = null
    for (const tell of host.left) tell(lesson)
    await settled()
    // That page may be back in a moment.
    expect(keeper.state.get().held?.open.editable).toBe(false)
    for (const run of host.timers.splice(0)) run()
    await settled()
    const { held } = keeper.state.get()
    expect([held?.open.editable, held?.open.revision, held?.key]).toEqual([true, 4, 2])
  })

  test('it gives back at once what it is given after its end', async () => {
    const host = new Host()
    const gate = Promise.withResolvers<void>()
    host.gate = gate.promise
    const keeper = new LessonKeeper(host.port, lesson)
    const stop = keeper.start()
    stop()
    gate.resolve()
    await settled()
    expect([host.closed, keeper.state.get().held]).toEqual([2, null])
  })

  test('it shows the newest text when it is looked at again, and goes on as it is where it may be written', async () => {
    const host = new Host()
    host.editor = 'other'
    const reader = await open(host)
    host.revision += 1
    reader.keeper.lookAgain()
    await settled()
    expect([reader.keeper.state.get().held?.open.revision, host.asked]).toEqual([4, [false, false]])
    const writer = await open()
    writer.keeper.lookAgain()
    await settled()
    expect(writer.host.asked).toEqual([false])
  })

  test('it keeps the page with unsaved text when the lesson is gone, so that the text is rescued', async () => {
    const { host, keeper, type, elapse, rescues, last } = await open()
    type('写')
    host.openFails = 'not-found'
    host.reconnect()
    await settled()
    expect(keeper.state.get().problem).toBeNull()
    await elapse()
    expect([rescues(), last()]).toEqual([1, { kind: 'closed', code: 'not-found' }])
  })

  test('it asks again for a lesson that could not be read, and then saves', async () => {
    const { host, type, elapse, rescues, last } = await open()
    type('写')
    host.openFails = 'disk-error'
    host.reconnect()
    await settled()
    await elapse()
    expect(last()).toMatchObject({ kind: 'waiting', code: 'disk-error' })
    host.openFails = null
    await elapse()
    await elapse()
    expect([rescues(), last()]).toEqual([0, { kind: 'saved' }])
  })

  test('it starts over from what the log has where the page had gone for a while because the lesson could not be read', async () => {
    const { host, keeper, type, elapse } = await open()
    type('写')
    await elapse()
    host.openFails = 'disk-error'
    host.reconnect()
    await settled()
    expect(keeper.state.get()).toMatchObject({ held: { key: 1, open: { revision: 3 } }, problem: { code: 'disk-error' } })
    host.openFails = null
    host.reconnect()
    await settled()
    expect(keeper.state.get()).toMatchObject({ held: { key: 2, open: { revision: 4, newestBatch: 'batch-1' } }, problem: null })
  })

  test('it starts over also where the last was typed in the very moment in which the page went', async () => {
    const { host, keeper, type } = await open()
    host.openFails = 'disk-error'
    host.reconnect()
    await settled()
    type('写')
    host.openFails = 'not-found'
    host.reconnect()
    await settled()
    expect(keeper.state.get().problem?.code).toBe('not-found')
    host.openFails = null
    host.reconnect()
    await settled()
    expect(keeper.state.get()).toMatchObject({ held: { key: 2 }, problem: null })
  })

  test('it says why a lesson cannot be opened', async () => {
    const host = new Host()
    host.openFails = 'not-found'
    const { keeper } = await open(host)
    expect([keeper.state.get().held, keeper.state.get().problem?.code]).toEqual([null, 'not-found'])
  })

  test('it starts the page over when the author takes the lesson over, and closes it at the end', async () => {
    const { host, keeper, stop } = await open()
    host.editor = 'other'
    keeper.takeOver()
    await settled()
    expect([host.editor, keeper.state.get().held?.key]).toEqual(['page-1', 2])
    stop()
    expect(host.closed).toBe(1)
    host.reconnect()
    await settled()
    expect(host.asked.length).toBe(2)
  })
})

import { beforeEach, describe, expect, test } from 'vitest'
import { ChapterId, CourseId, LessonId, type LibraryId, type LibraryTree } from '#preload/contract/library.ts'
import { Problem, type ProblemCode } from '#preload/contract/problem.ts'
import type { TitleDraft } from '#renderer/app/title-copies.ts'
import { TitleOutbox } from '#renderer/app/title-outbox.ts'
import { createValue } from '#renderer/host/value.ts'
import { lessonEntry } from '../../../fixtures/lesson-entry.ts'

const a = LessonId.parse('a')
const course = CourseId.parse('c')
const chapter = ChapterId.parse('h')
const settled = () =>
  new Promise<void>((resolve) => {
    setTimeout(resolve)
  })

/** A library of one lesson, two clocks and a browser's storage, all in the test's hand, with the rule by which hosts decide whether a title came too late. */
class Studio {
  /** The page's clock. */
  time = 1000
  /** The host's clock is so much ahead of the page's. */
  ahead = 0
  failing: ProblemCode | null = null
  /** The answer is lost, but the library was told. */
  losesAnswers = false
  renames: string[] = []
  copies = new Map<LibraryId, TitleDraft>()
  left: [LibraryId, TitleDraft][] = []
  hasRoom = true
  /** Which library the host has open. */
  workspace: string | null = null
  gate: Promise<void> = Promise.resolve()
  readonly timers = new Map<() => void, number>()
  readonly tree = createValue<LibraryTree | null>(null)
  readonly session = createValue(1)
  readonly window = new EventTarget()
  readonly outbox = new TitleOutbox({
    tree: this.tree,
    workspace: () => this.workspace,
    session: this.session,
    now: () => this.time,
    rename: async (lesson, title, { over, ageMs }) => {
      const typedAt = this.time + this.ahead - ageMs
      await this.gate
      const called = this.entry()
      const isReached = this.failing !== 'unavailable'
      if (isReached && called && ![...over, title].includes(called.title) && called.changedAt > typedAt)
        throw new Problem('stale', `it is called ${called.title}`)
      if (this.failing) throw new Problem(this.failing, 'as the test wants it')
      this.renames.push(title)
      if (lesson === a) this.call(title)
      if (this.losesAnswers) throw new Problem('unavailable', 'its answer was lost')
      return lesson
    },
    copies: {
      hold: () => () => undefined,
      keep: (lesson, draft) => {
        if (draft && this.hasRoom) this.copies.set(lesson, draft)
        else this.copies.delete(lesson)
        return this.hasRoom || draft === null
      },
      find: (entry) => this.left.find(([each]) => each === entry)?.[1].title,
      takeUp: (take) => {
        this.left = this.left.filter(([lesson, draft]) => !take(lesson, draft))
      },
    },
    later: (run, ms) => {
      this.timers.set(run, ms)
      return () => this.timers.delete(run)
    },
  })

  constructor() {
    this.call('旧')
    // The window's events are those of any target.
    this.outbox.start(this.window as unknown as Window)
  }

  /** The library gives the lesson a name. */
  call(title: string | null): void {
    const lessons = title === null ? [] : [lessonEntry(a, { title, changedAt: this.time + this.ahead })]
    this.tree.set({ courses: [{ id: 'c', title: '', chapters: [{ id: 'h', title: '', lessons }] }] } as unknown as LibraryTree) // ids are branded
  }
  private entry() {
    return this.tree.get()?.courses[0]?.chapters[0]?.lessons[0]
  }
  called() {
    return this.entry()?.title
  }

  type(...titles: string[]): void {
    for (const title of titles) {
      this.time += 10
      this.outbox.rename(a, title, 'soon')
    }
  }
  async pass(): Promise<void> {
    for (const run of [...this.timers.keys()]) {
      this.timers.delete(run)
      run()
    }
    await settled()
  }
  async reconnect(): Promise<void> {
    this.failing = null
    this.losesAnswers = false
    this.session.set(this.session.get() + 1)
    await settled()
  }
  state() {
    return [this.outbox.saved.get(), this.outbox.drafts.get().get(a), this.copies.get(a)?.title]
  }
}
const saved = [{ kind: 'saved' }, undefined, undefined]

let studio: Studio
beforeEach(() => {
  studio = new Studio()
})

describe('a title that is typed', () => {
  test('it is held and copied at once, and saved as it stands after a pause', async () => {
    studio.type('新', '新的')
    expect([studio.state(), [...studio.timers.values()], studio.renames]).toEqual([[{ kind: 'saving' }, '新的', '新的'], [500], []])
    await studio.pass()
    expect([studio.state(), studio.renames, studio.timers.size]).toEqual([saved, ['新的'], 0])
  })

  test('it is saved at once when it is done, and when the page goes', async () => {
    studio.type('新')
    studio.outbox.rename(a, '新', 'now')
    await settled()
    studio.type('新的')
    studio.window.dispatchEvent(new Event('pagehide'))
    await settled()
    expect([studio.state(), studio.renames]).toEqual([saved, ['新', '新的']])
  })

  test('it is not sent when it is what the library has', async () => {
    studio.type('新', '旧')
    expect([studio.state(), studio.timers.size]).toEqual([saved, 0])
    studio.outbox.rename(a, '旧', 'now')
    await settled()
    expect([studio.state(), studio.renames]).toEqual([saved, []])
  })

  test('it goes on being typed while it is sent; what is on the way is not given up for it', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    studio.gate = promise
    studio.type('新')
    await studio.pass()
    studio.type('旧')
    studio.outbox.rename(a, '旧', 'now')
    resolve()
    await settled()
    expect([studio.renames, studio.called(), studio.state()]).toEqual([['新', '旧'], '旧', saved])
  })

  test('it says where there is no room for a copy', async () => {
    studio.hasRoom = false
    studio.failing = 'unavailable'
    studio.type('新')
    await studio.pass()
    expect(studio.outbox.saved.get()).toEqual({ kind: 'waiting', code: 'unavailable', isCopied: false })
  })
})

describe('a title that cannot be saved', () => {
  test.each(['unavailable', 'disk-full', 'bug'] as const)('it waits (%s), is tried again after a while, and when the host is back', async (code) => {
    studio.failing = code
    studio.type('新')
    await studio.pass()
    expect([studio.state(), [...studio.timers.values()]]).toEqual([[{ kind: 'waiting', code, isCopied: true }, '新', '新'], [300]])
    await studio.pass()
    expect([...studio.timers.values()]).toEqual([600])
    await studio.reconnect()
    expect([studio.state(), studio.renames, studio.timers.size]).toEqual([saved, ['新'], 0])
  })

  test('it is forgotten with its lesson', async () => {
    studio.workspace = 'mine'
    studio.failing = 'not-found'
    studio.type('新')
    await studio.pass()
    expect([studio.state(), studio.timers.size]).toEqual([saved, 0])
  })

  test('it is saved also in a lesson that is in the bin', async () => {
    studio.type('新')
    studio.call(null)
    await studio.pass()
    expect([studio.renames, studio.state()]).toEqual([['新'], saved])
  })
})

const minutes = 60_000
describe.each([0, 5 * minutes, -5 * minutes])('a name given elsewhere, with the host’s clock %i ms ahead of the page’s', (ahead) => {
  beforeEach(() => {
    studio.ahead = ahead
    studio.call('旧')
  })

  test('it stands when it came after the draft, and the author is told of the title that gave way', async () => {
    studio.failing = 'unavailable'
    studio.type('这里的')
    await studio.pass()
    studio.time += 10
    studio.call('那里的')
    await studio.reconnect()
    expect([studio.renames, studio.called(), [...studio.outbox.overtaken.get()]]).toEqual([[], '那里的', [[a, '这里的']]])
    // Until then its copy outlives the page.
    expect(studio.state()).toEqual([{ kind: 'saved' }, undefined, '这里的'])
    studio.outbox.told([a])
    expect([studio.state(), studio.outbox.overtaken.get().size]).toEqual([saved, 0])
    studio.outbox.rename(a, '这里的', 'now')
    await settled()
    expect([studio.called(), studio.state()]).toEqual(['这里的', saved])
  })

  test('it is no more to be told of once the author types another title', async () => {
    studio.failing = 'unavailable'
    studio.type('这里的')
    await studio.pass()
    studio.time += 10
    studio.call('那里的')
    await studio.reconnect()
    studio.type('这里新写的')
    expect([studio.outbox.overtaken.get().size, studio.copies.get(a)?.title]).toEqual([0, '这里新写的'])
  })

  test('it gives way when the draft came after it, also after another failure', async () => {
    studio.failing = 'unavailable'
    studio.time += 10
    const given = studio.time
    studio.type('这里的')
    await studio.pass()
    const { time } = studio
    studio.time = given
    studio.call('那里的')
    studio.time = time + 10
    studio.failing = 'disk-full'
    studio.session.set(2)
    await settled()
    await studio.reconnect()
    expect([studio.renames, studio.state(), studio.outbox.overtaken.get().size]).toEqual([['这里的'], saved, 0])
  })

  test('it gives way to what is typed on while the host answers', async () => {
    studio.failing = 'unavailable'
    studio.type('这里的')
    await studio.pass()
    studio.time += 10
    studio.call('那里的')
    const { promise, resolve } = Promise.withResolvers<void>()
    studio.gate = promise
    await studio.reconnect()
    studio.type('这里接着写的')
    resolve()
    await settled()
    await studio.pass()
    expect([studio.renames, studio.state(), studio.outbox.overtaken.get().size]).toEqual([['这里接着写的'], saved, 0])
  })
})

describe('a name given elsewhere', () => {
  test('it is not seen in an earlier draft of ours whose answer was lost', async () => {
    studio.losesAnswers = true
    studio.type('新')
    const { promise, resolve } = Promise.withResolvers<void>()
    studio.gate = promise
    studio.outbox.rename(a, '新', 'now')
    studio.type('新的')
    studio.time += 10
    resolve()
    await settled()
    expect([studio.called(), studio.outbox.saved.get().kind]).toEqual(['新', 'waiting'])
    await studio.reconnect()
    expect([studio.renames, studio.state()]).toEqual([['新', '新的'], saved])
  })

  test('it is not seen where only the text changed', async () => {
    studio.failing = 'unavailable'
    studio.type('新')
    await studio.pass()
    studio.time += 10
    studio.call('旧')
    await studio.reconnect()
    expect(studio.called()).toBe('新')
  })
})

describe.each([course, chapter])('the title of a course or chapter (%s)', (entry) => {
  test('it is held and copied while it is typed, waits for the host, and is saved when that is back', async () => {
    studio.failing = 'unavailable'
    studio.outbox.rename(entry, '新的名字', 'soon')
    await studio.pass()
    expect([studio.outbox.saved.get(), studio.outbox.drafts.get().get(entry), studio.copies.get(entry)?.title]).toEqual([
      { kind: 'waiting', code: 'unavailable', isCopied: true },
      '新的名字',
      '新的名字',
    ])
    await studio.reconnect()
    expect([studio.renames, studio.copies.size, studio.outbox.saved.get()]).toEqual([['新的名字'], 0, { kind: 'saved' }])
  })

  test('it is not sent when it is what the library has', async () => {
    studio.outbox.rename(entry, '新', 'soon')
    studio.outbox.rename(entry, '', 'now')
    await settled()
    expect([studio.renames, studio.outbox.saved.get()]).toEqual([[], { kind: 'saved' }])
  })
})

test('titles of several entries are sent each on its own', async () => {
  studio.type('新的一课')
  studio.outbox.rename(course, '新课程', 'soon')
  studio.outbox.rename(chapter, '新的一章', 'now')
  await settled()
  expect([studio.renames, [...studio.outbox.drafts.get().keys()]]).toEqual([['新的一章'], [a, course]])
  await studio.pass()
  expect([studio.renames, studio.outbox.drafts.get().size]).toEqual([['新的一章', '新的一课', '新课程'], 0])
})

test('the library is told as the author calls it, and as it is where nothing is typed', () => {
  const tree = studio.tree.get()
  expect(studio.outbox.tree.get()).toBe(tree)
  studio.type('新的一课')
  studio.outbox.rename(course, '新课程', 'soon')
  const named = studio.outbox.tree.get()?.courses[0]
  expect([named?.title, named?.chapters[0]?.title, named?.chapters[0]?.lessons[0]?.title]).toEqual(['新课程', '', '新的一课'])
  expect(studio.outbox.tree.get()?.courses[0]).toBe(named)
})

describe('a title that an earlier page left', () => {
  const left = (part: Partial<TitleDraft> = {}): [LibraryId, TitleDraft] => [a, { title: '留下的', over: ['旧'], at: 900, ...part }]

  test('it is shown at once, and saved when the library is there', async () => {
    const tree = studio.tree.get()
    studio.tree.set(null)
    studio.left = [left()]
    studio.outbox.start(studio.window as unknown as Window)
    expect(studio.state()).toEqual([{ kind: 'saving' }, '留下的', '留下的'])
    studio.tree.set(tree)
    await studio.reconnect()
    expect([studio.renames, studio.state()]).toEqual([['留下的'], saved])
  })

  test('it is the newest of several, and none where the author types already', async () => {
    studio.tree.set(null)
    studio.left = [left({ title: '更早的', at: 800 }), left(), left({ title: '早一点的', at: 850 })]
    studio.outbox.start(studio.window as unknown as Window)
    expect(studio.outbox.drafts.get().get(a)).toBe('留下的')
    studio.type('正在写的')
    studio.outbox.start(studio.window as unknown as Window)
    expect(studio.outbox.drafts.get().get(a)).toBe('正在写的')
  })

  test.each(['it is written while this page lives', 'the host is there again'] as const)('it is looked for when %s', async (when) => {
    studio.left = [left()]
    if (when === 'it is written while this page lives') studio.window.dispatchEvent(new Event('storage'))
    else await studio.reconnect()
    await settled()
    expect([studio.renames, studio.left]).toEqual([['留下的'], []])
  })

  test('its copy stays where there is no room for another, unless it is needed no more', async () => {
    studio.hasRoom = false
    studio.failing = 'unavailable'
    studio.left = [left()]
    studio.outbox.start(studio.window as unknown as Window)
    await settled()
    expect(studio.left).toEqual([left()])
    studio.left = [left({ at: 800 })]
    studio.outbox.start(studio.window as unknown as Window)
    expect(studio.left).toEqual([])
  })

  test('it stays in its copy where this library does not know the entry, and nobody knows in which it was typed', async () => {
    studio.failing = 'not-found'
    studio.left = [left()]
    studio.outbox.start(studio.window as unknown as Window)
    await settled()
    expect([studio.state(), studio.timers.size]).toEqual([[{ kind: 'saved' }, undefined, '留下的'], 0])
  })

  test('it gives way to a name given meanwhile', async () => {
    studio.call('那里的')
    studio.left = [left()]
    studio.outbox.start(studio.window as unknown as Window)
    await settled()
    expect([studio.renames, studio.called(), [...studio.outbox.overtaken.get()]]).toEqual([[], '那里的', [[a, '留下的']]])
  })
})

describe('what a lesson is called', () => {
  test('it is the title that is not saved yet, else the library’s', () => {
    const before = studio.outbox.titleOf(a)
    studio.type('新的标题')
    expect([before, studio.outbox.titleOf(a), studio.outbox.titleOf(LessonId.parse('nobody'))]).toEqual(['旧', '新的标题', undefined])
  })
})

describe('a title of another library', () => {
  test('it is not sent to the one that came in its place, which does not know it, and is saved when its own is back', async () => {
    studio.workspace = 'mine'
    studio.failing = 'unavailable'
    studio.type('断线时起的名')
    await studio.pass()
    studio.workspace = 'another'
    studio.failing = 'not-found'
    await studio.reconnect()
    expect([studio.renames, studio.outbox.saved.get(), studio.copies.get(a)]).toMatchObject([
      [],
      { kind: 'saved' },
      { title: '断线时起的名', workspace: 'mine' },
    ])
    studio.workspace = 'mine'
    studio.failing = null
    await studio.reconnect()
    expect([studio.renames, studio.state()]).toEqual([['断线时起的名'], saved])
  })

  test('it is said not to be saved while it has no copy, and is copied once there is room', async () => {
    studio.workspace = 'mine'
    studio.failing = 'unavailable'
    studio.hasRoom = false
    studio.type('断线时起的名')
    await studio.pass()
    studio.workspace = 'another'
    await studio.reconnect()
    expect(studio.state()).toEqual([{ kind: 'waiting', code: 'unavailable', isCopied: false }, '断线时起的名', undefined])
    studio.hasRoom = true
    studio.window.dispatchEvent(new Event('pagehide'))
    expect([studio.state(), studio.renames]).toEqual([[{ kind: 'saved' }, '断线时起的名', '断线时起的名'], []])
  })

  test('it tells what a lesson is called that this library does not know', () => {
    const other = LessonId.parse('other')
    studio.left = [[other, { title: '别处的一课', over: [], at: 1, workspace: 'another' }]]
    expect(studio.outbox.titleOf(other)).toBe('别处的一课')
  })
})

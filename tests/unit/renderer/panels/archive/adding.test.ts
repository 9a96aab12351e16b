import { describe, expect, test } from 'vitest'
import { Problem } from '#preload/contract/problem.ts'
import type { Clients } from '#renderer/host/clients.ts'
import { createAdding } from '#renderer/panels/archive/adding.ts'

const file = (path: string, text = 'x') => ({ path, file: new Blob([text]) })

/** An archive that takes whatever comes, and notes what it was asked. */
function archiveThat(part: Partial<Record<keyof Clients['archive'], (...given: never[]) => unknown>> = {}) {
  const asked: string[] = []
  let sent = 0
  const note =
    <A extends unknown[], T>(name: string, work: (...given: A) => T) =>
    (...given: A) => {
      asked.push(name)
      return work(...given)
    }
  const client = {
    open: note('open', async ({ files }: { files: unknown[] }) => ({ intake: 'i', wanted: files.map((_, at) => at), unread: [] })),
    begin: async ({ name }: { name: string }) => ({ upload: name }),
    piece: async ({ at, data }: { at: number; data: string }) => ({ received: at + atob(data).length }),
    drop: async () => ({}),
    add: note('add', async () => ({ became: 'work' })),
    finish: note('finish', async () => ({ batch: 'b', works: (sent += 1), words: 1, same: [], unread: [], lossy: [] })),
    close: note('close', async () => ({})),
    ...Object.fromEntries(Object.entries(part).map(([name, work]) => [name, note(name, work as () => unknown)])),
  }
  return { asked, adding: createAdding(() => client as unknown as Clients['archive']) }
}

describe('adding works from a page', () => {
  test('files are sent one after another as the host wants them, and then they count', async () => {
    const { asked, adding } = archiveThat({ open: (async () => ({ intake: 'i', wanted: [2, 0], unread: [] })) as never })
    await adding.add([file('a.md'), file('b.png'), file('c.md')])
    expect(asked).toEqual(['open', 'add', 'add', 'finish'])
    expect(adding.state.get().kind).toBe('added')
    adding.dismiss()
    expect(adding.state.get().kind).toBe('idle')
  })

  test('a folder without any file is told of, in place of what was told before', async () => {
    const { asked, adding } = archiveThat()
    await adding.add([file('a.md')])
    await adding.add([])
    const state = adding.state.get()
    expect(state.kind === 'added' && [state.added.works, state.added.unread]).toEqual([0, []])
    expect(asked).toEqual(['open', 'add', 'finish'])
  })

  test('what can’t be read is told beside what was taken in, and where that is nothing', async () => {
    const { adding } = archiveThat()
    const unreadOf = () => {
      const state = adding.state.get()
      return state.kind === 'added' ? state.added.unread : null
    }
    await adding.add([file('a.md')], ['锁着.md'])
    expect(unreadOf()).toEqual([{ path: '锁着.md', why: 'missing' }])
    await adding.add([], ['锁着'])
    expect(unreadOf()).toEqual([{ path: '锁着', why: 'missing' }])
  })

  test('what comes while others are taken in is refused in words, and does them no harm', async () => {
    const { asked, adding } = archiveThat()
    const first = adding.add([file('a.md')])
    await expect(adding.add([file('b.md')])).rejects.toMatchObject({ code: 'adding-busy' })
    await first
    expect(asked).toEqual(['open', 'add', 'finish'])
  })

  test('one that is gone stops no other, and is told', async () => {
    const gone = new Blob(['x'])
    gone.slice = () => {
      throw new DOMException('gone', 'NotFoundError')
    }
    const { asked, adding } = archiveThat()
    await adding.add([{ path: 'a.md', file: gone }, file('b.md')])
    const state = adding.state.get()
    expect(state.kind === 'added' && state.added.unread).toEqual([{ path: 'a.md', why: 'missing' }])
    expect(asked).toEqual(['open', 'add', 'finish'])
  })

  test('a full disk ends it, and nothing is left', async () => {
    const { asked, adding } = archiveThat({
      add: (async () => {
        throw new Problem('disk-full', 'full')
      }) as never,
    })
    await expect(adding.add([file('a.md'), file('b.md')])).rejects.toMatchObject({ code: 'disk-full' })
    expect([asked.at(-1), adding.state.get().kind]).toEqual(['close', 'idle'])
  })

  test('stopped, it keeps what came or nothing', async () => {
    for (const keeps of [true, false]) {
      const { asked, adding } = archiveThat({
        add: (async () => {
          adding.stop(keeps)
          if (!keeps) throw new Problem('cancelled', 'cancelled')
          return { became: 'work' }
        }) as never,
      })
      await adding.add([file('a.md'), file('b.md'), file('c.md')])
      expect(asked.at(-1)).toBe(keeps ? 'finish' : 'close')
      expect(adding.state.get().kind).toBe(keeps ? 'added' : 'idle')
    }
  })

  test('more files than can be looked at are refused at once', async () => {
    const { asked, adding } = archiveThat()
    await expect(adding.add(Array.from({ length: 20_001 }, (_, at) => file(`${at}.md`)))).rejects.toMatchObject({ code: 'import-too-many' })
    expect(asked).toEqual([])
  })
})

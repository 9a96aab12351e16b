import { afterEach, describe, expect, test, vi } from 'vitest'
import { archive } from '#preload/contract/archive.ts'
import { days } from '#preload/contract/days.ts'
import { lessons } from '#preload/contract/lessons.ts'
import { library, type LibraryTree } from '#preload/contract/library.ts'
import type { Service } from '#preload/contract/member.ts'
import { Problem } from '#preload/contract/problem.ts'
import { backups } from '#preload/contract/backups.ts'
import { models } from '#preload/contract/models.ts'
import { publishing } from '#preload/contract/publishing.ts'
import { initialSettings, settings, type Settings } from '#preload/contract/settings.ts'
import { studio } from '#preload/contract/studio.ts'
import { voice } from '#preload/contract/voice.ts'
import { workspace } from '#preload/contract/workspace.ts'
import { protocolVersion } from '#preload/contract/protocol.ts'
import { type Port, portPair } from '#preload/wire/port.ts'
import { implement, type Implementations, serve, type Served } from '#preload/wire/serve.ts'
import { backoff, createHost, type Host } from '#renderer/host/host.ts'

const noHandler = () => {
  throw new Error('not asked in these tests')
}

const noWorks = { works: 0, words: 0 }

/** A host in memory that answers what a page asks when it connects. */
function memoryHost(protocol = protocolVersion) {
  let current: Settings = { ...initialSettings, theme: 'dark' }
  let tree: LibraryTree = { courses: [] }
  let served: Served | undefined
  let connections = 0
  let whileReading = () => {}
  const implementations: Implementations = new Map<string, { service: Service; handlers: object }>([
    implement(library, {
      tree: () => {
        whileReading()
        return tree
      },
      createCourse: noHandler,
      createChapter: noHandler,
      createLesson: noHandler,
      rename: noHandler,
      move: noHandler,
      duplicate: noHandler,
      setStates: noHandler,
      setTargets: noHandler,
      remove: noHandler,
      bin: noHandler,
      restore: noHandler,
      erase: noHandler,
      eraseAll: noHandler,
    }),
    implement(days, { written: () => ({ today: { day: '2026-11-29', words: 0 }, days: [] }) }),
    implement(settings, { get: () => current, set: (part) => (current = { ...current, ...part }) }),
    implement(models, {
      list: () => [],
      state: () => ({ phase: 'off', problem: null, model: null, device: null, deviceName: null, threads: null, fellBack: null, share: null, refused: null }),
      retry: () => ({}),
      memory: () => ({ total: 1, free: 1, card: null }),
      pick: () => ({ path: null }),
      bring: () => {
        throw new Problem('model-missing', 'there are none')
      },
      copy: async function* () {},
      forget: () => ({}),
      cancelLoad: () => ({}),
    }),
    implement(workspace, {
      state: () => ({ phase: 'open', identity: null, problem: null, copies: [], keptAs: null }),
      restoreCopy: noHandler,
      startFresh: noHandler,
    }),
    implement(archive, {
      state: () => ({
        phase: 'open',
        keptAs: null,
        all: noWorks,
        learnt: noWorks,
        personal: {},
        pairs: 0,
        duplicates: 0,
        enough: { kind: 'words', have: noWorks, need: noWorks },
        kept: { quotations: false, code: false, addresses: false, formulas: false, questions: false },
      }),
      begin: noHandler,
      piece: noHandler,
      drop: noHandler,
      groups: noHandler,
      list: noHandler,
      open: noHandler,
      add: noHandler,
      finish: noHandler,
      close: noHandler,
      takeBack: noHandler,
      exclude: noHandler,
      remove: noHandler,
      removed: noHandler,
      restore: noHandler,
      forget: noHandler,
      text: noHandler,
      learning: noHandler,
      personal: noHandler,
      masks: noHandler,
      changeMasks: noHandler,
      masksInUse: noHandler,
      alike: noHandler,
      same: noHandler,
      compare: noHandler,
      keep: noHandler,
      find: noHandler,
    }),
    implement(voice, {
      state: () => ({ phase: 'idle', problem: null, run: null, result: null, proof: null }),
      plan: noHandler,
      start: noHandler,
      pause: noHandler,
      goOn: noHandler,
      stop: noHandler,
      cancel: noHandler,
      prove: noHandler,
      cancelProof: noHandler,
      heldOut: noHandler,
      learntFrom: noHandler,
      sources: noHandler,
      choose: noHandler,
      bundlePreview: noHandler,
      adapters: noHandler,
      models: noHandler,
      rename: noHandler,
      remove: noHandler,
      bundle: noHandler,
      active: () => null,
      activate: noHandler,
      deactivate: noHandler,
      strengthen: noHandler,
      begin: noHandler,
      piece: noHandler,
      drop: noHandler,
      importAdapter: noHandler,
      exportAdapter: async function* () {},
      merge: async function* () {},
    }),
    implement(publishing, {
      targets: noHandler,
      pictures: noHandler,
      state: () => ({ author: '', producer: '', folder: '/exports', isDefault: true, run: null }),
      name: noHandler,
      choose: noHandler,
      pick: noHandler,
      overview: noHandler,
      setOptions: noHandler,
      check: async function* () {},
      mend: noHandler,
      takeBack: noHandler,
      preview: noHandler,
      copy: noHandler,
      steps: noHandler,
      start: noHandler,
      cancel: noHandler,
      dismiss: noHandler,
      download: async function* () {},
      reveal: noHandler,
      mark: noHandler,
      unmark: noHandler,
      noteCopied: noHandler,
      remark: noHandler,
      history: noHandler,
    }),
    implement(backups, {
      state: () => ({ folder: '/backups', isDefault: true, newestAt: null, isKnown: true, former: [], work: null, problem: null }),
      list: () => [],
      make: async function* () {},
      pack: async function* () {},
      check: async function* () {},
      begin: noHandler,
      piece: noHandler,
      drop: noHandler,
      take: noHandler,
      leave: noHandler,
      choose: noHandler,
      pick: noHandler,
    }),
    implement(studio, {
      about: () => ({ version: '0.0.0', host: 'browser', platform: 'linux', client: `page-${connections}`, folder: '/courses', credits: '' }),
    }),
  ])
  return {
    open: (): Promise<Port> => {
      const [near, far] = portPair()
      connections += 1
      served = serve(far, implementations, { protocol, admit: () => null, client: `page-${connections}`, reportBug: () => 'bug' })
      return Promise.resolve(near)
    },
    /** Done after the page was told how engine and workspace are, and before it was told the library. */
    whileReading: (deed: () => void) => {
      whileReading = deed
    },
    setTree: (next: LibraryTree) => {
      tree = next
    },
    push: (name: string, member: string, value: unknown) => served?.push(name, member, value),
    close: () => served?.close({ code: 'unavailable', message: 'closing', detail: {} }),
    settings: () => current,
  }
}

const hosts: Host[] = []
afterEach(() => {
  for (const host of hosts.splice(0)) host.stop()
})

function page(open: () => Promise<Port>, wait: (ms: number) => Promise<void> = () => Promise.resolve()): Host {
  const host = createHost(open, wait)
  hosts.push(host)
  return host
}

function until(host: Host, condition: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stops: (() => void)[] = []
    const check = () => {
      if (!condition()) return
      for (const stop of stops) stop()
      resolve()
    }
    for (const value of [host.link, host.session, host.tree, host.settings]) stops.push(value.subscribe(check))
    check()
  })
}

describe('a host', () => {
  test('it reads what there is when it connects', async () => {
    const memory = memoryHost()
    const host = page(memory.open)
    await until(host, () => host.link.get() === 'connected')
    expect({ tree: host.tree.get(), theme: host.settings.get().theme, phase: host.workspace.get()?.phase, client: host.about.get()?.client }).toEqual({
      tree: { courses: [] },
      theme: 'dark',
      phase: 'open',
      client: 'page-1',
    })
  })

  test('it believes what it is told while it is still reading, not what it read before', async () => {
    const memory = memoryHost()
    memory.whileReading(() => {
      memory.push('models', 'stateChanged', {
        phase: 'ready',
        problem: null,
        model: { id: 'm', name: 'm' },
        device: 'cpu',
        deviceName: null,
        threads: 1,
        fellBack: null,
        share: null,
        refused: null,
      })
      memory.push('workspace', 'stateChanged', { phase: 'read-only', identity: null, problem: null, copies: [], keptAs: null })
    })
    const host = page(memory.open)
    await until(host, () => host.link.get() === 'connected')
    expect({ engine: host.engine.get()?.phase, workspace: host.workspace.get()?.phase }).toEqual({ engine: 'ready', workspace: 'read-only' })
  })

  test('what went out is asked about anew once it would name another author, and not for anything else', async () => {
    const memory = memoryHost()
    const host = page(memory.open)
    await until(host, () => host.link.get() === 'connected')
    const state = { author: '', producer: '', folder: '/exports', isDefault: true, run: null }
    const counts: number[] = []
    for (const part of [{ folder: '/elsewhere' }, { author: '林一' }, { author: '林一', folder: '/there' }, { author: '林一', producer: '林一工作室' }]) {
      memory.push('publishing', 'changed', { ...state, ...part })
      await vi.waitFor(() => expect(host.publishing.get()).toMatchObject(part))
      counts.push(host.recorded.get())
    }
    expect(counts).toEqual([0, 1, 1, 2])
  })

  test('it connects again after the host was restarted, keeps what it knew meanwhile and reads it anew', async () => {
    const memory = memoryHost()
    const course = { courses: [{ id: 'c1', title: '课', chapters: [] }] } as unknown as LibraryTree // ids are branded, and this one came from nowhere
    const known: unknown[] = []
    const host = page(memory.open, () => {
      known.push(host.tree.get())
      return Promise.resolve()
    })
    await until(host, () => host.link.get() === 'connected')
    memory.setTree(course)
    memory.close()
    await until(host, () => host.session.get() === 2)
    expect({ known, tree: host.tree.get(), link: host.link.get() }).toEqual({ known: [{ courses: [] }], tree: course, link: 'connected' })
  })

  test('it says that it is outdated and stops trying when the host speaks another protocol', async () => {
    let opened = 0
    const memory = memoryHost(protocolVersion + 1)
    const host = page(() => {
      opened += 1
      return memory.open()
    })
    await until(host, () => host.link.get() === 'outdated')
    await Promise.resolve()
    expect(opened).toBe(1)
  })

  test('it says that it is refused, and goes on once the host accepts it again', async () => {
    const memory = memoryHost()
    let isRefused = true
    const seen: string[] = []
    const refuse = (): Promise<Port> => {
      const [near, far] = portPair()
      far.listen(
        () => far.close({ code: 'forbidden', message: 'no valid cookie', detail: {} }),
        () => undefined,
      )
      return Promise.resolve(near)
    }
    const host = page(
      () => (isRefused ? refuse() : memory.open()),
      () => {
        seen.push(host.link.get())
        if (seen.length === 3) isRefused = false
        return Promise.resolve()
      },
    )
    await until(host, () => host.link.get() === 'connected')
    expect(seen).toEqual(['refused', 'refused', 'refused'])
  })

  test('it waits longer between tries, at most five seconds', async () => {
    const waits: number[] = []
    const tried = Promise.withResolvers<void>()
    page(
      () => Promise.reject(new Error('no host')),
      (ms) => {
        waits.push(ms)
        if (waits.length < 7) return Promise.resolve()
        tried.resolve()
        return new Promise(() => undefined)
      },
    )
    await tried.promise
    expect(waits).toEqual([300, 600, 1200, 2400, 4800, 5000, 5000])
    expect(backoff(60)).toBe(5000)
  })

  test('it fails calls by name while there is no connection', async () => {
    const host = page(() => new Promise(() => undefined))
    await expect(host.clients().library.tree({})).rejects.toMatchObject({ name: 'Problem', code: 'unavailable' })
  })

  test('it fails calls by name until the new connection is read, and counts it in the moment that they work', async () => {
    const memory = memoryHost()
    const outcomes: Promise<unknown>[] = []
    const host = page(memory.open)
    const call = () =>
      outcomes.push(
        host
          .clients()
          .studio.about({})
          .then(
            ({ client }) => client,
            ({ code }: Problem) => code,
          ),
      )
    await until(host, () => host.link.get() === 'connected')
    host.tree.subscribe(call) // the last thing that is read of a new connection but the settings
    host.session.subscribe(call)
    memory.setTree({ courses: [{ id: 'c1', title: '课', chapters: [] }] } as unknown as LibraryTree) // ids are branded, and this one came from nowhere
    memory.close()
    await until(host, () => host.session.get() === 2)
    expect(await Promise.all(outcomes)).toEqual(['unavailable', 'page-2'])
  })

  test('it shows a choice at once and does not let an older echo undo it', async () => {
    const memory = memoryHost()
    const host = page(memory.open)
    await until(host, () => host.link.get() === 'connected')
    host.changeSettings({ theme: 'light' })
    memory.push('settings', 'changed', { ...initialSettings, theme: 'dark' })
    expect(host.settings.get().theme).toBe('light')
    await new Promise((resolve) => {
      setTimeout(resolve, 5)
    })
    expect([host.settings.get().theme, memory.settings().theme]).toEqual(['light', 'light'])
  })

  test('it tells when another page took a lesson, but not when this page did', async () => {
    const memory = memoryHost()
    const host = page(memory.open)
    await until(host, () => host.link.get() === 'connected')
    const taken: string[] = []
    host.onTaken((lesson) => taken.push(lesson))
    memory.push(lessons.name, 'taken', { lesson: 'mine', client: 'page-1' })
    memory.push(lessons.name, 'taken', { lesson: 'theirs', client: 'page-9' })
    await new Promise((resolve) => {
      setTimeout(resolve, 5)
    })
    expect(taken).toEqual(['theirs'])
  })
})

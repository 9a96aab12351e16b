import { describe, expect, test } from 'vitest'
import type { EngineProcess } from '#main/compute/engine-process.ts'
import { Inspectors } from '#main/compute/model-list.ts'
import { modelShelf } from '#main/compute/model-shelf.ts'
import type { CopyProgress } from '#preload/contract/models.ts'

const never = new AbortController().signal
const forever = new Promise<never>(() => undefined)
const nothing = async function* () {}

/** A shelf whose copies take two pieces each, by processes of which those that run are counted. */
function shelf() {
  const running = { now: 0, most: 0, started: 0 }
  const copy = async function* (): AsyncGenerator<CopyProgress> {
    yield { bytes: 1, total: 2, id: null }
    yield { bytes: 2, total: 2, id: 'm.gguf' }
  }
  const start = (): EngineProcess => {
    running.started += 1
    running.now += 1
    running.most = Math.max(running.most, running.now)
    const stop = async () => void (running.now -= 1)
    const none = () => Promise.reject(new Error('a copy asks for nothing else'))
    const engine = {
      load: none,
      remember: none,
      forget: none,
      names: none,
      size: none,
      adapt: none,
      identity: none,
      takeAdapter: none,
      giveAdapter: none,
      sameAdapter: none,
      merge: nothing,
      merged: none,
      inspect: none,
      memory: none,
      remove: none,
      ping: none,
      prepare: none,
      complete: nothing,
      why: nothing,
      completeBy: nothing,
      tryServer: () => forever,
      copy,
    }
    return { pid: 1, lost: forever, ended: forever, kill: () => undefined, stop, engine: { ...engine, progress: () => () => undefined } }
  }
  const places = { starter: '/opt/starter.gguf', folder: '/models', brought: () => [{ id: 'brought-1', path: '/disk/m.gguf' }] }
  return { running, shelf: modelShelf(places, new Inspectors(start, { silenceMs: 1, fileMs: 1, mostBytes: 1 }), start) }
}

async function idOf(copy: AsyncIterable<CopyProgress>): Promise<string | null> {
  let last: string | null = null
  for await (const { id } of copy) last = id
  return last
}

describe('copies on the shelf', () => {
  test('they are made one after another, whatever became of the one before', async () => {
    const { shelf: shelved, running } = shelf()
    const left = async () => {
      for await (const { bytes } of shelved.copy('brought-1', never)) if (bytes === 1) return 'left'
      return 'whole'
    }
    expect(await Promise.all([idOf(shelved.copy('brought-1', never)), left(), idOf(shelved.copy('brought-1', never))])).toEqual(['m.gguf', 'left', 'm.gguf'])
    expect(running).toEqual({ now: 0, most: 1, started: 3 })
  })

  test('one that is given up while it waits is never begun, and keeps nobody waiting', async () => {
    const { shelf: shelved, running } = shelf()
    const over = new AbortController()
    const first = shelved.copy('brought-1', never)[Symbol.asyncIterator]()
    await first.next()
    const second = idOf(shelved.copy('brought-1', over.signal)).catch((error: unknown) => error)
    const third = idOf(shelved.copy('brought-1', never))
    over.abort()
    expect(await second).toMatchObject({ code: 'cancelled' })
    expect(running.started).toBe(1)
    await first.return?.()
    expect(await third).toBe('m.gguf')
    expect(running).toEqual({ now: 0, most: 1, started: 2 })
  })
})

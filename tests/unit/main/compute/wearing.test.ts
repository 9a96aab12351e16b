/** What keeps an adapter from being used costs nothing but the adapter. */
import { expect, test } from 'vitest'
import type { EngineProcess } from '#main/compute/engine-process.ts'
import { Wearing } from '#main/compute/wearing.ts'
import type { AdapterAtWork } from '#preload/contract/adapters.ts'
import { Problem, type ProblemReport } from '#preload/contract/problem.ts'

/** A model with an adapter that is chosen, in an engine that answers as `answer` does. */
function wearing(answer: () => Promise<Record<never, never>>) {
  const [asked, refused]: [(AdapterAtWork | null)[], (ProblemReport & { model: string })[]] = [[], []]
  const state: { chosen: AdapterAtWork | null } = { chosen: { path: '/voice/a/adapter.gguf', name: 'a', strength: 0.5 } }
  const adapt = ({ adapter }: { adapter: AdapterAtWork | null }) => {
    asked.push(adapter)
    return answer()
  }
  // Only this member is asked.
  const running = { engine: { adapt } } as unknown as EngineProcess
  const refuse = (model: string, problem: ProblemReport) => {
    state.chosen = null
    refused.push({ model, ...problem })
  }
  return { wearing: new Wearing({ of: () => state.chosen, refused: refuse }), running, asked, refused, state }
}

const unavailable = () => Promise.reject(new Problem('unavailable', 'gone'))

test('a model that comes up is given what is chosen for it, and one that is refused serves without', async () => {
  const good = wearing(async () => ({}))
  await good.wearing.begin(good.running, 'm')
  expect([good.asked, good.refused]).toEqual([[{ path: '/voice/a/adapter.gguf', name: 'a', strength: 0.5 }], []])
  const bad = wearing(() => Promise.reject(new Problem('adapter-damaged', 'cut', { file: 'adapter.gguf' })))
  await bad.wearing.begin(bad.running, 'm')
  expect(bad.refused).toMatchObject([{ model: 'm', code: 'adapter-damaged' }])
  await bad.wearing.begin(bad.running, 'm')
  expect(bad.asked).toHaveLength(1)
})

test('one that ends the engine is not given to the next; an end that has nothing to do with it costs it nothing', async () => {
  const one = wearing(unavailable)
  await expect(one.wearing.change(one.running, 'm')).rejects.toMatchObject({ code: 'unavailable' })
  one.wearing.died({} as EngineProcess, 'SIGSEGV')
  expect(one.refused).toEqual([])
  one.wearing.died(one.running, 'SIGSEGV')
  expect(one.refused).toMatchObject([{ model: 'm', code: 'adapter-damaged', detail: { file: 'adapter.gguf' } }])
  const other = wearing(async () => ({}))
  await other.wearing.change(other.running, 'm')
  other.wearing.died(other.running, 'SIGKILL')
  expect(other.refused).toEqual([])
})

test('one whose engine is ended on purpose while it is put on is as good as before, whatever that engine still says of it', async () => {
  const ended = wearing(unavailable)
  await expect(ended.wearing.change(ended.running, 'm')).rejects.toMatchObject({ code: 'unavailable' })
  ended.wearing.letGo(ended.running)
  ended.wearing.died(ended.running, 'SIGKILL')
  const asked = wearing(unavailable)
  await expect(asked.wearing.change(asked.running, 'm')).rejects.toMatchObject({ code: 'unavailable' })
  asked.wearing.died(asked.running, 'SIGTERM') // by the system, as where the computer is shut down
  const late = Promise.withResolvers<Record<never, never>>()
  const switched = wearing(() => late.promise)
  const change = switched.wearing.change(switched.running, 'm')
  switched.wearing.letGo(switched.running)
  late.reject(new Problem('adapter-base-other', 'of the model before', {}))
  await expect(change).rejects.toMatchObject({ code: 'cancelled' })
  expect([ended.refused, asked.refused, switched.refused]).toEqual([[], [], []])
})

test('where what is computed is no number, the adapter is taken off before the model is blamed', async () => {
  const { wearing: worn, running, asked, refused, state } = wearing(async () => ({}))
  const unsound = new Problem('model-unsound', 'no number')
  expect([worn.blame(running, 'm', unsound), asked, refused.length]).toEqual([true, [null], 1])
  expect(worn.blame(running, 'm', unsound)).toBe(false)
  state.chosen = { path: '/voice/a/adapter.gguf', name: 'a', strength: 0 }
  expect(worn.blame(running, 'm', unsound)).toBe(false)
})

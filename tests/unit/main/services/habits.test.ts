import { readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { Problem } from '#preload/contract/problem.ts'
import { initialSettings, settings } from '#preload/contract/settings.ts'
import type { EngineQuestion } from '#preload/contract/engine.ts'
import type { SuggestionOutcome, SuggestionPlace } from '#preload/contract/habits.ts'
import { suggestions, type Suggestion } from '#preload/contract/suggestions.ts'
import { problemOf, served, type ServedOptions } from './served.ts'

const start: SuggestionPlace = { position: 'start', block: 'paragraph', writing: 'han' }
const context = { course: '', chapter: '', lesson: '', headings: [], before: '写', after: '', block: 'paragraph' as const, candidate: 0 }

/** A workspace served to one page, and what the engine was told of the author. */
async function studio(options: ServedOptions = {}) {
  const told: EngineQuestion['leanings'][] = []
  const nothing: Suggestion = { id: 's', text: '', tokens: [], done: true, model: 'starter', ms: 1, evaluatedTokens: 0, reason: null }
  async function* complete(question: EngineQuestion): AsyncGenerator<Suggestion> {
    told.push(question.leanings)
    yield nothing
  }
  const prepare = async ({ context: { leanings } }: { context: EngineQuestion }) => void told.push(leanings)
  const all = await served({ complete, prepare, ...options })
  const page = all.page()
  const asked = page.client(suggestions)
  const judge = async (outcome: SuggestionOutcome, times: number, { model = 'starter', place = start, chance = 0.6 } = {}) => {
    for (let time = 0; time < times; time += 1) await asked.record({ model, event: { kind: 'judged', outcome, place, chance } })
    return asked.habits({}) // writes what was learnt
  }
  const leanings = async () => {
    for await (const item of asked.complete(context)) expect(item).toEqual(nothing)
    return told.at(-1)
  }
  return { ...all, client: page.client, asked, judge, leanings, told }
}

describe('habits', () => {
  test('they are on to begin with, and without evidence the engine is told of none', async () => {
    const { leanings, judge } = await studio()
    expect(initialSettings.habits).toBe(true)
    expect(await leanings()).toEqual([])
    const { kinds } = await judge('refused', 5)
    expect(kinds).toEqual([{ place: start, seen: expect.closeTo(5, 3), accepted: 0, along: 0, shift: 0 }])
    expect(await leanings()).toEqual([])
  })

  test('they tell the engine of what the author leans to, with every question and preparation', async () => {
    const { leanings, judge, asked, told } = await studio()
    const { kinds } = await judge('passed', 30)
    expect(kinds).toMatchObject([{ place: start, accepted: 0 }])
    expect(kinds[0]?.seen).toBeCloseTo(30, 3)
    const [leaning] = (await leanings()) ?? []
    expect(leaning).toMatchObject(start)
    expect(leaning?.shift).toBeLessThan(-1)
    await asked.prepare({ context, depth: 'read' })
    expect(told.at(-1)).toEqual([leaning])
  })

  test('they are of the model that they were learnt with', async () => {
    const first = await studio()
    await first.judge('passed', 30)
    await first.held.close()
    expect(await (await studio({ folder: first.folder, model: 'other' })).leanings()).toEqual([])
    expect(await (await studio({ folder: first.folder, model: null })).leanings()).toEqual([])
  })

  test('those of every model are counted and erased, whichever is in use, or none', async () => {
    const first = await studio()
    await first.judge('passed', 30)
    await first.held.close()
    const other = await studio({ folder: first.folder, model: 'other' })
    expect(await other.asked.habits({})).toEqual({ kinds: [], total: expect.closeTo(30, 3) })
    await other.held.close()
    const none = await studio({ folder: first.folder, model: null })
    expect(await none.asked.habits({})).toEqual({ kinds: [], total: expect.closeTo(30, 3) })
    await none.asked.eraseHabits({})
    expect(await none.asked.habits({})).toEqual({ kinds: [], total: 0 })
  })

  test('they outlast the studio', async () => {
    const first = await studio()
    await first.judge('passed', 30)
    await first.held.close()
    const second = await studio({ folder: first.folder })
    expect(await second.leanings()).toMatchObject([start])
  })

  test('switched off they change nothing and learn nothing, and are there again when switched on', async () => {
    const { client, judge, leanings, asked } = await studio()
    await judge('passed', 30)
    await client(settings).set({ habits: false })
    expect(await leanings()).toEqual([])
    await judge('accepted', 100)
    expect((await asked.habits({})).kinds).toMatchObject([{ accepted: 0 }])
    await client(settings).set({ habits: true })
    expect(await leanings()).toMatchObject([start])
  })

  test('erased they are gone, also what was not written yet, and the counts stay', async () => {
    const { judge, asked, leanings, folder, held } = await studio()
    await asked.record({ model: 'starter', event: { kind: 'shown', characters: 3 } })
    await judge('passed', 30)
    await asked.record({ model: 'starter', event: { kind: 'judged', outcome: 'passed', place: start, chance: 0.5 } })
    await asked.eraseHabits({})
    expect([await asked.habits({}), await leanings(), (await asked.statistics({})).shown]).toEqual([{ kinds: [], total: 0 }, [], 1])
    await held.close()
    expect((await (await studio({ folder })).asked.habits({})).kinds).toEqual([])
  })

  test('they are counted apart: an outcome is no suggestion more', async () => {
    const { judge, asked } = await studio()
    await judge('accepted', 3)
    expect(await asked.statistics({})).toMatchObject({ shown: 0, accepted: 0, days: [] })
  })

  test('what waits to be written of one library is written to no other that comes in its place', async () => {
    const elsewhere = await studio()
    await elsewhere.held.close()
    const holder = await studio()
    const waiting = await studio({ folder: holder.folder, retryEveryMs: 20 })
    await waiting.judge('passed', 30)
    await waiting.asked.record({ model: 'starter', event: { kind: 'shown', characters: 3 } })
    await holder.held.close()
    for (const name of readdirSync(holder.folder)) if (name.startsWith('workspace.sqlite')) rmSync(join(holder.folder, name))
    renameSync(join(elsewhere.folder, 'workspace.sqlite'), join(holder.folder, 'workspace.sqlite'))
    await expect.poll(() => waiting.held.state().phase).toBe('open')
    expect(await waiting.asked.habits({})).toEqual({ kinds: [], total: 0 })
    expect((await waiting.asked.statistics({})).shown).toBe(0)
  })

  test('what waits to be written is written once the same library can be', async () => {
    const holder = await studio()
    const waiting = await studio({ folder: holder.folder, retryEveryMs: 20 })
    await waiting.judge('passed', 30)
    await holder.held.close()
    await expect.poll(() => waiting.held.state().phase).toBe('open')
    expect((await waiting.asked.habits({})).total).toBeCloseTo(30, 3)
  })

  test('a moment in which they cannot be read is soon over', async () => {
    const { judge, leanings, held } = await studio()
    await judge('passed', 30)
    vi.spyOn(held, 'read').mockImplementationOnce(() => {
      throw new Problem('disk-error', 'the disk does not answer')
    })
    expect(await leanings()).toEqual([])
    expect(await leanings()).toMatchObject([start])
  })

  test('rows that are damaged or of no kind of place are passed over', async () => {
    const first = await studio()
    await first.judge('passed', 30)
    first.held.write('none', (store) =>
      store.addHabits([{ model: 'starter', position: '\0', block: '', writing: '🙂', accepted: 9, along: 9, passed: 9, refused: 9, expected: 1 }], 0),
    )
    await first.held.close()
    const { asked, leanings } = await studio({ folder: first.folder })
    expect((await asked.habits({})).kinds).toMatchObject([{ place: start }])
    expect(await leanings()).toMatchObject([start])
  })

  test('a page can tell of no chance or place that is none', async () => {
    const { asked } = await studio()
    const judged = { kind: 'judged', outcome: 'passed', place: start, chance: 0.5 } as const
    for (const event of [
      { ...judged, chance: NaN },
      { ...judged, chance: 1.01 },
      { ...judged, place: { ...start, position: 'x' } },
    ])
      // @ts-expect-error: what a page of another version might say
      expect(await problemOf(asked.record({ model: 'm', event }))).toBe('invalid')
  })
})

import { describe, expect, test, vi } from 'vitest'
import type { EngineProcess } from '#main/compute/engine-process.ts'
import { type PhraseSources, Remembering } from '#main/compute/remembering.ts'
import { Problem } from '#preload/contract/problem.ts'

/** The parts of a text that bars part, each under a name of its own. */
function pieces(source: string, text: string) {
  return text.split('|').map((piece, at) => ({ source: at === 0 ? source : `${source}@${at}`, group: '', text: piece }))
}

/** Texts by name, whose stamps are the texts themselves. */
function library(texts: Record<string, string>) {
  let stir = () => undefined as void
  const sources: PhraseSources = {
    list: async () => new Map(Object.entries(texts)),
    read: (source) => (source in texts ? pieces(source, texts[source] ?? '') : []),
    listen: (stirred) => {
      stir = stirred
      return () => void (stir = () => undefined)
    },
  }
  return { sources, stir: () => stir() }
}

function engine() {
  const known = new Map<string, string>()
  const calls: number[] = []
  const asked = {
    remember: vi.fn(async ({ sources }: { sources: readonly { source: string; text: string }[] }) => {
      calls.push(sources.length)
      for (const { source, text } of sources) known.set(source, text)
      return {}
    }),
    forget: vi.fn(async ({ sources }: { sources: readonly string[] }) => {
      for (const source of sources) known.delete(source)
      return {}
    }),
  }
  // Nothing else of an engine is asked.
  return { known, calls, asked, engine: asked as unknown as EngineProcess['engine'] }
}

const bug = (error: unknown): string => {
  throw error
}

describe('remembering', () => {
  test('an engine that serves is told everything, in pieces, and then what changes', async () => {
    const texts = Object.fromEntries(Array.from({ length: 45 }, (_, at) => [`${at}`, `第${at}课`]))
    const { sources, stir } = library(texts)
    const first = engine()
    const remembering = new Remembering(sources, bug)
    remembering.serve(first.engine)
    await vi.waitFor(() => expect(first.known.size).toBe(45))
    expect(first.calls).toEqual([20, 20, 5])
    texts['3'] = '改过的第三课'
    delete texts['4']
    stir()
    await vi.waitFor(() => expect(first.known.get('3')).toBe('改过的第三课'))
    expect(first.known.has('4')).toBe(false)
    expect(first.calls).toEqual([20, 20, 5, 1])
  })

  test('what changes while it is listed is listed again, and no text of it is taken for told', async () => {
    const texts: Record<string, string> = { one: '第一篇', other: '第二篇' }
    const { sources, stir } = library(texts)
    const listed = Promise.withResolvers<void>()
    let revision = 0
    let known = -1
    // As the archive has it: what was listed of an older one can't be read.
    const slow: PhraseSources = {
      ...sources,
      list: async () => {
        const of = revision
        if (of === 0) await listed.promise
        known = of
        return sources.list()
      },
      read: (source) => (known === revision ? sources.read(source) : []),
    }
    const first = engine()
    new Remembering(slow, bug).serve(first.engine)
    revision = 1
    stir()
    listed.resolve()
    await vi.waitFor(() => expect([...first.known.keys()]).toEqual(['one', 'other']))
  })

  test('a long text is told in pieces, those that it has no more are forgotten, and all of them once it is gone', async () => {
    const texts: Record<string, string> = { book: '一|二|三', other: '四' }
    const { sources, stir } = library(texts)
    const first = engine()
    new Remembering(sources, bug).serve(first.engine)
    await vi.waitFor(() => expect([...first.known.keys()]).toEqual(['book', 'book@1', 'book@2', 'other']))
    texts['book'] = '一|三'
    stir()
    await vi.waitFor(() => expect(Object.fromEntries(first.known)).toEqual({ book: '一', 'book@1': '三', other: '四' }))
    delete texts['book']
    stir()
    await vi.waitFor(() => expect([...first.known.keys()]).toEqual(['other']))
  })

  test('what is left out while others are still being told is not told any more, and forgotten where it was', async () => {
    const texts = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`${at}`, `第${at}课`]))
    const { sources, stir } = library(texts)
    const first = engine()
    const { promise: told, resolve: goOn } = Promise.withResolvers<void>()
    const remember = first.asked.remember.getMockImplementation()
    first.asked.remember.mockImplementation(async (asked) => {
      if (first.calls.length === 1) await told
      return remember?.(asked) ?? {}
    })
    new Remembering(sources, bug).serve(first.engine)
    await vi.waitFor(() => expect(first.calls.length).toBe(1))
    for (const source of ['3', '25', '90']) delete texts[source]
    stir()
    goOn()
    await vi.waitFor(() => expect(first.known.size).toBe(97))
    expect(['3', '25', '90'].filter((source) => first.known.has(source))).toEqual([])
    const all = first.asked.remember.mock.calls.flatMap(([{ sources: sent }]) => sent.map(({ source }) => source))
    expect(all).not.toContain('90')
  })

  test('the same engine with another model is told nothing again, another engine everything', async () => {
    const { sources } = library({ one: '一' })
    const [first, second] = [engine(), engine()]
    const remembering = new Remembering(sources, bug)
    remembering.serve(first.engine)
    await vi.waitFor(() => expect(first.known.size).toBe(1))
    remembering.serve(first.engine)
    remembering.serve(second.engine)
    await vi.waitFor(() => expect(second.known.size).toBe(1))
    expect(first.calls).toEqual([1])
  })

  test('an engine that ends meanwhile is no fault, and the next one is told everything', async () => {
    const { sources } = library({ one: '一' })
    const [lost, next] = [engine(), engine()]
    lost.asked.remember.mockRejectedValue(new Problem('unavailable', 'the engine ended'))
    const remembering = new Remembering(sources, bug)
    remembering.serve(lost.engine)
    await vi.waitFor(() => expect(lost.asked.remember).toHaveBeenCalled())
    remembering.serve(next.engine)
    await vi.waitFor(() => expect(next.known.size).toBe(1))
    remembering.close()
  })
})

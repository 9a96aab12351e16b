import { describe, expect, test, vi } from 'vitest'
import type { EngineProcess } from '#main/compute/engine-process.ts'
import { type PhraseSources, Remembering } from '#main/compute/remembering.ts'
import { Problem } from '#preload/contract/problem.ts'

/** Texts by name, whose stamps are the texts themselves. */
function library(texts: Record<string, string>) {
  let stir = () => undefined as void
  const sources: PhraseSources = {
    list: () => new Map(Object.entries(texts)),
    read: (source) => (source in texts ? { source, group: '', text: texts[source] ?? '' } : null),
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

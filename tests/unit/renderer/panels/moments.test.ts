import { describe, expect, test } from 'vitest'
import type { Timeline } from '#preload/contract/versions.ts'
import { momentToBegin, offeredMoments } from '#renderer/panels/versions/moments.ts'

const day = Date.UTC(2026, 10, 20, 4)
const sitting = (base: number, revision: number) => ({ base, revision, since: day + base, at: day + revision, before: base, words: revision })
const named = (revision: number, name: string) => ({ revision, kind: 'named' as const, name, namedAt: day + 1000 })
const timeline: Timeline = { revision: 9, sittings: [sitting(0, 4), sitting(4, 6), sitting(6, 9)], versions: [named(2, '初稿'), named(6, '交稿')] }

describe('the moments of a lesson', () => {
  test('those with a name come first, then the ends of stretches, the newest of each first; none twice', () => {
    expect(offeredMoments(timeline).map(({ past, version }) => [past.revision, version?.name ?? null, past.stretch])).toEqual([
      [6, '交稿', { base: 4, revision: 6 }],
      [2, '初稿', { base: 0, revision: 4 }],
      [9, null, { base: 6, revision: 9 }],
      [4, null, { base: 0, revision: 4 }],
    ])
  })

  test('one begins with the newest that is not the present text', () => {
    expect(momentToBegin(timeline)?.revision).toBe(6)
    expect(momentToBegin({ ...timeline, versions: [named(9, '现在')] })?.revision).toBe(6)
    expect(momentToBegin({ revision: 4, sittings: [sitting(0, 4)], versions: [] })?.revision).toBe(4)
    expect(momentToBegin({ revision: 0, sittings: [], versions: [] })).toBe(null)
  })
})

/** What a file says of the adapter in it: enough to know it again, nothing of the works, and nothing that a hostile one could do. */
import { expect, test } from 'vitest'
import type { KnownWork } from '#main/services/archive-learning.ts'
import { type VoiceMark, markOfVoice, voiceOf, worksKnownOf } from '#main/services/voice-mark.ts'
import type { AdapterRecord } from '#main/services/voice-records.ts'
import { AdapterId } from '#preload/contract/adapters.ts'
import { mostMarkLength } from '#preload/contract/marks.ts'

const identity = { name: 'starter', family: 'qwen3', sizes: 's', numbers: 'n' }
const record: AdapterRecord = {
  ...{ version: 1, id: AdapterId.parse('0e3f6f0a-5d3c-4d2b-9d5c-3c8d9a1b2c3d'), name: '散文', base: { id: '/home/me/秘密.gguf', name: 'base' }, identity },
  ...{ madeAt: 1_700_000_000_000, setup: { method: 'lora', bits: 32, rank: 4, steps: 8, length: 64, batch: 2 }, choice: null, seconds: 9 },
  works: [
    { id: 'work-a', title: '豆腐', words: 100, heldOut: false },
    { id: 'work-b', title: '话凉了', words: 50, heldOut: false },
    { id: 'work-c', title: '老林', words: 30, heldOut: true },
  ],
  figures: [{ step: 0, bitsPerCharacter: 4 }],
  before: { step: 0, bitsPerCharacter: 4 },
  after: { step: 8, bitsPerCharacter: 3.5 },
  proof: { quoted: '一句原文' },
}
const archive: KnownWork[] = record.works.map(({ id, title, words }) => ({ id, title, words, hash: `hash of ${id}` }))
const parsed = (mark: string): VoiceMark => {
  const voice = voiceOf(mark, identity)
  if (voice === null) throw new Error(`no mark: ${mark}`)
  return voice
}

test('it says all that is to be known again, and nothing by which works are told to whoever has none of them', () => {
  const mark = markOfVoice(record, archive)
  const { id, name, madeAt, setup, figures, before, after, seconds, works } = parsed(mark)
  expect({ id, name, madeAt, setup, figures, before, after, seconds }).toEqual({
    ...{ id: record.id, name: '散文', madeAt: record.madeAt, setup: record.setup, figures: record.figures, before: record.before },
    ...{ after: record.after, seconds: 9 },
  })
  expect([works.learning.words, works.learning.keys.length, works.heldOut.words, works.heldOut.keys.length]).toEqual([150, 2, 30, 1])
  for (const secret of ['豆腐', '话凉了', '老林', 'work-', 'hash of', '秘密', '一句原文']) expect(mark).not.toContain(secret)
})

test('works are found again by their ids and by what they say, also those that are in one of both ways another’s', () => {
  const voice = parsed(markOfVoice(record, archive))
  expect(worksKnownOf(voice, archive)).toEqual(record.works)
  const elsewhere = archive.map((work) => ({ ...work, id: `new ${work.id}`, title: `${work.title}（新）` }))
  expect(worksKnownOf(voice, elsewhere)).toEqual(record.works.map((work) => ({ ...work, id: `new ${work.id}`, title: `${work.title}（新）` })))
  const rewritten = archive.map((work) => ({ ...work, hash: 'other' }))
  expect(worksKnownOf(voice, rewritten)).toEqual(record.works)
  expect(worksKnownOf(voice, [{ id: 'work-z', title: '别人的', words: 1, hash: 'z' }])).toEqual([])
  // Those that are gone here are told by their ids alone.
  expect(worksKnownOf(parsed(markOfVoice(record, [])), archive)).toEqual(record.works)
})

test('two files don’t tell that they have works in common', () => {
  const other = { ...record, id: AdapterId.parse('1e3f6f0a-5d3c-4d2b-9d5c-3c8d9a1b2c3d') }
  const keys = (of: AdapterRecord) => parsed(markOfVoice(of, archive)).works.learning.keys.flatMap((key) => [key.slice(0, 16), key.slice(16)])
  const [own, others] = [new Set(keys(record)), keys(other)]
  expect(others.filter((key) => own.has(key))).toEqual([])
})

test('one that came back goes out with all works that it came with, known here or not', () => {
  const divided = parsed(markOfVoice(record, archive)).works
  const back = { ...record, works: record.works.slice(0, 1), divided }
  expect(parsed(markOfVoice(back, [])).works).toEqual(divided)
})

test('of more works than a file should hold it is known again without them', () => {
  const works = Array.from({ length: 60_000 }, (_, at) => ({ id: `w${at}`, title: '', words: 1, heldOut: at === 0 }))
  const mark = markOfVoice(
    { ...record, works },
    works.map(({ id }) => ({ id, title: '', words: 1, hash: id })),
  )
  expect(mark.length).toBeLessThan(10_000)
  expect(parsed(mark)).toMatchObject({ id: record.id, works: { learning: { words: 59_999, works: 59_999, keys: [] }, heldOut: { works: 1 } } })
})

const good = JSON.parse(markOfVoice(record, archive)) as VoiceMark
const side = { words: 1, keys: ['A'.repeat(16)] }

test.each<[what: string, mark: string | object]>([
  ['nothing', ''],
  ['no JSON', '{'],
  ['brackets without end', '['.repeat(1_000_000)],
  ['another kind of thing', { ...good, kind: 'moke-training-bundle' }],
  ['another version', { ...good, version: 2 }],
  ['what is far too long', JSON.stringify(good) + ' '.repeat(mostMarkLength)],
  ['an id that leads elsewhere', { ...good, id: '../../use' }],
  ['a name without end', { ...good, name: '长'.repeat(101) }],
  ['a name that is none', { ...good, name: 7 }],
  ['a day that never comes', { ...good, madeAt: 9e15 }],
  ['a day that is none', { ...good, madeAt: '2026-11-29' }],
  ['a figure that is none', { ...good, after: { step: 8, bitsPerCharacter: null } }],
  ['a setup of another kind', { ...good, setup: { ...good.setup, bits: 2 } }],
  ['a rank below nothing', { ...good, setup: { ...good.setup, rank: -1 } }],
  ['works with titles', { ...good, works: { ...good.works, heldOut: [{ id: 'a', title: 'b', words: 1, heldOut: true }] } }],
  ['works that are no hashes', { ...good, works: { learning: side, heldOut: { words: 1, keys: ['<script>'] } } }],
  ['an amount that is none', { ...good, works: { learning: side, heldOut: { words: 1e300, keys: [] } } }],
  ['more than it knows', { ...good, proof: { verdict: 'better' } }],
  ['another family', { ...good, base: { ...good.base, family: 'llama' } }],
  ['a base of other sizes', { ...good, base: { ...good.base, sizes: 'other' } }],
  ['a base without a name', { ...good, base: { family: 'qwen3', sizes: 's', numbers: 'n' } }],
])('%s is no mark', (_, mark) => {
  expect(voiceOf(JSON.stringify(good), identity)).toEqual(good)
  expect(voiceOf(typeof mark === 'string' ? mark : JSON.stringify(mark), identity)).toBe(null)
})

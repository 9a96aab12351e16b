/** What adapters and their proofs hold of works that were left out since. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { LeftOut, leftOutOf, shownProof } from '#main/services/voice-left-out.ts'
import { type AdapterRecord, VoiceFolder } from '#main/services/voice-records.ts'
import { AdapterId } from '#preload/contract/adapters.ts'
import { Problem } from '#preload/contract/problem.ts'
import { Proof } from '#preload/contract/proofs.ts'
import { samples } from '../../../fixtures/contract/samples.ts'
import { temporaryFolder } from '../store/temporary.ts'
import { opened } from './workspaces.ts'

const sample = Proof.parse((samples['voice']?.['adapters']?.output as { proof: unknown }[] | undefined)?.[0]?.proof)
const id = AdapterId.parse('0e3f6f0a-5d3c-4d2b-9f10-0123456789ab')
const modelId = AdapterId.parse('0e3f6f0a-5d3c-4d2b-9f10-0123456789ac')
const side = { share: 0.2, own: 0.2, longest: 40 }
const passage = (work: string) => ({ work, title: `题${work}`, text: `${work}里的话` })
const going = (work: string) => ({ work, title: `题${work}`, opening: `${work}开头`, truth: `${work}原文`, before: '一', after: '二' })
const proof: Proof = {
  ...sample,
  continuations: [going('c'), going('d')],
  recital: { before: { ...side, passages: [passage('a')] }, after: { ...side, passages: [passage('a'), passage('b')] }, characters: 100, isAlarming: false },
}
const work = (name: string, heldOut: boolean) => ({ id: name, title: `题${name}`, words: 100, heldOut })
const record = {
  ...{ version: 1, id, name: '散文', base: { id: 'starter', name: 'starter' }, madeAt: 1, choice: null, setup: null, figures: [], before: null },
  ...{ identity: { name: 'starter', family: 'qwen3', sizes: 'a', numbers: 'b' }, after: null, seconds: null, proof },
  works: [work('c', true), work('d', true), work('a', false), work('b', false)],
} as AdapterRecord

async function leftOutIn({ graceMs = 1 } = {}) {
  const folder = temporaryFolder()
  const at = join(folder, 'voice', id)
  mkdirSync(at, { recursive: true })
  writeFileSync(join(at, 'adapter.gguf'), 'adapter')
  writeFileSync(join(at, 'record.json'), JSON.stringify(record))
  const there = new Set(['a', 'b', 'c', 'd'])
  const hearing = new Set<() => void>()
  const state = { isBroken: false, masked: new Set<string>() }
  const emit = vi.fn()
  const workspace = await opened(folder)
  const leftOut = new LeftOut({
    ...{ workspace, folder, files: new VoiceFolder(folder), graceMs, emit },
    learning: {
      whereabouts: () => {
        if (state.isBroken) throw new Problem('disk-error', 'the archive cannot be read')
        return { of: ({ id: one }) => (there.has(one) ? 'here' : 'gone'), newIdOf: () => null }
      },
      newlyMasked: (before, works) => {
        if (state.isBroken) throw new Problem('disk-error', 'the archive cannot be read')
        return new Set(works.flatMap(({ id: one }) => (state.masked.has(one) && !before.words.includes(one) ? [one] : [])))
      },
      readAhead: async () => undefined,
      listen: (listener) => {
        hearing.add(listener)
        return () => hearing.delete(listener)
      },
    },
  })
  onTestFinished(() => leftOut.dispose())
  const { version, name, base, works, madeAt } = record
  const model = { version, id: modelId, name, model: '散文.gguf', base, madeAt, works, proof }
  const ofModel = join(folder, 'voice', 'models', `${modelId}.json`)
  mkdirSync(dirname(ofModel))
  writeFileSync(ofModel, JSON.stringify(model))
  const onDisk = () => readFileSync(join(at, 'record.json'), 'utf8')
  const onDiskOfModel = () => readFileSync(ofModel, 'utf8')
  const changed = () => {
    for (const hear of hearing) hear()
  }
  return { leftOut, there, emit, state, workspace, folder, onDisk, onDiskOfModel, changed }
}

test('which of its works are left out is told, those that it learnt from first, and nothing of their words is shown', () => {
  expect(leftOutOf(record, new Set(['b', 'c']))).toEqual({ learning: 1, heldOut: 1, titles: ['题a', '题d'] })
  const shown = shownProof(record, new Set(['b', 'c']))
  expect(shown).toEqual({
    ...proof,
    continuations: [going('c')],
    recital: { ...proof.recital, before: { ...side, passages: [] }, after: { ...side, passages: [passage('b')] } },
  })
  expect(Proof.safeParse(shown).success).toBe(true)
})

test('nor is what was generated and says them by heart, in whatever work it goes on with, with other blanks or in part', () => {
  const said = '山色空蒙雨亦奇，欲把西湖比西子，淡妆浓抹总相宜，水光潋滟晴方好。'
  const saying = (name: string, part: Partial<ReturnType<typeof going>>) => ({ ...going(name), ...part })
  const own = saying('d', { truth: said })
  const quoting: AdapterRecord = {
    ...record,
    proof: {
      ...proof,
      continuations: [saying('c', { after: `他说：${said.slice(0, 8)}\n${said.slice(8)}` }), saying('c', { before: said.slice(5, 27) }), going('c'), own],
      recital: { ...proof.recital, after: { ...side, passages: [{ work: 'a', title: '题a', text: said }] } },
    } as AdapterRecord['proof'],
  }
  expect(shownProof(quoting, new Set(['b', 'c', 'd']))?.continuations).toEqual([going('c'), own])
  expect(shownProof(quoting, new Set(['a', 'b', 'c', 'd']))?.continuations).toHaveLength(4)
})

test('where nothing is left out, or that can’t be told, all of it is shown', () => {
  for (const known of [new Set(['a', 'b', 'c', 'd', 'e']), null])
    expect([leftOutOf(record, known), shownProof(record, known)]).toEqual([{ learning: 0, heldOut: 0, titles: [] }, proof])
  expect(shownProof({ ...record, proof: { version: 2 } }, null)).toBeNull()
})

test('many are counted, and twenty of them called by their titles', () => {
  const works = Array.from({ length: 30 }, (_, at) => work(`w${at}`, false))
  const { learning, titles } = leftOutOf({ ...record, works }, new Set())
  expect([learning, titles.length]).toEqual([30, 20])
})

test('as soon as a work is left out it is told, and a moment later its words are gone from the disk', async () => {
  const { leftOut, there, emit, onDisk, onDiskOfModel, changed } = await leftOutIn()
  const heard: number[] = []
  leftOut.listen((known) => heard.push(known.size))
  there.delete('a')
  there.delete('d')
  changed()
  await expect.poll(() => emit.mock.calls).toEqual([['adaptersChanged', {}]])
  expect(heard).toEqual([2])
  await expect.poll(onDisk).not.toMatch(/a里的话|d原文|d开头/)
  await expect.poll(onDiskOfModel).not.toMatch(/a里的话|d原文|d开头/)
  expect(onDiskOfModel()).toContain('b里的话')
  expect(onDisk()).toMatch(/b里的话[\s\S]*/)
  expect(JSON.parse(onDisk()).proof.continuations).toEqual([going('c')])
})

test('a voice that learnt a name which is masked only since says of how many works, once they are as it learnt them and where that is known', async () => {
  const { leftOut, emit, state, folder, changed } = await leftOutIn()
  const hashed = (name: string, heldOut: boolean) => ({ ...work(name, heldOut), hash: `hash ${name}` })
  const own = { works: [hashed('a', false), hashed('b', false), hashed('c', true), work('d', false)], masks: { words: ['b'], released: [] } }
  state.masked = new Set(['a', 'b', 'c', 'd'])
  expect(leftOut.maskedSince(own)).toBe(1)
  expect(leftOut.maskedSince({ works: own.works })).toBe(0)
  state.isBroken = true
  expect(leftOut.maskedSince(own)).toBe(0)
  state.isBroken = false
  writeFileSync(join(folder, 'voice', id, 'record.json'), JSON.stringify({ ...record, ...own }))
  changed()
  await expect.poll(() => emit.mock.calls.length).toBe(1)
  expect(new VoiceFolder(folder).record(id)?.masks).toEqual(own.masks)
})

test('a run of another version that lies aside goes where it learnt from a work that is left out: its texts are in it', async () => {
  const { there, folder, changed } = await leftOutIn()
  const aside = join(folder, 'voice', 'run.aside')
  mkdirSync(aside)
  writeFileSync(join(aside, 'run.json'), JSON.stringify({ version: 2, works: [{ id: 'a', weight: 2 }] }))
  there.delete('b')
  changed()
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(existsSync(aside)).toBe(true)
  there.delete('a')
  changed()
  await expect.poll(() => existsSync(aside)).toBe(false)
})

test('what is taken back a moment later has lost nothing', async () => {
  const { leftOut, there, onDisk, changed } = await leftOutIn({ graceMs: 60_000 })
  there.delete('a')
  changed()
  expect(shownProof(record, leftOut.known())?.recital?.after.passages).toEqual([passage('b')])
  there.add('a')
  changed()
  expect([onDisk().includes('a里的话'), shownProof(record, leftOut.known())]).toEqual([true, proof])
})

test('what was removed soon after another change has the whole time to be taken back', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const { there, onDisk, changed } = await leftOutIn({ graceMs: 1000 })
  there.add('new')
  changed()
  await vi.advanceTimersByTimeAsync(600)
  there.delete('a')
  changed()
  await vi.advanceTimersByTimeAsync(600)
  expect(onDisk()).toContain('a里的话')
  await vi.advanceTimersByTimeAsync(1000)
  expect(onDisk()).not.toContain('a里的话')
})

test('what was left out while the studio was closed goes too; an archive or courses that can’t be read take nothing away', async () => {
  const first = await leftOutIn({ graceMs: 20 })
  first.there.clear()
  first.state.isBroken = true
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect([first.leftOut.known(), first.onDisk().includes('a里的话')]).toEqual([null, true])
  first.state.isBroken = false
  vi.spyOn(first.workspace, 'isReadable').mockReturnValue(false)
  first.changed()
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect([first.leftOut.known(), first.onDisk().includes('a里的话')]).toEqual([null, true])
  const second = await leftOutIn({ graceMs: 20 })
  second.there.delete('a')
  await expect.poll(() => second.onDisk().includes('a里的话')).toBe(false)
})

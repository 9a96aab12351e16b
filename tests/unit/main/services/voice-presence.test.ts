/** Which works of voices are left out: those that their author left out, and no others. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { LeftOut } from '#main/services/voice-left-out.ts'
import { VoicePresence } from '#main/services/voice-presence.ts'
import { VoiceFolder } from '#main/services/voice-records.ts'
import { LearntWatch } from '#main/services/voice-watch.ts'
import { AdapterId } from '#preload/contract/adapters.ts'
import { Proof } from '#preload/contract/proofs.ts'
import { newBlockId } from '#preload/document/identity.ts'
import { samples } from '../../../fixtures/contract/samples.ts'
import { temporaryFolder } from '../store/temporary.ts'
import { addWorks, archiveIn } from './archived.ts'
import { opened } from './workspaces.ts'

const sample = Proof.parse((samples['voice']?.['adapters']?.output as { proof: unknown }[] | undefined)?.[0]?.proof)
const id = AdapterId.parse('0e3f6f0a-5d3c-4d2b-9f10-0123456789ab')
const going = (work: string) => ({ work, title: '雨', opening: '雨的开头', truth: '雨的原文', before: '一', after: '二' })
const works = [
  { id: 'a', title: '山', words: 100, heldOut: false, hash: 'hash of 山' },
  { id: 'b', title: '雨', words: 100, heldOut: true, hash: 'hash of 雨' },
]
const record = {
  ...{ version: 1, id, name: '散文', base: { id: 'starter', name: 'starter' }, madeAt: 1, choice: null, setup: null, figures: [], before: null, works },
  ...{ identity: { name: 'starter', family: 'qwen3', sizes: 'a', numbers: 'b' }, after: null, seconds: null },
  proof: { ...sample, continuations: [going('b')], recital: null },
}

/** A library with two works, and a voice that was made of them. */
async function voiceOfTwo(folder = temporaryFolder()) {
  const workspace = await opened(folder)
  const at = join(folder, 'voice', id)
  mkdirSync(at, { recursive: true })
  writeFileSync(join(at, 'adapter.gguf'), 'adapter')
  writeFileSync(join(at, 'record.json'), JSON.stringify(record))
  const onDisk = () => JSON.parse(readFileSync(join(at, 'record.json'), 'utf8')) as typeof record
  const known = { workspace, folder, files: new VoiceFolder(folder) }
  return { ...known, onDisk, known }
}

test.each(['damaged', 'lost'])('an archive that is %s leaves nothing out: no words of a proof go, and no run waits', async (how) => {
  const { workspace, folder, known, onDisk } = await voiceOfTwo()
  const first = archiveIn(workspace, folder)
  addWorks(first.archive, { a: '山', b: '雨' })
  first.archive.close()
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `works.sqlite${suffix}`), { force: true })
  if (how === 'damaged') writeFileSync(join(folder, 'works.sqlite'), 'garbage'.repeat(1000))
  const { archive, learning } = archiveIn(workspace, folder)
  expect([archive.phase, archive.keptAs === null]).toEqual(['open', how === 'lost'])
  const leftOut = new LeftOut({ ...known, learning, graceMs: 1, emit: () => undefined })
  onTestFinished(() => leftOut.dispose())
  const presence = new VoicePresence({ ...known, learning })
  const heard: unknown[] = []
  const watch = new LearntWatch({ learning, whereabouts: () => presence.whereabouts(), run: () => ({ works }), heed: (problem) => heard.push(problem) })
  onTestFinished(() => watch.dispose())
  watch.look()
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect([heard, leftOut.known(), onDisk().proof.continuations]).toEqual([[null], new Set(['a', 'b']), [going('b')]])
})

test('a text that is added again is the work that it was, by its new name: it proves, and is left out when its author says so', async () => {
  const { workspace, folder, known, onDisk } = await voiceOfTwo()
  const { archive, learning } = archiveIn(workspace, folder)
  const presence = new VoicePresence({ ...known, learning })
  addWorks(archive, { c: '雨', d: '云' })
  expect(presence.known()).toEqual(new Set(['a', 'b']))
  presence.takeAgain()
  expect([onDisk().works.map((work) => work.id), onDisk().proof.continuations]).toEqual([['a', 'c'], [going('c')]])
  archive.write((all) => all.excludeWorks(['c'], true))
  expect(presence.known()).toEqual(new Set(['a']))
})

test('a text that is added again and left out is left out at once, also before it goes by its new name', async () => {
  const { workspace, folder, known } = await voiceOfTwo()
  const { archive, learning } = archiveIn(workspace, folder)
  addWorks(archive, { c: '雨' })
  archive.write((all) => all.excludeWorks(['c'], true))
  expect(new VoicePresence({ ...known, learning }).known()).toEqual(new Set(['a']))
})

test('what was removed waits while it can be had back, its words too, and is gone once it can’t, also in another studio', async () => {
  const { workspace, folder, known, onDisk } = await voiceOfTwo()
  const { archive, learning } = archiveIn(workspace, folder)
  addWorks(archive, { a: '山', b: '雨', c: '云' })
  const of = (work: string) => learning.whereabouts().of({ id: work })
  const leftOut = new LeftOut({ ...known, learning, graceMs: 10, emit: () => undefined })
  onTestFinished(() => leftOut.dispose())
  archive.write((all) => all.remove(['b'], [], 'one'))
  archive.write((all) => all.excludeWorks(['c'], true))
  expect(['a', 'b', 'c', 'd'].map(of)).toEqual(['here', 'waiting', 'left-out', null])
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect([leftOut.known(), onDisk().proof.continuations]).toEqual([new Set(['a']), [going('b')]])
  archive.write((all) => all.restore('one'))
  expect(of('b')).toBe('here')
  archive.write((all) => all.remove(['b'], [], 'two'))
  archive.write((all) => all.forget('two'))
  expect(of('b')).toBe('gone')
  await expect.poll(() => onDisk().proof.continuations).toEqual([])
  archive.close()
  expect(archiveIn(workspace, folder).learning.whereabouts().of({ id: 'b' })).toBe('gone')
})

test('of lessons those are out that the author left out or threw away, and not those of a course that was never decided on', async () => {
  const { workspace, folder } = await voiceOfTwo()
  const lesson = (title: string) => ({ title, doc: [{ type: 'paragraph' as const, id: newBlockId(), children: [{ text: title }] }] })
  const { course, chapters } = workspace.write('tree', (store) =>
    store.createCourse({ title: '课', chapters: [{ title: '一', lessons: ['甲', '乙', '丙'].map((title) => lesson(title)) }] }),
  )
  const [one = '', two = '', three = ''] = chapters[0]?.lessons ?? []
  const { learning } = archiveIn(workspace, folder)
  const fates = () => [one, two, three, 'another'].map((each) => learning.whereabouts().of({ id: `lesson:${each}` }))
  expect(fates()).toEqual([null, null, null, 'gone'])
  learning.lessons.excludeCourse(course, false)
  learning.lessons.exclude(two, true)
  workspace.write('tree', (store) => store.remove(three))
  expect(fates()).toEqual(['here', 'left-out', 'gone', 'gone'])
})

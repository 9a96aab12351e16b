import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Enough } from '#preload/contract/archive.ts'
import { AdapterId } from '#preload/contract/adapters.ts'
import { WorkId } from '#preload/contract/works.ts'
import { temporaryFolder } from '../store/temporary.ts'
import { problemOf } from './served.ts'
import { began, done, type FakeRun, fakeTrainer, proof, setup, step, writeAdapter } from './fake-trainer.ts'
import { asked, caller, leavable, plenty, voiceIn, works } from './learning-studio.ts'

test('the works that are held out are told, before a run and of what came of one', async () => {
  const fake = fakeTrainer(async function* (input) {
    yield began()
    writeAdapter(input)
    yield done
  })
  const { learning, leaveOut } = leavable()
  const { handlers, phase } = await voiceIn(temporaryFolder(), fake, { learning })
  await handlers.start(asked, caller)
  await expect.poll(phase).toMatchObject({ phase: 'done' })
  const id = AdapterId.parse((await handlers.adapters({}, caller))[0]?.id)
  const heldOut = { id: 'w5', title: '第5篇', words: 5000 }
  expect(await handlers.heldOut({ id }, caller)).toEqual([{ ...heldOut, presence: 'here' }])
  leaveOut('w5')
  expect(await handlers.heldOut({ id }, caller)).toEqual([{ ...heldOut, presence: 'left-out' }])
  const nobody = AdapterId.parse('0e3f6f0a-5d3c-4d2b-9f10-000000000000')
  expect(await problemOf(Promise.resolve().then(() => handlers.heldOut({ id: nobody }, caller)))).toBe('not-found')
})

test('a run gets every text with its side, and leaves an adapter with all that is known of it, for the author alone', async () => {
  const folder = temporaryFolder()
  const fake = fakeTrainer(async function* (input) {
    yield began()
    yield step(1)
    writeAdapter(input)
    yield done
  })
  const { handlers, phase } = await voiceIn(folder, fake)
  await handlers.start(asked, caller)
  await expect.poll(phase).toMatchObject({ phase: 'done', run: { step: 1, loss: [{ step: 1, loss: 4.9 }] }, result: { before: 4, after: 3.5 } })
  expect(fake.pieces).toEqual(works.map(({ id, split }, at) => ({ work: id, heldOut: split === 'held-out', text: `正文${at}` })))
  const { 0: adapter } = await handlers.adapters({}, caller)
  if (!adapter) throw new Error('there is no adapter')
  expect(adapter).toMatchObject({ name: '散文', base: { id: 'starter' }, learning: { works: 5, words: 25_000 }, before: 4, after: 3.5, steps: 8, bytes: 7 })
  expect(readdirSync(join(folder, 'voice'))).toEqual([adapter.id])
  expect(statSync(join(folder, 'voice', adapter.id, 'record.json')).mode & 0o777).toBe(0o600)
  await handlers.rename({ id: AdapterId.parse(adapter.id), name: '新名' }, caller)
  expect(await handlers.adapters({}, caller)).toMatchObject([{ name: '新名' }])
  await handlers.remove({ id: AdapterId.parse(adapter.id) }, caller)
  expect([await handlers.adapters({}, caller), readdirSync(join(folder, 'voice'))]).toEqual([[], []])
})

test('a run in which all of the model learns leaves a model among the author’s, under a name that no other has', async () => {
  const folder = temporaryFolder()
  const fake = fakeTrainer(async function* (input) {
    yield { ...began(), setup: { ...setup, method: 'full', rank: 0 } }
    writeAdapter(input)
    yield done
  })
  const { handlers, phase } = await voiceIn(folder, fake)
  for (const model of ['我的：散文.gguf', '我的：散文（2）.gguf']) {
    await handlers.start({ ...asked, name: '我的:散文', choice: { method: 'full', rank: null, passes: null } }, caller)
    await expect.poll(phase).toMatchObject({ phase: 'done', result: { adapter: null, model, before: 4, after: 3.5, proved: null } })
    await handlers.cancel({}, caller)
  }
  expect(readdirSync(join(folder, 'models')).toSorted()).toEqual(['我的：散文.gguf', '我的：散文（2）.gguf'])
  expect(statSync(join(folder, 'models', '我的：散文.gguf')).size).toBe(7)
  expect([await handlers.adapters({}, caller), readdirSync(join(folder, 'voice'))]).toEqual([[], ['models']])
})

test('a model that was taught as a whole is proved as adapters are, by the works of its run, and only what is worth using is to be offered', async () => {
  const folder = temporaryFolder()
  const fake = fakeTrainer(
    async function* (input) {
      yield { ...began(), setup: { ...setup, method: 'continue', rank: 0 } }
      writeAdapter(input)
      yield done
    },
    0,
    () => true,
  )
  const { handlers, phase } = await voiceIn(folder, fake)
  await handlers.start({ ...asked, choice: { method: 'continue', rank: null, passes: null } }, caller)
  const { verdict, isWorthUsing } = proof
  await expect.poll(phase).toMatchObject({ phase: 'done', proof: null, result: { adapter: null, model: '散文.gguf', proved: { verdict, isWorthUsing } } })
  expect(fake.proved).toEqual([{ form: 'model', path: join(folder, 'models', '散文.gguf') }])
  expect(readdirSync(join(folder, 'voice'))).toEqual(['models'])
  const one = { name: '散文', model: '散文.gguf', base: { id: 'starter' }, presence: 'here', heldOut: { works: 1 }, leftOut: { learning: 0 }, proof }
  expect(await handlers.models({}, caller)).toMatchObject([one])
})

test.each(['lora', 'full'] as const)('what a proof says that was asked for again is told with the run’s result, of one by %s too', async (method) => {
  let isProving = false
  const teaching: FakeRun = async function* (input) {
    yield { ...began(), setup: { ...setup, method } }
    writeAdapter(input)
    yield done
  }
  const { handlers, phase } = await voiceIn(
    temporaryFolder(),
    fakeTrainer(teaching, 0, () => isProving),
  )
  await handlers.start({ ...asked, choice: { method, rank: null, passes: null } }, caller)
  await expect.poll(phase).toMatchObject({ phase: 'done', proof: { problem: { code: 'memory-short' } }, result: { proved: null } })
  isProving = true
  await handlers.prove({ id: AdapterId.parse((await phase()).proof?.adapter) }, caller)
  const { verdict, isWorthUsing } = proof
  await expect.poll(phase).toMatchObject({ phase: 'done', proof: null, result: { proved: { verdict, isWorthUsing } } })
})

test('a run learns from the works that were chosen and no others, which the next studio does, too; what came of it tells them', async () => {
  const folder = temporaryFolder()
  const fake = fakeTrainer(async function* (input) {
    yield began()
    writeAdapter(input)
    yield done
  })
  const { handlers, phase, dispose, workspace } = await voiceIn(folder, fake)
  const chosen = ['w0', 'w2', 'w3', 'w4', 'w5'].map((id) => WorkId.parse(id))
  await handlers.choose({ works: chosen.slice(2) }, caller)
  expect(await problemOf(Promise.resolve(handlers.start(asked, caller)))).toBe('works-few')
  await handlers.choose({ works: chosen }, caller)
  await handlers.start(asked, caller)
  await expect.poll(phase).toMatchObject({ phase: 'done', run: { among: 6, learning: { works: 4 }, heldOut: { works: 1 } } })
  expect(fake.pieces.map(({ work, heldOut }) => `${work} ${heldOut}`)).toEqual(['w0 false', 'w2 false', 'w3 false', 'w4 false', 'w5 true'])
  const [made] = await handlers.adapters({}, caller)
  expect(made).toMatchObject({ among: 6, learning: { works: 4 } })
  const id = AdapterId.parse(made?.id)
  expect((await handlers.learntFrom({ id }, caller)).map((work) => work.id)).toEqual(chosen.slice(0, -1))
  await handlers.cancel({}, caller)
  await dispose()
  await workspace.close()
  fake.pieces.length = 0
  const next = await voiceIn(folder, fake)
  await next.handlers.start(asked, caller)
  await expect.poll(next.phase).toMatchObject({ phase: 'done', run: { among: 6 } })
  expect(new Set(fake.pieces.map(({ work }) => work))).toEqual(new Set(chosen))
  await next.handlers.cancel({}, caller)
  await next.handlers.choose({ works: null }, caller)
  await next.handlers.start(asked, caller)
  await expect.poll(next.phase).toMatchObject({ phase: 'done', run: { learning: { works: 5 } } })
  expect((await next.phase()).run?.among).toBeUndefined()
})

test('a run that made nothing easier leaves no adapter', async () => {
  const fake = fakeTrainer(async function* () {
    yield began()
    yield { ...done, best: { step: 0, bitsPerCharacter: 4 } }
  })
  const { handlers, phase } = await voiceIn(temporaryFolder(), fake)
  await handlers.start(asked, caller)
  await expect.poll(phase).toMatchObject({ phase: 'done', result: { adapter: null, model: null, before: 4, after: 4 } })
  expect(await handlers.adapters({}, caller)).toEqual([])
})

test('of a voice that is deleted nothing more is told, neither that it was learnt nor how it proved', async () => {
  const fake = fakeTrainer(async function* (input) {
    yield began()
    writeAdapter(input)
    yield done
  })
  const { handlers, phase } = await voiceIn(temporaryFolder(), fake)
  await handlers.start(asked, caller)
  await expect.poll(phase).toMatchObject({ phase: 'done', proof: { problem: { code: 'memory-short' } } })
  const [made] = await handlers.adapters({}, caller)
  await handlers.remove({ id: AdapterId.parse(made?.id) }, caller)
  expect(await phase()).toEqual({ phase: 'idle', problem: null, run: null, result: null, proof: null })
})

test('it says what is missing of an archive that is too small, and what is wrong with a base', async () => {
  const fake = fakeTrainer(async function* () {
    yield began()
  })
  const little: Enough = { kind: 'words', have: { words: 10, works: 1 }, need: plenty.need }
  const { handlers } = await voiceIn(temporaryFolder(), fake, { enough: little })
  await expect(handlers.start(asked, caller)).rejects.toMatchObject({ code: 'works-few', detail: { words: 10, needWords: 20_000, needWorks: 5 } })
  const { handlers: others } = await voiceIn(temporaryFolder(), fake)
  await expect(others.plan({ base: 'm.gguf', choice: null }, caller)).rejects.toMatchObject({ code: 'base-unknown', detail: { architecture: 'mamba' } })
})

test('a studio that only reads starts no run, and half an adapter is none', async () => {
  const folder = temporaryFolder()
  const fake = fakeTrainer(async function* () {
    yield began()
  })
  const first = await voiceIn(folder, fake)
  const half = join(folder, 'voice', `${crypto.randomUUID()}`)
  mkdirSync(half, { recursive: true })
  writeFileSync(join(half, 'adapter.gguf'), 'half')
  expect(await first.handlers.adapters({}, caller)).toEqual([])
  const second = await voiceIn(folder, fake)
  await expect(second.handlers.start(asked, caller)).rejects.toMatchObject({ code: 'read-only' })
  expect(existsSync(join(folder, 'voice', 'run'))).toBe(false)
})

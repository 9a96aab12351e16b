import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { TrainerProcess } from '#main/compute/engine-process.ts'
import { keepTrainer } from '#main/compute/trainer.ts'
import { voiceService } from '#main/services/voice.ts'
import { VoiceFolder } from '#main/services/voice-records.ts'
import { VoiceUse } from '#main/services/voice-use.ts'
import type { Enough } from '#preload/contract/archive.ts'
import { Problem } from '#preload/contract/problem.ts'
import { type RunEvent, type RunInput, type TextPiece, trainer } from '#preload/contract/trainer.ts'
import { AdapterId } from '#preload/contract/adapters.ts'
import { connect } from '#preload/wire/connect.ts'
import { portPair } from '#preload/wire/port.ts'
import { implement, serve } from '#preload/wire/serve.ts'
import { temporaryFolder } from '../store/temporary.ts'
import { problemOf } from './served.ts'
import { opened } from './workspaces.ts'

const setup = { method: 'lora', bits: 32, rank: 4, steps: 8, length: 64, batch: 2 } as const
const identity = { name: 'starter', family: 'qwen3', sizes: 'a', numbers: 'b' }
const began = (step = 0): RunEvent => ({
  kind: 'began',
  step,
  setup,
  heldOut: step > 0 ? [{ step: 0, bitsPerCharacter: 4 }] : [],
  base: identity,
  device: 'cpu',
  charactersPerToken: 1.6,
})
const step = (at: number): RunEvent => ({ kind: 'step', step: at, loss: 5 - at / 10, tokensPerSecond: 100, secondsLeft: 9, batch: 2, residentBytes: 1e8 })
const done: RunEvent = { kind: 'done', step: 8, base: { step: 0, bitsPerCharacter: 4 }, best: { step: 8, bitsPerCharacter: 3.5 } }
const writeAdapter = ({ adapter }: RunInput) => writeFileSync(adapter.path, 'adapter')

/** A trainer process of the real contract, whose run is the test's. */
function fakeTrainer(run: (input: RunInput, process: { pieces: TextPiece[]; paused: Promise<void>; kill: () => void }) => AsyncIterable<RunEvent>) {
  const inputs: RunInput[] = []
  const pieces: TextPiece[] = []
  const start = (): TrainerProcess => {
    const [ours, theirs] = portPair()
    const paused = Promise.withResolvers<void>()
    const ended = Promise.withResolvers<string>()
    const kill = () => {
      theirs.close()
      ended.resolve('SIGKILL')
    }
    const handlers = {
      plan: () => Promise.reject(new Problem('base-unknown', 'unknown', { file: 'x', architecture: 'mamba', known: 'llama' })),
      recipe: () => Promise.reject(new Error('no bundle is asked for')),
      receive: ({ folder, pieces: some, isLast }: { folder: string; pieces: TextPiece[]; isLast: boolean }) => {
        // Those of a proof are the same again.
        if (folder.endsWith('run')) pieces.push(...some)
        if (isLast) writeFileSync(join(folder, 'texts.jsonl'), '')
        return {}
      },
      run: (input: RunInput) => {
        inputs.push(input)
        return run(input, { pieces, paused: paused.promise, kill })
      },
      prove: async function* () {
        yield { kind: 'progress' as const, stage: 'texts' as const, share: 0 }
        throw new Problem('memory-short', 'there is too little')
      },
      pause: () => (paused.resolve(), {}),
      goOn: () => ({}),
      stop: () => ({}),
      hold: () => ({}),
      release: () => ({}),
      ping: () => ({ residentBytes: 1 }),
    }
    serve(ours, new Map([implement(trainer, handlers)]), { protocol: 1, admit: () => null, client: 'host', reportBug: (error) => String(error) })
    const connection = connect(theirs, { protocol: 1, token: '' })
    const stop = async () => kill()
    return { pid: 1, trainer: connection.client(trainer), lost: connection.closed, ended: ended.promise, kill, stop }
  }
  return { inputs, pieces, start }
}

const works = Array.from({ length: 6 }, (_, at) => ({
  id: `w${at}`,
  title: `第${at}篇`,
  words: 5000,
  split: at < 5 ? ('train' as const) : ('held-out' as const),
  stamp: `${at}`,
  text: () => `正文${at}`,
}))
const amount = { words: 30_000, works: 6 }
const plenty: Enough = { kind: 'enough', have: amount, need: { words: 20_000, works: 5 } }
const noDesk = { take: () => Promise.reject(new Error('no desk')), give: async () => undefined, merge: async function* () {} }
const caller = { client: 'page', signal: new AbortController().signal }
const asked = { base: null, choice: null, name: '散文' }

async function voiceIn(folder: string, fake: ReturnType<typeof fakeTrainer>, { enough = plenty }: { enough?: Enough } = {}) {
  const workspace = await opened(folder)
  const reportBug = vi.fn(() => 'bug')
  const kept = keepTrainer({ nodePath: '', entry: '', reportBug, start: fake.start })
  const { handlers, dispose } = voiceService({
    ...{ workspace, folder, templates: '', modelsFolder: join(folder, 'models'), trainer: kept, reportBug, emit: () => undefined, resumeAfterMs: 1 },
    learning: { works: async () => works },
    enough: () => enough,
    generalText: 'general-text.jsonl',
    model: () => 'starter',
    place: (id) => ({ path: `/models/${id}.gguf`, name: id }),
    use: new VoiceUse(new VoiceFolder(folder), folder),
    compute: {
      adapt: async () => undefined,
      listen: () => () => undefined,
      shelf: { identities: async () => new Map([['starter', identity]]), adapters: noDesk },
    },
  })
  onTestFinished(dispose)
  const phase = () => handlers.state({}, caller)
  return { handlers, phase, dispose, workspace }
}

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
  for (const model of ['我的：散文.gguf', '我的：散文 (2).gguf']) {
    await handlers.start({ ...asked, name: '我的:散文', choice: { method: 'full', rank: null, passes: null } }, caller)
    await expect.poll(phase).toMatchObject({ phase: 'done', result: { adapter: null, model, before: 4, after: 3.5, proved: null } })
    await handlers.cancel({}, caller)
  }
  expect(readdirSync(join(folder, 'models')).toSorted()).toEqual(['我的：散文 (2).gguf', '我的：散文.gguf'])
  expect(statSync(join(folder, 'models', '我的：散文.gguf')).size).toBe(7)
  expect([await handlers.adapters({}, caller), readdirSync(join(folder, 'voice'))]).toEqual([[], []])
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

test('a paused run waits in another studio too, and goes on without being sent its texts again', async () => {
  const folder = temporaryFolder()
  const fake = fakeTrainer(async function* (input, { paused }) {
    yield began(fake.inputs.length > 1 ? 1 : 0)
    if (fake.inputs.length > 1) {
      writeAdapter(input)
      yield done
      return
    }
    yield step(1)
    yield { kind: 'saved', step: 1 }
    await paused
    yield { kind: 'paused', step: 1, problem: null }
  })
  const first = await voiceIn(folder, fake)
  await first.handlers.start(asked, caller)
  await expect.poll(first.phase).toMatchObject({ phase: 'running' })
  await first.handlers.pause({}, caller)
  await expect.poll(first.phase).toMatchObject({ phase: 'paused', problem: null, run: { step: 1, memory: null } })
  expect(await problemOf(Promise.resolve().then(() => first.handlers.start(asked, caller)))).toBe('run-busy')
  await first.dispose()
  await first.workspace.close()
  const sent = fake.pieces.length
  const second = await voiceIn(folder, fake)
  expect(await second.phase()).toMatchObject({ phase: 'paused', run: { step: 1 } })
  await second.handlers.goOn({}, caller)
  await expect.poll(second.phase).toMatchObject({ phase: 'done' })
  expect(fake.pieces).toHaveLength(sent)
})

test('a run that was under way goes on by itself when the studio is opened again; one whose process dies goes on at once', async () => {
  const folder = temporaryFolder()
  const fake = fakeTrainer(async function* (input, { kill, paused }) {
    yield began()
    if (fake.inputs.length === 1) return kill()
    if (fake.inputs.length === 2) {
      yield step(1)
      return await paused
    }
    writeAdapter(input)
    yield done
  })
  const first = await voiceIn(folder, fake)
  await first.handlers.start(asked, caller)
  await expect.poll(first.phase).toMatchObject({ phase: 'running', run: { step: 1 } })
  expect(await first.handlers.adapters({}, caller)).toEqual([])
  await first.dispose()
  await first.workspace.close()
  const second = await voiceIn(folder, fake)
  await expect.poll(second.phase).toMatchObject({ phase: 'done' })
})

test('a cancelled run leaves nothing, whatever the page asks for next', async () => {
  const folder = temporaryFolder()
  const fake = fakeTrainer(async function* (_, { paused }) {
    yield began()
    yield step(1)
    await paused
  })
  const { handlers, phase } = await voiceIn(folder, fake)
  await handlers.start(asked, caller)
  await expect.poll(phase).toMatchObject({ phase: 'running' })
  await handlers.cancel({}, caller)
  expect([await phase(), readdirSync(join(folder, 'voice'))]).toMatchObject([{ phase: 'idle', run: null }, []])
  expect(await problemOf(Promise.resolve().then(() => handlers.goOn({}, caller)))).toBe('not-found')
})

test('a disk that is full in mid-checkpoint pauses the run and says so', async () => {
  const problem = { code: 'disk-full', message: 'full', detail: {} } as const
  const fake = fakeTrainer(async function* (_, { paused }) {
    yield began()
    yield { kind: 'paused', step: 1, problem }
    await paused
  })
  const { handlers, phase } = await voiceIn(temporaryFolder(), fake)
  await handlers.start(asked, caller)
  await expect.poll(phase).toMatchObject({ phase: 'paused', problem: { code: 'disk-full' } })
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

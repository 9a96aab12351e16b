import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { TrainerProcess } from '#main/compute/engine-process.ts'
import { keepTrainer } from '#main/compute/trainer.ts'
import type { MasksThen } from '#main/services/run-record.ts'
import { voiceService } from '#main/services/voice.ts'
import { VoiceFolder } from '#main/services/voice-records.ts'
import { VoiceUse } from '#main/services/voice-use.ts'
import type { Enough, Work } from '#preload/contract/archive.ts'
import { Problem } from '#preload/contract/problem.ts'
import { Proof } from '#preload/contract/proofs.ts'
import { type ProofEvent, type ProofInput, type RunEvent, type RunInput, type TextPiece, trainer } from '#preload/contract/trainer.ts'
import { AdapterId } from '#preload/contract/adapters.ts'
import { WorkId } from '#preload/contract/works.ts'
import { connect } from '#preload/wire/connect.ts'
import { portPair } from '#preload/wire/port.ts'
import { implement, serve } from '#preload/wire/serve.ts'
import { samples } from '../../../fixtures/contract/samples.ts'
import { temporaryFolder } from '../store/temporary.ts'
import { problemOf } from './served.ts'
import { opened } from './workspaces.ts'

const setup = { method: 'lora', bits: 32, rank: 4, steps: 8, length: 64, batch: 2 } as const
const identity = { name: 'starter', family: 'qwen3', sizes: 'a', numbers: 'b' }
const began = (step = 0): RunEvent => ({
  kind: 'began',
  step,
  setup,
  lighter: 0,
  heldOut: step > 0 ? [{ step: 0, bitsPerCharacter: 4 }] : [],
  base: identity,
  device: 'cpu',
  charactersPerToken: 1.6,
})
const step = (at: number): RunEvent => ({ kind: 'step', step: at, loss: 5 - at / 10, tokensPerSecond: 100, secondsLeft: 9, batch: 2, residentBytes: 1e8 })
const done: RunEvent = { kind: 'done', step: 8, base: { step: 0, bitsPerCharacter: 4 }, best: { step: 8, bitsPerCharacter: 3.5 } }
const writeAdapter = ({ adapter }: RunInput) => writeFileSync(adapter.path, 'adapter')

/** A trainer process of the real contract, whose run is the test's. */
type FakeRun = (input: RunInput, process: { pieces: TextPiece[]; paused: Promise<void>; kill: () => void }) => AsyncIterable<RunEvent>

const proof = Proof.parse((samples['voice']?.['adapters']?.output as { proof: unknown }[] | undefined)?.[0]?.proof)

/** `refusals`: how often the disk is too full for its texts. `isProving`: whether a proof comes to an end. */
function fakeTrainer(run: FakeRun, refusals = 0, isProving = () => false) {
  const inputs: RunInput[] = []
  const proved: ProofInput['taught'][] = []
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
        if (refusals > 0) {
          refusals -= 1
          throw new Problem('disk-full', 'the disk is full')
        }
        // Those of a proof are the same again.
        if (folder.endsWith('run')) pieces.push(...some)
        if (isLast) writeFileSync(join(folder, 'texts.jsonl'), '')
        return {}
      },
      run: (input: RunInput) => {
        inputs.push(input)
        return run(input, { pieces, paused: paused.promise, kill })
      },
      prove: async function* ({ taught }: ProofInput): AsyncGenerator<ProofEvent> {
        proved.push(taught)
        yield { kind: 'progress' as const, stage: 'texts' as const, share: 0 }
        if (isProving()) return yield { kind: 'done' as const, proof }
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
  return { inputs, pieces, proved, start }
}

const works = Array.from({ length: 6 }, (_, at) => ({
  id: `w${at}`,
  title: `第${at}篇`,
  words: 5000,
  split: at < 5 ? ('train' as const) : ('held-out' as const),
  stamp: `${at}`,
  read: () => ({ text: `正文${at}`, context: [] }),
}))
const amount = { words: 30_000, works: 6 }
const plenty: Enough = { kind: 'enough', have: amount, need: { words: 20_000, works: 5 } }
const noDesk = {
  ...{ take: () => Promise.reject(new Error('no desk')), give: async () => undefined, label: async () => undefined, isSame: async () => false },
  merge: async function* () {},
}
const caller = { client: 'page', signal: new AbortController().signal }
const asked = { base: null, choice: null, name: '散文' }

/** Works that are left out one after the other, as the archive tells of them. */
function leavable() {
  const out = new Set<string>()
  const masked: string[] = []
  const listeners = new Set<() => void>()
  return {
    learning: {
      works: async (_: AbortSignal, isWanted: (work: (typeof works)[number]) => boolean = () => true) =>
        works.filter((work) => !out.has(work.id) && isWanted(work)),
      known: async () => [],
      details: () => new Map(),
      // What its author left out is still there.
      work: (id: string) => (works.some((work) => work.id === id) ? ({ id } as unknown as Work) : undefined),
      whereabouts: () => ({ of: ({ id }: { id: string }) => (out.has(id) ? ('left-out' as const) : ('here' as const)), newIdOf: () => null }),
      chosenMasks: () => ({ words: [...masked], released: [] }),
      newlyMasked: (before: MasksThen) => new Set(masked.filter((word) => !before.words.includes(word))),
      listen: (listener: () => void) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    mask: (words: readonly string[]) => {
      masked.splice(0, masked.length, ...words)
      for (const listener of listeners) listener()
    },
    leaveOut: (id: string) => {
      out.add(id)
      for (const listener of listeners) listener()
    },
    takeBack: (id: string) => {
      out.delete(id)
      for (const listener of listeners) listener()
    },
  }
}

interface Given {
  readonly enough: Enough
  readonly learning: ReturnType<typeof leavable>['learning']
  readonly resumeAfterMs: number
  readonly graceMs: number
}

async function voiceIn(
  folder: string,
  fake: ReturnType<typeof fakeTrainer>,
  { enough = plenty, learning = leavable().learning, resumeAfterMs = 1, graceMs = 1 }: Partial<Given> = {},
) {
  const workspace = await opened(folder)
  const reportBug = vi.fn(() => 'bug')
  const kept = keepTrainer({ nodePath: '', entry: '', reportBug, start: fake.start })
  const { handlers, dispose } = voiceService({
    ...{ workspace, folder, templates: '', modelsFolder: join(folder, 'models'), trainer: kept, reportBug, emit: () => undefined, resumeAfterMs, graceMs },
    learning,
    enough: () => enough,
    generalText: 'general-text.jsonl',
    model: () => 'starter',
    place: (id) => ({ path: id.endsWith('.gguf') ? join(folder, 'models', id) : `/models/${id}.gguf`, name: id }),
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

/** Says that it has begun, and computes until it is paused. */
const untilPaused: FakeRun = async function* (_, { paused }) {
  yield began()
  yield step(1)
  await paused
  yield { kind: 'paused', step: 1, problem: null }
}

describe('works that are left out while a run', () => {
  const kept = (folder: string) => existsSync(join(folder, 'voice/run/texts.jsonl'))
  const leftOut = { phase: 'paused', problem: { code: 'run-left-out', detail: { count: 1 } } }

  test('goes on: it waits at once with all that it has learnt, and begins anew without them where it is told to go on', async () => {
    const [folder, fake, archive] = [temporaryFolder(), fakeTrainer(untilPaused), leavable()]
    const { handlers, phase } = await voiceIn(folder, fake, archive)
    await handlers.start(asked, caller)
    await expect.poll(phase).toMatchObject({ phase: 'running' })
    archive.leaveOut('w2')
    await expect.poll(phase).toMatchObject({ ...leftOut, run: { step: 1 } })
    expect(kept(folder)).toBe(true)
    // What was half learnt of them is not to become a voice.
    await handlers.stop({}, caller)
    expect([await phase(), fake.inputs.length]).toMatchObject([leftOut, 1])
    // Nor does it go on, or begin anew, by a press that knew nothing of them.
    await handlers.goOn({}, caller)
    expect([await phase(), kept(folder), fake.inputs.length]).toMatchObject([leftOut, true, 1])
    fake.pieces.length = 0
    await handlers.goOn({ isAnew: true }, caller)
    await expect.poll(phase).toMatchObject({ phase: 'running', problem: null, run: { name: '散文', learning: { works: 4 } } })
    expect(fake.pieces.map(({ work }) => work)).toEqual(['w0', 'w1', 'w3', 'w4', 'w5'])
  })

  test('waits as well where a name in it was masked, goes on where that was taken back, and begins anew with it masked, which holds it no more', async () => {
    const [folder, fake, archive] = [temporaryFolder(), fakeTrainer(untilPaused), leavable()]
    archive.mask(['李小明'])
    const { handlers, phase } = await voiceIn(folder, fake, archive)
    await handlers.start(asked, caller)
    await expect.poll(phase).toMatchObject({ phase: 'running' })
    archive.mask(['李小明', '张三'])
    await expect.poll(phase).toMatchObject({ phase: 'paused', problem: { code: 'run-masked', detail: { count: 1 } } })
    await handlers.goOn({}, caller)
    expect([(await phase()).phase, fake.inputs.length]).toEqual(['paused', 1])
    archive.mask(['李小明'])
    await expect.poll(phase).toMatchObject({ phase: 'running', problem: null })
    archive.mask(['李小明', '张三'])
    await expect.poll(phase).toMatchObject({ phase: 'paused', problem: { code: 'run-masked' } })
    await handlers.goOn({ isAnew: true }, caller)
    await expect.poll(phase).toMatchObject({ phase: 'running', problem: null })
    archive.mask(['李小明', '张三'])
    await expect.poll(phase).toMatchObject({ phase: 'running', problem: null })
  })

  test('waits, also in another studio: it is told before anything goes on, and its author may have nothing kept of it', async () => {
    const [folder, fake, archive] = [temporaryFolder(), fakeTrainer(untilPaused), leavable()]
    const first = await voiceIn(folder, fake, archive)
    await first.handlers.start(asked, caller)
    await expect.poll(first.phase).toMatchObject({ phase: 'running' })
    await first.dispose()
    await first.workspace.close()
    archive.leaveOut('w0')
    const second = await voiceIn(folder, fake, archive)
    await expect.poll(second.phase).toMatchObject(leftOut)
    expect([kept(folder), fake.inputs.length]).toEqual([true, 1])
    await second.handlers.cancel({}, caller)
    expect([await second.phase(), kept(folder)]).toMatchObject([{ phase: 'idle', problem: null }, false])
  })

  test('goes on, and are taken back, however late and in whatever studio: it goes on by itself and has lost nothing', async () => {
    const [folder, fake, archive] = [temporaryFolder(), fakeTrainer(untilPaused), leavable()]
    const first = await voiceIn(folder, fake, archive)
    await first.handlers.start(asked, caller)
    await expect.poll(first.phase).toMatchObject({ phase: 'running' })
    archive.leaveOut('w2')
    await expect.poll(first.phase).toMatchObject(leftOut)
    archive.takeBack('w2')
    await expect.poll(first.phase, { timeout: 3000 }).toMatchObject({ phase: 'running', problem: null })
    archive.leaveOut('w3')
    await expect.poll(first.phase, { timeout: 3000 }).toMatchObject(leftOut)
    await first.dispose()
    await first.workspace.close()
    const second = await voiceIn(folder, fake, archive)
    await expect.poll(second.phase).toMatchObject(leftOut)
    archive.takeBack('w3')
    await expect.poll(second.phase, { timeout: 3000 }).toMatchObject({ phase: 'running', problem: null })
    expect([fake.inputs.length, fake.pieces.length]).toEqual([3, 6])
  })

  test('waits because its author wished so, and are taken back: it still waits', async () => {
    const [fake, archive] = [fakeTrainer(untilPaused), leavable()]
    const { handlers, phase } = await voiceIn(temporaryFolder(), fake, archive)
    await handlers.start(asked, caller)
    await expect.poll(phase).toMatchObject({ phase: 'running' })
    await handlers.pause({}, caller)
    await expect.poll(phase).toMatchObject({ phase: 'paused', problem: null })
    archive.leaveOut('w2')
    await expect.poll(phase).toMatchObject(leftOut)
    archive.takeBack('w2')
    await expect.poll(phase, { timeout: 3000 }).toMatchObject({ phase: 'paused', problem: null })
    expect(fake.inputs).toHaveLength(1)
  })

  test('leaves too few to begin anew with: that is told, and what it has learnt is still there', async () => {
    const [folder, fake, archive] = [temporaryFolder(), fakeTrainer(untilPaused), leavable()]
    const { handlers, phase } = await voiceIn(folder, fake, archive)
    await handlers.start(asked, caller)
    await expect.poll(phase).toMatchObject({ phase: 'running' })
    // The only one that is held out.
    archive.leaveOut('w5')
    await expect.poll(phase).toMatchObject(leftOut)
    expect(await problemOf(Promise.resolve(handlers.goOn({ isAnew: true }, caller)))).toBe('works-alike')
    expect([await phase(), kept(folder)]).toMatchObject([leftOut, true])
  })

  test('goes on while courses cannot be read for a moment: nothing is taken for left out', async () => {
    const [folder, fake, archive] = [temporaryFolder(), fakeTrainer(untilPaused), leavable()]
    const { handlers, phase, workspace } = await voiceIn(folder, fake, archive)
    await handlers.start(asked, caller)
    await expect.poll(phase).toMatchObject({ phase: 'running' })
    vi.spyOn(workspace, 'isReadable').mockReturnValue(false)
    for (const { id } of works) archive.leaveOut(id)
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(existsSync(join(folder, 'voice/run/run.json'))).toBe(true)
    expect(await phase()).toMatchObject({ phase: 'running' })
  })

  test('does not concern it: it goes on', async () => {
    const [folder, fake, archive] = [temporaryFolder(), fakeTrainer(untilPaused), leavable()]
    const { handlers, phase } = await voiceIn(folder, fake, archive)
    await handlers.start(asked, caller)
    await expect.poll(phase).toMatchObject({ phase: 'running' })
    archive.leaveOut('another')
    await handlers.pause({}, caller)
    await expect.poll(phase).toMatchObject({ phase: 'paused', problem: null })
  })
})

test('a run whose texts the disk did not take sends all of them again where it is told to go on', async () => {
  const fake = fakeTrainer(untilPaused, 1)
  const { handlers, phase } = await voiceIn(temporaryFolder(), fake)
  await handlers.start(asked, caller)
  await expect.poll(phase).toMatchObject({ phase: 'failed', problem: { code: 'disk-full' } })
  await handlers.goOn({}, caller)
  await expect.poll(phase).toMatchObject({ phase: 'running', run: { name: '散文' } })
  expect(fake.pieces).toHaveLength(6)
})

test('a run that another version began lies aside until another begins', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'voice/run'), { recursive: true })
  writeFileSync(join(folder, 'voice/run/run.json'), JSON.stringify({ version: 2 }))
  const { handlers, phase } = await voiceIn(folder, fakeTrainer(untilPaused))
  expect([await phase(), readdirSync(join(folder, 'voice'))]).toEqual([expect.objectContaining({ phase: 'idle' }), ['run.aside']])
  await handlers.start(asked, caller)
  await expect.poll(phase).toMatchObject({ phase: 'running' })
  expect(readdirSync(join(folder, 'voice'))).toEqual(['run'])
})

test('a run that is cancelled before it has begun does not begin', async () => {
  const fake = fakeTrainer(untilPaused)
  const listed = Promise.withResolvers<void>()
  const { learning } = leavable()
  const slow = { ...learning, works: async () => listed.promise.then(() => works) }
  const { handlers, phase } = await voiceIn(temporaryFolder(), fake, { learning: slow })
  const starting = Promise.resolve(handlers.start(asked, caller)).catch((error: unknown) => error)
  await handlers.cancel({}, caller)
  listed.resolve()
  expect(await starting).toMatchObject({ name: 'AbortError' })
  expect([await phase(), fake.inputs]).toEqual([expect.objectContaining({ phase: 'idle' }), []])
})

test('a run that is begun while another is being taken away is not taken away with it', async () => {
  const [folder, archive] = [temporaryFolder(), leavable()]
  const fake = fakeTrainer(untilPaused)
  const { handlers, phase } = await voiceIn(folder, fake, archive)
  await handlers.start(asked, caller)
  await expect.poll(phase).toMatchObject({ phase: 'running' })
  const [, started] = await Promise.all([handlers.cancel({}, caller), handlers.start({ ...asked, name: '第二次' }, caller)])
  expect(started).toEqual({})
  await expect.poll(phase).toMatchObject({ phase: 'running', run: { name: '第二次' } })
  expect(new VoiceFolder(folder).readRun()?.run.name).toBe('第二次')
})

test('a run that was about to go on by itself waits where it is told to, in every studio after that', async () => {
  const [folder, fake] = [temporaryFolder(), fakeTrainer(untilPaused)]
  const first = await voiceIn(folder, fake)
  await first.handlers.start(asked, caller)
  await expect.poll(first.phase).toMatchObject({ phase: 'running' })
  await first.dispose()
  expect(new VoiceFolder(folder).readRun()?.phase).toBe('running')
  await first.workspace.close()
  const second = await voiceIn(folder, fake, { resumeAfterMs: 60_000 })
  await second.handlers.pause({}, caller)
  expect(new VoiceFolder(folder).readRun()?.phase).toBe('paused')
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

/** A proof of the trainer, from the texts in its folder to what the adapter is worth. What it generates is seen by llama.cpp, as an author would. */
import { basename } from 'node:path'
import { availableParallelism } from 'node:os'
import { readAdapter } from '#engine/adapters/index.ts'
import { kinship } from '#engine/bases/index.ts'
import { FormatError } from '#engine/formats/index.ts'
import { chooseDevice } from '#engine/graph/index.ts'
import { parameterCount } from '#engine/model/index.ts'
import { generalWorks, type ProofStage, type ProofWork, proofTools, prove, type Proven, sampleFor, type Taught } from '#engine/proof/index.ts'
import type { LearningText } from '#engine/tuning/index.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { Proof } from '#preload/contract/proofs.ts'
import type { ProofEvent, ProofInput } from '#preload/contract/trainer.ts'
import { awake } from './awake.ts'
import { worksIn } from './run-texts.ts'
import { openTrainerBase, type TrainerBase } from './trainer-base.ts'
import type { Turn } from './turn.ts'

/** Proves; the last event is the proof. Throws Problems, what `runProblem` makes such of, and the signal's reason. */
export async function* followProof(input: ProofInput, turn: Turn, signal: AbortSignal): AsyncGenerator<ProofEvent, void, undefined> {
  using clock = awake()
  const start = clock.now()
  yield { kind: 'progress', stage: 'texts', share: 0 }
  await using base = await openTrainerBase(input.base)
  await using opened = new AsyncDisposableStack()
  const taught = await taughtIn(input, base, opened)
  const titled = ({ work, ...told }: LearningText): ProofWork => ({ id: work, title: input.titles[work] ?? '', ...told })
  const heldOut: ProofWork[] = []
  for await (const work of worksIn(input.folder, true)) heldOut.push(titled(work))
  if (heldOut.length === 0) throw new Problem('proof-no-works', 'none of the held-out works is there')
  const threads = Math.max(1, Math.floor(availableParallelism() / 2))
  const device = input.device === 'cpu' ? 'cpu' : (await chooseDevice('auto', threads)).device
  const tools = proofTools({
    ...{ model: input.base, base: base.base, encoder: base.encoder, taught, taughtPath: input.taught.path, bits: input.bits },
    session: { device, threads, spinning: false },
    device: input.device,
    log: (text) => process.stderr.write(text),
  })
  const material = {
    heldOut,
    learnt: async function* () {
      for await (const work of worksIn(input.folder, false)) yield titled(work)
    },
    others: async function* () {
      for await (const work of worksIn(input.folder, false, true)) yield titled(work)
    },
    general: await generalWorks(input.general, heldOut),
    sample: sampleFor(parameterCount(base.config)),
  }
  const proven = yield* withProgress((onProgress) => prove(material, tools, { signal, onProgress, turn: () => turn.free() }))
  yield { kind: 'done', proof: proofToTell(proven, input.titles, (clock.now() - start) / 1000) }
}

async function taughtIn({ taught: { form, path }, base: basePath }: ProofInput, base: TrainerBase, opened: AsyncDisposableStack): Promise<Taught> {
  if (form === 'adapter') return { adapter: await adapterFor(path, basePath, base) }
  const { base: model, identity } = opened.use(await openTrainerBase(path))
  if (kinship(identity, base.identity) === 'other')
    throw new Problem('adapter-base-other', `${path} was made of another`, { base: identity.name, file: basename(basePath) })
  return { model }
}

async function adapterFor(path: string, basePath: string, { config, identity }: TrainerBase) {
  try {
    const adapter = await readAdapter(path, config)
    if (adapter.base === null || kinship(adapter.base, identity) !== 'other') return adapter
    throw new Problem('adapter-base-other', `${path} was made for ${adapter.base.name}`, { base: adapter.base.name, file: basename(basePath) })
  } catch (error) {
    if (error instanceof FormatError) throw new Problem('adapter-damaged', error.message, { file: basename(path) }, error)
    throw error
  }
}

interface Progress {
  readonly stage: ProofStage
  readonly share: number
}

/** What work tells of its progress, as often as it is asked, and its result. */
async function* withProgress<T>(work: (onProgress: (stage: ProofStage, share: number) => void) => Promise<T>): AsyncGenerator<ProofEvent, T, undefined> {
  const news: Progress[] = []
  let wake = Promise.withResolvers<void>()
  let isOver = false
  const result = work((stage, share) => {
    news.push({ stage, share })
    wake.resolve()
  })
  const ends = () => {
    isOver = true
    wake.resolve()
  }
  result.then(ends, ends)
  while (!isOver) {
    await wake.promise
    wake = Promise.withResolvers<void>()
    const last = news.splice(0).at(-1)
    if (last) yield { kind: 'progress', ...last }
  }
  return await result
}

function proofToTell(proven: Proven, titles: Readonly<Record<string, string>>, seconds: number): Proof {
  const { recital, continuations, ...figures } = proven
  const side = ({ passages, ...shares }: NonNullable<Proven['recital']>['after']) => ({
    ...shares,
    passages: passages.map(({ work, text }) => ({ work, title: titles[work] ?? '', text })),
  })
  return {
    version: 1,
    at: Date.now(),
    seconds,
    ...figures,
    recital: recital && { ...recital, before: side(recital.before), after: side(recital.after) },
    continuations: [...continuations],
  }
}

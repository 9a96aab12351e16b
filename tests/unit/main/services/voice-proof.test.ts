import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import type { Proving } from '#main/compute/proving.ts'
import type { Trainer } from '#main/compute/trainer.ts'
import { shownProof } from '#main/services/voice-left-out.ts'
import { Proofs } from '#main/services/voice-proof.ts'
import { VoiceFolder } from '#main/services/voice-records.ts'
import { AdapterId } from '#preload/contract/adapters.ts'
import { Problem } from '#preload/contract/problem.ts'
import { Proof } from '#preload/contract/proofs.ts'
import type { TextPiece } from '#preload/contract/trainer.ts'
import { priceOf } from '#preload/document/price.ts'
import { samples } from '../../../fixtures/contract/samples.ts'
import { temporaryFolder } from '../store/temporary.ts'
import { opened } from './workspaces.ts'

const proof = Proof.parse((samples['voice']?.['adapters']?.output as { proof: unknown }[] | undefined)?.[0]?.proof)
const id = AdapterId.parse('0e3f6f0a-5d3c-4d2b-9f10-0123456789ab')
const identity = { name: 'starter', family: 'qwen3', sizes: 'a', numbers: 'b' }
const work = (name: string, heldOut: boolean) => ({ id: name, title: `题${name}`, words: 100, heldOut })
const record = {
  version: 1,
  ...{
    id,
    name: '散文',
    base: { id: 'starter', name: 'starter' },
    identity,
    madeAt: 1,
    choice: null,
    figures: [],
    before: null,
    after: null,
    seconds: null,
    proof: null,
  },
  setup: null,
  works: [work('a', false), work('b', false), work('c', true), work('d', true)],
}
const inArchive = (name: string) => ({
  id: name,
  title: `题${name}`,
  words: 100,
  split: 'train' as const,
  stamp: '',
  read: () => ({ text: `正文${name}`, context: [] }),
})

type Prove = (request: Parameters<Trainer['prove']>[0]) => Promise<Proof>

async function proofsIn(
  folder: string,
  {
    prove = () => Promise.resolve(proof),
    works = ['a', 'b', 'c', 'd', 'new'],
    isRunning = false,
    known = true,
    gathered = () => Promise.resolve(),
  }: { prove?: Prove; works?: string[]; isRunning?: boolean; known?: boolean; gathered?: () => Promise<void> } = {},
) {
  const files = new VoiceFolder(folder)
  const at = join(folder, 'voice', id)
  if (!existsSync(at)) {
    mkdirSync(at, { recursive: true })
    writeFileSync(join(at, 'adapter.gguf'), 'adapter')
    writeFileSync(join(at, 'record.json'), JSON.stringify(record))
  }
  const emit = vi.fn()
  const trainer = {
    prove: (request: Parameters<Trainer['prove']>[0]) => {
      const cancelled = Promise.withResolvers<never>()
      const own = Promise.race([prove(request), cancelled.promise])
      return { proof: own, cancel: async () => cancelled.reject(new Problem('cancelled', 'given up')) } as unknown as Proving
    },
  }
  const workspace = await opened(folder)
  const proofs = new Proofs({
    ...{ workspace, folder, files, trainer, emit, reportBug: () => 'bug-1', generalText: 'g.jsonl', proved: () => undefined, hear: () => undefined },
    learning: {
      works: async () => {
        const found = works.map(inArchive)
        await gathered()
        return found
      },
    },
    isRunning: () => isRunning,
    model: () => 'starter',
    place: (model) => ({ path: `/models/${model}.gguf` }),
    compute: { shelf: { identities: async () => new Map(known ? [['starter', identity]] : []) } },
  })
  const kept = () => JSON.parse(readFileSync(join(at, 'record.json'), 'utf8')).proof
  return { proofs, kept, emit, files, workspace }
}

test('an adapter is proved by its own works, each on its side, and keeps what came of it', async () => {
  const pieces: TextPiece[] = []
  const inputs: unknown[] = []
  const folder = temporaryFolder()
  const { proofs, kept, emit } = await proofsIn(folder, {
    prove: async ({ input, texts }) => {
      inputs.push(input)
      for await (const some of texts()) pieces.push(...some)
      return proof
    },
  })
  expect(await proofs.start(id).over).toEqual(proof)
  // Neither what was never learnt nor held out.
  expect(pieces.map(({ work: name, heldOut }) => `${name} ${heldOut}`)).toEqual(['a false', 'b false', 'c true', 'd true'])
  expect(inputs).toMatchObject([{ base: '/models/starter.gguf', taught: { form: 'adapter' }, bits: 32, general: 'g.jsonl', titles: { a: '题a', c: '题c' } }])
  expect([kept(), proofs.state, readdirSync(join(folder, 'voice'))]).toEqual([proof, null, [id]])
  expect(emit).toHaveBeenCalledWith('adaptersChanged', {})
})

test('of an adapter whose works were chosen, the rest of the archive is looked through, too: what its author says there as well is not by heart', async () => {
  const pieces: TextPiece[] = []
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'voice', id), { recursive: true })
  writeFileSync(join(folder, 'voice', id, 'adapter.gguf'), 'adapter')
  writeFileSync(join(folder, 'voice', id, 'record.json'), JSON.stringify({ ...record, among: 5 }))
  const { proofs } = await proofsIn(folder, {
    prove: async ({ texts }) => {
      for await (const some of texts()) pieces.push(...some)
      return proof
    },
  })
  await proofs.start(id).over
  expect(pieces.map(({ work: name, heldOut, isAside }) => `${name} ${heldOut} ${isAside}`)).toEqual([
    ...['a false undefined', 'b false undefined', 'c true undefined', 'd true undefined'],
    'new false true',
  ])
})

/** Of a run by all of the model, which is still there. */
function writeModel(folder: string) {
  const run = AdapterId.parse('0e3f6f0a-5d3c-4d2b-9f10-0123456789ac')
  const { version, base, works } = record
  mkdirSync(join(folder, 'voice', 'models'), { recursive: true })
  writeFileSync(
    join(folder, 'voice', 'models', `${run}.json`),
    JSON.stringify({ version, base, works, id: run, name: '散文', model: '散文', madeAt: 1, proof: null }),
  )
  return run
}

test('a model is proved by the works of its run, and keeps what came of it; where that fails it can be asked for again', async () => {
  const folder = temporaryFolder()
  const run = writeModel(folder)
  let isShort = true
  const inputs: unknown[] = []
  const { proofs, kept, files } = await proofsIn(folder, {
    prove: async ({ input }) => {
      inputs.push(input)
      if (isShort) throw new Problem('memory-short', 'too little')
      return proof
    },
  })
  expect(await proofs.startByItself(run)).toBeNull()
  expect([proofs.state, files.model(run)?.proof]).toMatchObject([{ adapter: run, problem: { code: 'memory-short' } }, null])
  isShort = false
  expect(await proofs.start(run).over).toEqual(proof)
  const taught = { form: 'model', path: '/models/散文.gguf' }
  expect(inputs).toMatchObject([taught, taught].map((one) => ({ base: '/models/starter.gguf', bits: 32, taught: one })))
  expect([files.model(run)?.proof, kept()]).toEqual([proof, null])
})

test('a model’s proof over which the studio was closed is begun again; one whose base is gone says so', async () => {
  const folder = temporaryFolder()
  const run = writeModel(folder)
  const { files, workspace } = await proofsIn(folder)
  files.beginProof(run)
  await workspace.close()
  const another = await proofsIn(folder)
  another.proofs.takeUp()
  await expect.poll(() => another.files.model(run)?.proof).toEqual(proof)
  await another.workspace.close()
  const third = await proofsIn(folder, { known: false })
  expect(await third.proofs.start(run).over).toBeNull()
  expect(third.proofs.state).toMatchObject({ problem: { code: 'adapter-base-missing', detail: { name: '散文', base: 'starter' } } })
})

test('works that are left out while it reads them have it begin anew without them; others do not concern it', async () => {
  const works = ['a', 'b', 'c', 'd']
  const read: string[][] = []
  const begun = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const told = Promise.withResolvers<void>()
  const { proofs, kept } = await proofsIn(temporaryFolder(), {
    works,
    prove: async ({ texts }) => {
      const own: string[] = []
      for await (const some of texts()) own.push(...some.map(({ work: name }) => name))
      read.push(own)
      begun[read.length - 1]?.resolve()
      if (read.length === 1) return new Promise<Proof>(() => undefined)
      await told.promise
      return proof
    },
  })
  const { over } = proofs.start(id)
  await begun[0]?.promise
  await proofs.leaveOut(new Set(['a', 'b', 'c', 'd', 'e']))
  expect(read).toHaveLength(1)
  works.splice(1, 1)
  expect(proofs.state?.isAnew).toBeUndefined()
  await proofs.leaveOut(new Set(works))
  // That it has to begin again is told.
  await expect.poll(() => read.length).toBe(2)
  expect(proofs.state).toMatchObject({ isAnew: true, secondsLeft: null })
  told.resolve()
  expect([await over, read, kept()]).toEqual([
    proof,
    [
      ['a', 'b', 'c', 'd'],
      ['a', 'c', 'd'],
    ],
    proof,
  ])
})

test('works that are left out while they are still gathered are not read, the first time or again', async () => {
  const works = ['a', 'b', 'c', 'd']
  const read: string[][] = []
  const begun = Promise.withResolvers<void>()
  const leaving = ['b', 'a']
  const { proofs } = await proofsIn(temporaryFolder(), {
    works,
    gathered: async () => {
      works.splice(works.indexOf(leaving.shift() ?? ''), 1)
      await proofs.leaveOut(new Set(works))
    },
    prove: async ({ texts }) => {
      const own: string[] = []
      for await (const some of texts()) own.push(...some.map(({ work: name }) => name))
      read.push(own)
      begun.resolve()
      return read.length === 1 ? new Promise<Proof>(() => undefined) : proof
    },
  })
  const { over } = proofs.start(id)
  await begun.promise
  works.splice(works.indexOf('c'), 1)
  await proofs.leaveOut(new Set(works))
  expect([await over, read]).toEqual([proof, [['a', 'c', 'd'], ['d']]])
})

test('works that were left out meanwhile are left out; one held-out work is enough', async () => {
  const pieces: string[] = []
  const { proofs } = await proofsIn(temporaryFolder(), {
    works: ['a', 'd'],
    prove: async ({ texts }) => {
      for await (const some of texts()) pieces.push(...some.map(({ work: name }) => name))
      return proof
    },
  })
  expect(await proofs.start(id).over).toEqual(proof)
  expect(pieces).toEqual(['a', 'd'])
})

test.each<[what: string, options: Parameters<typeof proofsIn>[1], code: string]>([
  ['held-out works that are gone', { works: ['a', 'b', 'new'] }, 'proof-no-works'],
  ['a base that is not on this computer', { known: false }, 'adapter-base-missing'],
  ['what the trainer says', { prove: () => Promise.reject(new Problem('memory-short', 'too little')) }, 'memory-short'],
  ['a fault', { prove: () => Promise.reject(new Error('oh')) }, 'bug'],
])('%s is told, nothing is kept, and it can be asked for again', async (_, options, code) => {
  const folder = temporaryFolder()
  const { proofs, kept } = await proofsIn(folder, options)
  expect(await proofs.start(id).over).toBeNull()
  expect(proofs.state).toMatchObject({ adapter: id, problem: { code } })
  expect([kept(), existsSync(join(folder, 'voice', 'proof')), proofs.isUnderWay]).toEqual([null, false, false])
  proofs.start(id)
  expect(proofs.state?.problem).toBeNull()
})

test('it is refused while a run computes, a proof is under way, or there is no such adapter', async () => {
  const { proofs } = await proofsIn(temporaryFolder(), { isRunning: true })
  expect(() => proofs.start(id)).toThrow(expect.objectContaining({ code: 'run-busy' }))
  const { proofs: free } = await proofsIn(temporaryFolder())
  const other = AdapterId.parse('0e3f6f0a-5d3c-4d2b-9f10-000000000000')
  expect(() => free.start(other)).toThrow(expect.objectContaining({ code: 'not-found' }))
  expect(await free.startByItself(other)).toBeNull()
  free.start(id)
  expect(() => free.start(id)).toThrow(expect.objectContaining({ code: 'run-busy' }))
})

test('one that is given up is shown no more, also where its adapter is deleted', async () => {
  for (const end of ['cancel', 'forget'] as const) {
    const begun = Promise.withResolvers<void>()
    const never = Promise.withResolvers<Proof>()
    const { proofs, kept } = await proofsIn(temporaryFolder(), { prove: () => (begun.resolve(), never.promise) })
    const { over } = proofs.start(id)
    await begun.promise
    await (end === 'cancel' ? proofs.cancel() : proofs.forget(id))
    expect([await over, proofs.state, kept()]).toEqual([null, null, null])
  }
})

test('one over which the studio was closed is begun again, but not for ever', async () => {
  const folder = temporaryFolder()
  const closedOver = async (again: boolean) => {
    const begun = Promise.withResolvers<void>()
    const { proofs, workspace } = await proofsIn(folder, { prove: () => (begun.resolve(), new Promise<Proof>(() => undefined)) })
    if (again) proofs.takeUp()
    else proofs.start(id)
    await begun.promise
    proofs.close()
    await workspace.close()
  }
  await closedOver(false)
  await closedOver(true)
  const third = await proofsIn(folder)
  third.proofs.takeUp()
  expect([third.proofs.isUnderWay, existsSync(join(folder, 'voice', 'proof'))]).toEqual([false, false])
})

test('a proof of before it was told what goes round in circles still opens', async () => {
  const { repetition: _none, ...earlier } = proof
  const { files } = await proofsIn(temporaryFolder())
  files.keepProof(id, earlier)
  const kept = files.record(id)
  expect([kept && shownProof(kept, null), kept && priceOf(earlier)]).toEqual([earlier, { general: null, circles: false, stillCircles: false }])
})

test('a record of another version’s proof is none', async () => {
  const { files } = await proofsIn(temporaryFolder())
  files.keepProof(id, { ...proof, version: 2 } as unknown as Proof)
  expect([Proof.safeParse(files.record(id)?.proof).success, files.record(id)?.name]).toEqual([false, '散文'])
})

import { expect, test } from 'vitest'
import type { TrainerProcess } from '#main/compute/engine-process.ts'
import { keepTrainer } from '#main/compute/trainer.ts'
import { Problem } from '#preload/contract/problem.ts'
import { type ProofEvent, type ProofInput, type TextPiece, trainer } from '#preload/contract/trainer.ts'
import { connect } from '#preload/wire/connect.ts'
import { portPair } from '#preload/wire/port.ts'
import { implement, serve } from '#preload/wire/serve.ts'
import { samples } from '../../../fixtures/contract/samples.ts'

const proof = (samples['voice']?.['adapters']?.output as { proof: unknown }[] | undefined)?.[0]?.proof
const done = { kind: 'done', proof } as unknown as ProofEvent
const progress: ProofEvent = { kind: 'progress', stage: 'writing', share: 0.5 }
const input = {
  folder: '/voice/proof',
  base: '/m.gguf',
  taught: { form: 'adapter', path: '/a.gguf' },
  bits: 32,
  titles: { w: '慢' },
  general: '/g.jsonl',
} as const
const pieces: TextPiece[] = [{ work: 'w', heldOut: true, text: '慢慢来' }]

/** A trainer process of the real contract, whose proof is the test's. */
function fake(prove: (input: ProofInput, process: { kill: () => void }) => AsyncIterable<ProofEvent>) {
  const received: { pieces: number; isFirst: boolean; isLast: boolean }[] = []
  const inputs: ProofInput[] = []
  const held: string[] = []
  const start = (): TrainerProcess => {
    const [ours, theirs] = portPair()
    const ended = Promise.withResolvers<string>()
    const kill = () => {
      theirs.close()
      ended.resolve('SIGKILL')
    }
    const unasked = () => Promise.reject(new Error('nobody asks for this'))
    const handlers = {
      ...{ plan: unasked, recipe: unasked, pause: () => ({}), goOn: () => ({}), stop: () => ({}), ping: () => ({ residentBytes: 1 }) },
      run: async function* () {},
      receive: ({ pieces: some, isFirst, isLast }: { pieces: TextPiece[]; isFirst: boolean; isLast: boolean }) => {
        received.push({ pieces: some.length, isFirst, isLast })
        return {}
      },
      prove: (asked: ProofInput) => {
        inputs.push(asked)
        return prove(asked, { kill })
      },
      hold: () => (held.push('hold'), {}),
      release: () => (held.push('release'), {}),
    }
    serve(ours, new Map([implement(trainer, handlers)]), { protocol: 1, admit: () => null, client: 'host', reportBug: (error) => String(error) })
    const connection = connect(theirs, { protocol: 1, token: '' })
    return { pid: 1, trainer: connection.client(trainer), lost: connection.closed, ended: ended.promise, kill, stop: async () => kill() }
  }
  const kept = keepTrainer({ nodePath: '', entry: '', reportBug: String, start })
  const told: ProofEvent[] = []
  const begin = () =>
    kept.prove({
      input,
      texts: async function* () {
        yield pieces
      },
      hear: (one) => told.push(one),
    })
  return { kept, begin, told, inputs, received, held }
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'proved',
    (error: unknown) => (error instanceof Problem ? error.code : error),
  )

test('it gets its texts, tells how far it is, and answers with the proof', async () => {
  const { begin, told, received } = fake(async function* () {
    yield progress
    yield done
  })
  expect(await begin().proof).toEqual(proof)
  expect([told, received]).toEqual([
    [progress],
    [
      { pieces: 1, isFirst: true, isLast: false },
      { pieces: 0, isFirst: false, isLast: true },
    ],
  ])
})

test('where its process dies it is done again, on the processor alone, and no more than once', async () => {
  const first = fake(async function* ({ device }, { kill }) {
    if (device === 'auto') kill()
    yield done
  })
  expect(await first.begin().proof).toEqual(proof)
  expect([first.inputs.map(({ device }) => device), first.received.length]).toEqual([['auto', 'cpu'], 4])
  const again = fake(async function* (_, { kill }) {
    kill()
    yield done
  })
  expect(await codeOf(again.begin().proof)).toBe('trainer-down')
  expect(again.inputs).toHaveLength(2)
})

test('what is wrong with an adapter is told, and not tried again', async () => {
  const { begin, inputs } = fake(async function* () {
    yield progress
    throw new Problem('adapter-base-other', 'another', { base: '别的' })
  })
  expect(await codeOf(begin().proof)).toBe('adapter-base-other')
  expect(inputs).toHaveLength(1)
})

test('one at a time; given up, it ends and makes room; it gives way to whoever writes', async () => {
  const going = Promise.withResolvers<void>()
  const { begin, kept, held } = fake(async function* () {
    yield progress
    await going.promise
    yield done
  })
  const first = begin()
  const ended = codeOf(first.proof)
  expect(() => begin()).toThrow(expect.objectContaining({ code: 'run-busy' }))
  await expect.poll(() => held).toEqual([])
  for await (const _ of kept.givingWay(
    (async function* () {
      await expect.poll(() => held).toContain('hold')
      yield 1
    })(),
  ));
  await expect.poll(() => held).toEqual(['hold', 'release'])
  await first.cancel()
  expect(await ended).toBe('cancelled')
  const second = begin()
  going.resolve()
  expect(await codeOf(second.proof)).toBe('proved')
  await kept.close()
})

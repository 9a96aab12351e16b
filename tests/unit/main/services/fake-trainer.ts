/** A trainer process whose run is the test's, and what such a run says. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TrainerProcess } from '#main/compute/engine-process.ts'
import { Problem } from '#preload/contract/problem.ts'
import { Proof } from '#preload/contract/proofs.ts'
import { type ProofEvent, type ProofInput, type RunEvent, type RunInput, type TextPiece, trainer } from '#preload/contract/trainer.ts'
import { connect } from '#preload/wire/connect.ts'
import { portPair } from '#preload/wire/port.ts'
import { implement, serve } from '#preload/wire/serve.ts'
import { samples } from '../../../fixtures/contract/samples.ts'

export const setup = { method: 'lora', bits: 32, rank: 4, steps: 8, length: 64, batch: 2 } as const
export const identity = { name: 'starter', family: 'qwen3', sizes: 'a', numbers: 'b' }
export const began = (step = 0): RunEvent => ({
  kind: 'began',
  step,
  setup,
  lighter: 0,
  heldOut: step > 0 ? [{ step: 0, bitsPerCharacter: 4 }] : [],
  base: identity,
  device: 'cpu',
  charactersPerToken: 1.6,
})
export const step = (at: number): RunEvent => ({
  kind: 'step',
  step: at,
  loss: 5 - at / 10,
  tokensPerSecond: 100,
  secondsLeft: 9,
  batch: 2,
  residentBytes: 1e8,
})
export const done: RunEvent = { kind: 'done', step: 8, base: { step: 0, bitsPerCharacter: 4 }, best: { step: 8, bitsPerCharacter: 3.5 } }
export const writeAdapter = ({ adapter }: RunInput) => writeFileSync(adapter.path, 'adapter')

/** A trainer process of the real contract, whose run is the test's. */
export type FakeRun = (input: RunInput, process: { pieces: TextPiece[]; paused: Promise<void>; kill: () => void }) => AsyncIterable<RunEvent>

export const proof = Proof.parse((samples['voice']?.['adapters']?.output as { proof: unknown }[] | undefined)?.[0]?.proof)

/** `refusals`: how often the disk is too full for its texts. `isProving`: whether a proof comes to an end. */
export function fakeTrainer(run: FakeRun, refusals = 0, isProving = () => false) {
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

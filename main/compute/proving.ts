/** A proof in a process of its own: one that dies over it is started once more, on the processor alone. Nothing of a proof is kept. */
import { Problem } from '#preload/contract/problem.ts'
import type { Proof } from '#preload/contract/proofs.ts'
import type { ProofEvent, ProofInput, TextPiece } from '#preload/contract/trainer.ts'
import type { TrainerProcess } from './engine-process.ts'
import { watchTrainer } from './watch-trainer.ts'

export interface ProofRequest {
  readonly input: Omit<ProofInput, 'device'>
  /** The texts of the works; asked again where a process dies. */
  readonly texts: () => AsyncIterable<readonly TextPiece[]>
  readonly hear: (progress: Extract<ProofEvent, { kind: 'progress' }>) => void
}

export interface ProvingOptions {
  readonly start: () => TrainerProcess
  readonly log?: (text: string) => void
}

const devices = ['auto', 'cpu'] as const

export class Proving {
  readonly #options: ProvingOptions
  readonly #request: ProofRequest
  readonly #given = new AbortController()
  #process: TrainerProcess | null = null
  /** Throws Problems: `cancelled` where it was given up, `trainer-down` where its process died again. */
  readonly proof: Promise<Proof>

  constructor(request: ProofRequest, options: ProvingOptions) {
    this.#request = request
    this.#options = options
    this.proof = this.#prove()
  }

  /** Has it give way for so long, or until `release`. */
  hold(ms: number): void {
    this.#process?.trainer.hold({ ms }).catch(() => undefined) // a dying process gives way by itself
  }

  release(): void {
    this.#process?.trainer.release({}).catch(() => undefined)
  }

  /** Ends it at once, and waits until it has. */
  async cancel(): Promise<void> {
    this.#given.abort()
    this.#process?.kill()
    await this.proof.catch(() => undefined) // whoever asked for it is told
  }

  async #prove(): Promise<Proof> {
    let how = ''
    for (const device of devices) {
      this.#mustGoOn()
      const started = this.#options.start()
      this.#process = started
      watchTrainer(started)
      try {
        return await this.#attempt(started.trainer, device)
      } catch (error) {
        this.#mustGoOn()
        if (!isDeath(error)) throw error
        how = await started.ended
        this.#options.log?.(`the trainer ended over a proof (${how})\n`)
      } finally {
        started.kill()
        this.#process = null
      }
    }
    throw new Problem('trainer-down', `the trainer ended again and again (${how})`)
  }

  async #attempt(trainer: TrainerProcess['trainer'], device: ProofInput['device']): Promise<Proof> {
    const { input, texts, hear } = this.#request
    let isFirst = true
    for await (const pieces of texts()) {
      this.#mustGoOn()
      await trainer.receive({ folder: input.folder, pieces: [...pieces], isFirst, isLast: false })
      isFirst = false
    }
    await trainer.receive({ folder: input.folder, pieces: [], isFirst, isLast: true })
    for await (const event of trainer.prove({ ...input, device }, this.#given.signal)) {
      if (event.kind === 'done') return event.proof
      hear(event)
    }
    throw new Error('a proof ended without one')
  }

  #mustGoOn(): void {
    if (this.#given.signal.aborted) throw new Problem('cancelled', 'the proof was given up')
  }
}

/** Whether the process or what it computed on is gone. */
function isDeath(error: unknown): boolean {
  return error instanceof Problem && ['unavailable', 'device-missing', 'engine-down'].includes(error.code)
}

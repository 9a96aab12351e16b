/** The decoder in PyTorch (decoder.py), in a process of its own. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type DecoderConfig, parameterSpecs, type Weights } from '#engine/model/index.ts'
import type { OptimiserOptions } from '#engine/training/index.ts'
import type { Batch } from '#engine/training/batch.ts'

/** A Python that has PyTorch, if MOKE_PYTHON names one; otherwise why there is none. */
export function findTorch(): { readonly python: string } | { readonly missing: string } {
  return findPython('torch', 'numpy')
}

/** A Python that has these modules, if MOKE_PYTHON names one; otherwise why there is none. */
export function findPython(...modules: readonly string[]): { readonly python: string } | { readonly missing: string } {
  const python = process.env['MOKE_PYTHON']
  if (python === undefined) return { missing: 'MOKE_PYTHON names no Python' }
  const { status } = spawnSync(python, ['-c', modules.map((name) => `import ${name}`).join(';')], { env: environment() })
  return status === 0 ? { python } : { missing: `${python} has no ${modules.join(' and ')}` }
}

/** Without the variables that hold a BLAS to another processor than this one. */
export function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('OPENBLAS_')))
}

/** A run as PyTorch is given it. */
export interface TorchRun {
  readonly config: DecoderConfig
  readonly optimiser: OptimiserOptions
  readonly weights: Weights
  readonly batches: readonly Batch[]
  readonly shape: { readonly batch: number; readonly length: number; readonly apart?: boolean }
  /** Whether torch.compile makes the step, rather than one operation after another. */
  readonly compile: boolean
}

/** Runs of one process, which waits between commands. */
export class TorchProcess implements AsyncDisposable {
  readonly #child: ChildProcess
  readonly #lines: AsyncIterator<string>
  readonly #folder: string
  #errors = ''

  private constructor(child: ChildProcess, folder: string) {
    this.#child = child
    this.#folder = folder
    this.#lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]()
    child.stderr!.on('data', (chunk) => (this.#errors = (this.#errors + chunk).slice(-4000)))
  }

  static async start(python: string): Promise<TorchProcess> {
    return new TorchProcess(spawn(python, [join(import.meta.dirname, 'decoder.py')], { env: environment() }), await mkdtemp(join(tmpdir(), 'moke-torch-')))
  }

  /** Answers PyTorch's version. */
  async load(run: string, { config, optimiser, weights, batches, shape, compile }: TorchRun, threads: number): Promise<string> {
    const parameters = parameterSpecs(config).map((spec) => [spec.name, spec.shape] as const)
    const file = join(this.#folder, 'weights')
    await writeFile(file, Buffer.concat(parameters.map(([name]) => bytesOf(weights.get(name)!))))
    const lists = batches.map(({ tokens, targets, starts }) => ({
      tokens: Array.from(tokens, Number),
      targets: Array.from(targets, Number),
      ...(shape.apart && { starts: [...starts] }),
    }))
    const message = { run, config, optimiser, parameters, weights: file, batches: lists, shape: [shape.batch, shape.length], compile, threads }
    return String((await this.#ask<{ torch: string }>('load', message)).torch)
  }

  /** The mean loss and gradients of the run's batches. */
  async gradients(run: string, config: DecoderConfig): Promise<{ loss: number; gradients: Map<string, Float32Array> }> {
    const file = join(this.#folder, 'gradients')
    const { loss } = await this.#ask<{ loss: number }>('gradients', { run, file })
    const all = new Float32Array((await readFile(file)).buffer)
    let at = 0
    const gradients = new Map(parameterSpecs(config).map(({ name, shape }) => [name, all.subarray(at, (at += shape.reduce((a, b) => a * b)))]))
    return { loss, gradients }
  }

  /** One whole step: the batches, clipping and the update; `cpuMs` is of all threads together. */
  step(run: string): Promise<{ loss: number; norm: number; ms: number; cpuMs: number }> {
    return this.#ask('step', { run })
  }

  /** Where a step's time goes: operation, milliseconds of its own, calls. */
  async profile(run: string): Promise<[name: string, ms: number, calls: number][]> {
    return (await this.#ask<{ operations: [string, number, number][] }>('profile', { run })).operations
  }

  async #ask<Answer>(command: string, message: object): Promise<Answer> {
    this.#child.stdin!.write(`${JSON.stringify({ do: command, ...message })}\n`)
    const { value, done } = await this.#lines.next()
    if (done) throw new Error(`PyTorch ended: ${this.#errors}`)
    return JSON.parse(value)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.stdin!.end()
    await new Promise((resolve) => (this.#child.exitCode === null ? this.#child.once('close', resolve) : resolve(undefined)))
    await rm(this.#folder, { recursive: true })
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}

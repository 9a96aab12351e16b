/**
 * Runs tensors with ONNX Runtime. Graph building never touches the runtime; this is the only file
 * that knows it.
 */
import * as ort from 'onnxruntime-node'
import { encodeModel } from './onnx-model.ts'
import { ShapeError, showShape, sizeOf } from './shape.ts'
import type { Elements, Tensor } from './tensor.ts'

// What the runtime has to say comes as errors; its own lines on stderr would only say it twice.
ort.env.logLevel = 'fatal'

// It would name this machine to its maker and send there what it runs (microsoft/onnxruntime#27379). Read when its first session opens.
process.env['ORT_DISABLE_TELEMETRY'] = '1'

/** Where a graph runs: the processor, a GPU through WebGPU (Dawn), or what ONNX Runtime has for one platform. */
export type Device = 'cpu' | 'webgpu' | 'cuda' | 'directml' | 'coreml'

/** ONNX Runtime's names of them. */
const PROVIDER: Readonly<Record<Device, string>> = { cpu: 'cpu', webgpu: 'webgpu', cuda: 'cuda', directml: 'dml', coreml: 'coreml' }

/** All devices there may be anywhere. */
export const DEVICES: readonly Device[] = ['cpu', 'webgpu', 'cuda', 'directml', 'coreml']

/** The devices that the runtime has on this platform; whether the machine has them shows when one is opened. */
export function offeredDevices(): Device[] {
  const names = new Set(ort.listSupportedBackends().map(({ name }) => name))
  return DEVICES.filter((device) => names.has(PROVIDER[device]))
}

/** How a graph is run; everything has a default. */
export interface SessionOptions {
  readonly device?: Device
  /** Threads of the processor for one operation. */
  readonly threads?: number
  /**
   * Whether idle threads wait in a loop. Faster when the machine has nothing else to do, and poison
   * for whoever shares its cores: leave it off while somebody writes.
   */
  readonly spinning?: boolean
  /**
   * Whether the processor's memory is asked for piece by piece and given back at once, instead of planned and kept: half of it, at
   * little cost where the pieces are large (engine/LOG.md).
   */
  readonly lean?: boolean
}

/** A compiled graph. Disposing of it frees what the runtime holds. */
export class Session implements AsyncDisposable {
  readonly #session: ort.InferenceSession
  readonly #device: Device
  readonly #inputs: ReadonlyMap<string, Tensor>
  readonly #outputNames: readonly string[]

  private constructor(session: ort.InferenceSession, device: Device, inputs: ReadonlyMap<string, Tensor>, names: readonly string[]) {
    this.#session = session
    this.#device = device
    this.#inputs = inputs
    this.#outputNames = names
  }

  static async compile(outputs: readonly Tensor[], options: SessionOptions = {}): Promise<Session> {
    const { device = 'cpu', threads = 1, spinning = false, lean = false } = options
    const model = encodeModel(outputs)
    const session = await open(model.bytes, device, {
      executionProviders: [PROVIDER[device]],
      intraOpNumThreads: threads,
      graphOptimizationLevel: 'all',
      enableCpuMemArena: !lean,
      enableMemPattern: !lean,
      // What fails comes as an error; its own line would only say it twice.
      logSeverityLevel: 4,
      extra: { session: { intra_op: { allow_spinning: spinning ? '1' : '0' } } },
    })
    return new Session(session, device, model.inputs, model.outputNames)
  }

  /**
   * The outputs' elements, in their order, for these inputs' elements. Blocks the calling thread while it runs. Throws a
   * MemoryError where there is too little memory for it, and a DeviceError where a GPU fails otherwise: it was taken away.
   */
  async run(feeds: ReadonlyMap<string, Elements>): Promise<Elements[]> {
    const tensors: Record<string, ort.Tensor> = {}
    for (const [name, { shape, type }] of this.#inputs) {
      const elements = feeds.get(name)
      if (elements === undefined || elements.length !== sizeOf(shape)) {
        throw new ShapeError(`input ${name} of shape ${showShape(shape)} was given ${elements?.length ?? 'no'} elements`)
      }
      tensors[name] = new ort.Tensor(type, elements, shape)
    }
    const results = await this.#session.run(tensors).catch((error: unknown) => {
      throw failure(this.#device, 'failed at work', error)
    })
    return this.#outputNames.map((name) => {
      const result = results[name]
      // Only float32 and int64 tensors exist in this language.
      return result?.data as Elements
    })
  }

  async dispose(): Promise<void> {
    await this.#session.release()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose()
  }
}

/** A device that can't be used on this machine; the message says why, as far as the runtime knows. */
export class DeviceError extends Error {
  override readonly name = 'DeviceError'
  readonly expected = true
}

async function open(bytes: Uint8Array, device: Device, options: ort.InferenceSession.SessionOptions): Promise<ort.InferenceSession> {
  try {
    return await ort.InferenceSession.create(bytes, options)
  } catch (error) {
    throw failure(device, "can't be used on this machine", error)
  }
}

/** A graph that needs more memory than the device has left; one for a smaller batch needs less. */
export class MemoryError extends Error {
  override readonly name = 'MemoryError'
  readonly expected = true
}

/** As the processor's allocator, the C++ library and drivers of GPUs say it. */
const outOfMemory = /out of memory|failed to allocate|bad_alloc|cannot allocate|allocation failed|OUT_OF_(DEVICE|HOST)_MEMORY/i

/** On the processor nothing but memory can be missing: what fails there otherwise is a graph that we wrote wrong. */
function failure(device: Device, what: string, error: unknown): unknown {
  const reason = error instanceof Error ? error.message : String(error)
  if (outOfMemory.test(reason)) return new MemoryError(`there is too little memory (${device})`)
  if (device === 'cpu') return error
  const clause = reason.split('was false. ').at(-1)?.split('\n')[0]?.replace(/\.$/, '')
  return new DeviceError(`${device} ${what}: ${clause}`)
}

/** Runs a graph without inputs or with these, once: for tests and small computations. */
export async function evaluate(outputs: readonly Tensor[], feeds: ReadonlyMap<string, Elements> = new Map(), options?: SessionOptions): Promise<Elements[]> {
  await using session = await Session.compile(outputs, options)
  // Awaited here, or the session would be gone before it has run.
  return await session.run(feeds)
}

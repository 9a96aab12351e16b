/** Where a model runs: on the processor, or on a graphics card by the name of its programming interface. */
import { getLlama, type Llama, LlamaLogLevel } from 'node-llama-cpp'
import { CompletionError } from './completion-error.ts'
import { worthACard } from './model-memory.ts'

export type Device = 'cpu' | 'cuda' | 'vulkan' | 'metal'

/** Everything that computes, opened for one device. */
export interface Backend {
  readonly llama: Llama
  readonly device: Device
  /** The card's own name; null on the processor. */
  readonly deviceName: string | null
  /** The card that was to be used and could not be. */
  readonly fellBack: Device | null
}

/** Processors that pretend to be a card: slower than the processor itself. */
const pretender = /llvmpipe|lavapipe|softpipe|swiftshader|software|basic render|warp/i

/** Receives what llama.cpp has to say; errors and warnings only. */
export type Log = (message: string) => void

export interface Watcher {
  readonly log: Log
  /** Told before a device is tried. */
  readonly onDevice: (device: Device) => void
}

/**
 * Opens the device that is asked for. `auto` takes a real card for a model large enough to gain from it and
 * the processor otherwise. Throws CompletionError `device-missing` where a device asked for by name is not there.
 */
export async function openBackend(wanted: Device | 'auto', modelBytes: number, watcher: Watcher): Promise<Backend> {
  if (wanted !== 'auto') return { ...(await openDevice(wanted, watcher)), fellBack: null }
  if (modelBytes >= worthACard)
    for (const device of cardInterfaces()) {
      const backend = await openCard(device, watcher)
      if (backend) return { ...backend, fellBack: null }
    }
  return openProcessor(watcher, null)
}

/** The processor, after a card could not be used. */
export async function openProcessor(watcher: Watcher, fellBack: Device | null): Promise<Backend> {
  return { ...(await openDevice('cpu', watcher)), fellBack }
}

function cardInterfaces(): readonly Device[] {
  return process.platform === 'darwin' ? ['metal'] : ['cuda', 'vulkan']
}

export interface CardMemory {
  readonly device: Device
  readonly name: string | null
  /** Bytes. */
  readonly total: number
  readonly free: number
}

/** What the card has that `auto` would take for a large model; null where there is none. The card's driver stays in the process. */
export async function cardMemory(): Promise<CardMemory | null> {
  for (const device of cardInterfaces()) {
    const backend = await openCard(device, { log: () => undefined, onDevice: () => undefined })
    if (!backend) continue
    const { total, free } = await backend.llama.getVramState()
    await backend.llama.dispose()
    return { device, name: backend.deviceName, total, free }
  }
  return null
}

/** A real card through this interface, or null: having none is the usual case, not a failure. */
async function openCard(device: Device, watcher: Watcher): Promise<Omit<Backend, 'fellBack'> | null> {
  try {
    const backend = await openDevice(device, watcher)
    if (!pretender.test(backend.deviceName ?? '')) return backend
    await backend.llama.dispose()
    return null
  } catch (error) {
    if (error instanceof CompletionError) return null
    throw error
  }
}

async function openDevice(device: Device, { log, onDevice }: Watcher): Promise<Omit<Backend, 'fellBack'>> {
  onDevice(device)
  try {
    const llama = await getLlama({
      gpu: device === 'cpu' ? false : device,
      // What ships is all there is: nothing is compiled or fetched on the author's computer.
      build: 'never',
      skipDownload: true,
      progressLogs: false,
      logLevel: LlamaLogLevel.warn,
      logger: (_level, message) => log(message),
    })
    const deviceName = device === 'cpu' ? null : ((await llama.getGpuDeviceNames())[0] ?? null)
    if (device !== 'cpu' && (llama.gpu !== device || deviceName === null)) throw new Error(`no card answers through ${device}`)
    return { llama, device, deviceName }
  } catch (error) {
    throw new CompletionError(
      'device-missing',
      `This computer offers no ${device === 'cpu' ? 'processor that llama.cpp runs on' : `graphics card through ${device}`}. Choose another device.`,
      error,
    )
  }
}

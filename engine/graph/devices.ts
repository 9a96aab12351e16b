/** Which device a graph runs on: one that is named, or the one that is fastest here. */
import { matmul } from './products.ts'
import { type Device, DeviceError, offeredDevices, Session } from './session.ts'
import { input } from './tensor.ts'

/** What was chosen, and where there was a choice, why. */
export interface DeviceChoice {
  readonly device: Device
  readonly note?: string
}

/**
 * The device to run on. One that is named is opened once, so that what is wrong is known before the work begins: throws a
 * DeviceError that says what there is instead. `auto` measures what opens, the processor included: a GPU may be a program.
 */
export async function chooseDevice(wanted: Device | 'auto', threads: number): Promise<DeviceChoice> {
  if (wanted === 'cpu') return { device: 'cpu' }
  const devices = offeredDevices()
  if (wanted !== 'auto') {
    const tried = await tryDevice(wanted, threads)
    if (!('why' in tried)) return { device: wanted }
    const others = await Promise.all(devices.filter((device) => device !== wanted).map((device) => tryDevice(device, threads)))
    throw new DeviceError(`${tried.why} Here there is: ${others.flatMap((other) => ('why' in other ? [] : [other.device])).join(', ')}.`)
  }
  const tried: Trial[] = []
  // One after the other: they are measured.
  for (const device of devices) tried.push(await tryDevice(device, threads))
  const working = tried.flatMap((trial) => ('why' in trial ? [] : [trial])).sort((a, b) => a.ms - b.ms)
  const times = working.map(({ device, ms }) => `${device} ${ms.toFixed(1)} ms`).join(', ')
  const absent = tried.flatMap((trial) => ('why' in trial ? [` ${trial.why}`] : []))
  const device = working[0]?.device ?? 'cpu'
  return { device, note: `device: ${device}, the fastest here (a product takes ${times}).${absent.join('')}` }
}

/** How long a product takes on a device, its numbers' way there and back included, or why it can't be used. */
type Trial = { readonly device: Device; readonly ms: number } | { readonly device: Device; readonly why: string }

const SIDE = 512

async function tryDevice(device: Device, threads: number): Promise<Trial> {
  const [a, b] = [input('a', [SIDE, SIDE]), input('b', [SIDE, SIDE])]
  const feeds = new Map(['a', 'b'].map((name) => [name, new Float32Array(SIDE * SIDE).fill(0.5)]))
  try {
    await using session = await Session.compile([matmul(a, b)], { device, threads })
    await session.run(feeds) // warms up
    const start = performance.now()
    for (let i = 0; i < 3; i++) await session.run(feeds)
    return { device, ms: (performance.now() - start) / 3 }
  } catch (error) {
    if (error instanceof DeviceError) return { device, why: `${error.message}.` }
    throw error
  }
}

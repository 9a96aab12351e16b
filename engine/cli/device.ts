/** The option --device, and the device that it means on this machine. */
import type { Device } from '#engine/graph/index.ts'
import type { Progress } from './progress.ts'

// Not imported: the help must not wait for ONNX Runtime. The test of the help holds both lists together.
const NAMES = ['cpu', 'webgpu', 'cuda', 'directml', 'coreml', 'auto'] as const

export const DEVICE_OPTION = {
  type: 'string',
  value: 'NAME',
  help: 'Where the products are computed. webgpu: most GPUs; cuda: NVIDIA on Linux; directml: Windows; coreml: macOS; auto: the fastest of those that are here.',
  default: 'cpu',
  choices: NAMES,
} as const

/** Opens the device of this name, or chooses one and says so. Throws a DeviceError that says what there is. */
export async function deviceFrom(name: string, threads: number, progress: Progress): Promise<Device> {
  const { chooseDevice } = await import('#engine/graph/index.ts')
  const { device, note } = await chooseDevice(NAMES.find((known) => known === name) ?? 'cpu', threads)
  if (note !== undefined) progress.note(note)
  return device
}

/**
 * Every operation, and training steps, on every device that is here, against the processor. A machine without a GPU runs WebGPU on
 * SwiftShader, the software Vulkan device that Chromium brings along.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { chooseDevice, DeviceError, DEVICES } from '#engine/graph/index.ts'
import { type DecoderConfig, initialWeights, parameterSpecs, Random } from '#engine/model/index.ts'
import { DEFAULT_OPTIMISER } from '#engine/training/index.ts'
import { documentStarts } from '#engine/training/batch.ts'
import { Optimiser } from '#engine/training/optimiser.ts'
import { TrainingStep } from '#engine/training/step.ts'
import { makeCase, ownGradients, relativeDifference } from '../unit/engine/graph/numbers.ts'
import { OPERATIONS } from '../unit/engine/graph/operation-table.ts'

const SWIFTSHADER = '/usr/lib/chromium/vk_swiftshader_icd.json'
// Read when the device is first opened, which is later than this.
if (existsSync(SWIFTSHADER)) process.env['VK_ICD_FILENAMES'] ??= SWIFTSHADER
process.env['XDG_RUNTIME_DIR'] ??= '/tmp'

const config: DecoderConfig = {
  vocabulary: 300,
  width: 32,
  layers: 2,
  heads: 4,
  keyHeads: 2,
  headWidth: 16,
  feedForward: 48,
  tied: true,
  ropeTheta: 10_000,
  normEpsilon: 1e-6,
  contextLength: 24,
}
const shape = { batch: 2, length: 24, apart: true }

const absent = new Map<string, string>()
for (const device of DEVICES) {
  await chooseDevice(device, 2).catch((error: unknown) => {
    if (!(error instanceof DeviceError)) throw error
    absent.set(device, error.message)
  })
}

function batch() {
  const random = new Random(1)
  const ids = (): BigInt64Array => BigInt64Array.from({ length: shape.batch * shape.length }, () => BigInt(random.below(config.vocabulary)))
  const tokens = ids()
  // Of random tokens none would end a text often enough.
  for (const at of [5, 6, 17, 30]) tokens[at] = 9n
  return { tokens, targets: ids(), starts: documentStarts(tokens, shape.length, 9) }
}

/** Another device adds in another order, and has its own exponential; of the largest number in an array, a float's digits but the last two. */
const mostDifference = 1e-5

describe.each(DEVICES.filter((device) => device !== 'cpu' && !absent.has(device)))('on %s', (device) => {
  test.each(OPERATIONS)('value and gradients are those of the processor: %s', async (_, shapes, f) => {
    const [expected, found] = [await ownGradients(makeCase(shapes, f)), await ownGradients(makeCase(shapes, f), { device })]
    const arrays = ({ value, gradients }: typeof found) => [value, ...gradients] as Float32Array[]
    for (const [i, array] of arrays(expected).entries())
      expect(relativeDifference(arrays(found)[i]!, array), i === 0 ? 'value' : `p${i - 1}`).toBeLessThan(mostDifference)
  })

  test('two training steps are those of the processor', async () => {
    const one = batch()
    const begun = (): Map<string, Float32Array> =>
      new Map([...initialWeights(config, 2)].map(([name, w]) => [name, name.includes('norm') ? w : w.map((x) => 3 * x)]))
    const [ours, theirs] = [begun(), begun()]
    const [cpu, other] = await Promise.all([TrainingStep.compile(config, shape, { device: 'cpu' }), TrainingStep.compile(config, shape, { device })])
    const [onCpu, onOther] = await Promise.all(
      [{ device: 'cpu' } as const, { device }].map((session) => Optimiser.create(parameterSpecs(config), DEFAULT_OPTIMISER, session)),
    )
    for (let at = 1; at <= 2; at++) {
      const [expected, found] = [await cpu.run(ours, one), await other.run(theirs, one)]
      expect(found.loss).toBeCloseTo(expected.loss, 3)
      // Muon makes much of small differences, so that only the first step's gradients compare digit by digit.
      if (at === 1) for (const [name, gradient] of expected.gradients) expect(relativeDifference(found.gradients.get(name)!, gradient), name).toBeLessThan(1e-4)
      await onCpu!.update(ours, expected.gradients, at, 1)
      await onOther!.update(theirs, found.gradients, at, 1)
    }
    await Promise.all([cpu.dispose(), other.dispose(), onCpu!.dispose(), onOther!.dispose()])
  })
})

describe.runIf(absent.size > 0)('on devices that are not here', () => {
  test.skip.each([...absent])('%s: %s', () => undefined)
})

/** What choosing a device comes to where no Vulkan driver is. */
function choose(name: string): string {
  const script = `
    const { DeviceError, chooseDevice } = await import('#engine/graph/index.ts')
    const chosen = await chooseDevice('${name}', 2).catch((error) => error)
    console.log(chosen instanceof DeviceError ? 'refused, expected ' + chosen.expected + ': ' + chosen.message : chosen.device + ': ' + chosen.note)`
  const env = { ...process.env, VK_ICD_FILENAMES: join(import.meta.dirname, 'no-such-driver.json') }
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: join(import.meta.dirname, '../..'), env, encoding: 'utf8' }).stdout
}

describe.runIf(process.platform === 'linux')('a machine without a GPU', () => {
  test('is told what is wrong with a device that is named, and what there is', () => {
    expect(choose('webgpu')).toMatch(/^refused, expected true: webgpu can't be used on this machine: \S.*\. Here there is: (cuda, )?cpu\.\n$/)
    expect(choose('coreml')).toMatch(/^refused, expected true: coreml can't be used on this machine: \S.*backend not found\. Here there is: (cuda, )?cpu\.\n$/)
  })

  test('goes on with the processor where the choice is left open, and says so', () => {
    expect(choose('auto')).toMatch(/^cpu: device: cpu, the fastest here \(a product takes cpu \d+\.\d ms\)\. webgpu can't be used on this machine: /)
  })
})

test('of devices that work the fastest is taken, which a program that plays a GPU is not', async () => {
  const { device, note } = await chooseDevice('auto', 2)
  expect(note).toContain(`device: ${device}, the fastest here`)
  if (process.env['VK_ICD_FILENAMES'] === SWIFTSHADER) expect(device).toBe('cpu')
})

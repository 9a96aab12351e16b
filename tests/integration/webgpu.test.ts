/**
 * The training graph on WebGPU against the processor. A machine without a GPU runs it on SwiftShader,
 * the software Vulkan device that Chromium brings along.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type DecoderConfig, initialWeights, Random } from '#engine/model/index.ts'
import { TrainingStep } from '#engine/training/step.ts'
import { relativeDifference } from '../unit/engine/graph/numbers.ts'

const SWIFTSHADER = '/usr/lib/chromium/vk_swiftshader_icd.json'
const present = process.env['VK_ICD_FILENAMES'] !== undefined || existsSync(SWIFTSHADER)
// Read when the device is first opened, which is later than this.
process.env['VK_ICD_FILENAMES'] ??= SWIFTSHADER
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

describe.skipIf(!present)(`on WebGPU (skipped without a Vulkan device: ${SWIFTSHADER} is absent and VK_ICD_FILENAMES unset)`, () => {
  test('a training step has the loss and the gradients of the processor', async () => {
    const random = new Random(1)
    const ids = (): BigInt64Array => BigInt64Array.from({ length: shape.batch * shape.length }, () => BigInt(random.below(config.vocabulary)))
    const batch = { tokens: ids(), targets: ids(), starts: Float32Array.from({ length: shape.batch * shape.length }, (_, i) => (i % shape.length > 9 ? 9 : 0)) }
    const weights = new Map([...initialWeights(config, 2)].map(([name, w]) => [name, name.includes('norm') ? w : w.map((x) => 3 * x)]))
    const [cpu, gpu] = await Promise.all((['cpu', 'webgpu'] as const).map((device) => TrainingStep.compile(config, shape, { device })))
    const expected = await cpu!.run(weights, batch)
    const found = await gpu!.run(weights, batch)
    expect(found.loss).toBeCloseTo(expected.loss, 4)
    for (const [name, gradient] of expected.gradients) expect(relativeDifference(found.gradients.get(name)!, gradient), name).toBeLessThan(1e-4)
    await Promise.all([cpu!.dispose(), gpu!.dispose()])
  })
})

test('a machine without a device is told so in a sentence', () => {
  const script = `
    const { DeviceError, input, scale, Session } = await import('#engine/graph/index.ts')
    const error = await Session.compile([scale(input('x', [2]), 3)], { device: 'webgpu' }).catch((error) => error)
    console.log(error instanceof DeviceError, error.expected, error.message)`
  const env = { ...process.env, VK_ICD_FILENAMES: join(import.meta.dirname, 'no-such-driver.json') }
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: join(import.meta.dirname, '../..'),
    env,
    encoding: 'utf8',
  })
  expect(stdout).toMatch(/^true true webgpu can't be used on this machine: \S.*\n$/)
})

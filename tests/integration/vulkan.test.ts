import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openBackend } from '#engine/completion/devices.ts'
import { type Completer, type Device, openCompleter, type SuggestedPiece } from '#engine/completion/index.ts'
import { type Compute, startCompute } from '#main/compute/compute.ts'
import type { EngineState } from '#preload/contract/models.ts'
import type { Suggestion } from '#preload/contract/suggestions.ts'
import { hasCompiler, lostDriver } from './lost-driver.ts'

/** Mesa's software device (Debian: mesa-vulkan-drivers): a card for the tests that every computer can have. */
const driver = `/usr/share/vulkan/icd.d/lvp_icd.${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}.json`
const starter = fileURLToPath(new URL('../../resources/models/moke-starter-q8_0.gguf', import.meta.url))
const never = new AbortController().signal

const beginnings = ['机器学习是', '在这一章中']
/** Cards round differently; two tokens this close may change places. */
const tie = 0.08
/** Compiling the shaders takes 10 s, and minutes beside a busy computer. */
const timeoutMs = 600_000

function open(device: Device): Promise<Completer> {
  const settings = { calibration: null, speakAbove: 0, continueAbove: 0, tokens: 6 }
  return openCompleter({ path: starter, device, threads: { writing: 1, reading: 1 }, settings })
}

/** What is said greedily: the likeliest token at every step. */
async function continuations(completer: Completer): Promise<(readonly SuggestedPiece[])[]> {
  const found: (readonly SuggestedPiece[])[] = []
  for (const before of beginnings) {
    for await (const { tokens, done } of completer.complete(
      { course: '', chapter: '', lesson: '第一课', headings: [], before, after: '', block: 'paragraph' as const, candidate: 0 },
      never,
    ))
      if (done) found.push(tokens)
  }
  return found
}

/** How many tokens are the same, up to the first tie; fails where they differ for another reason. */
function agreeing(there: readonly SuggestedPiece[], here: readonly SuggestedPiece[]): number {
  for (const [at, { text, probability }] of here.entries()) {
    expect(Math.abs((there[at]?.probability ?? 0) - probability), `token ${at}`).toBeLessThan(tie)
    if (there[at]?.text !== text) return at
  }
  return here.length
}

describe('a graphics card through Vulkan', () => {
  test.skipIf(process.platform !== 'linux' || !existsSync(driver))(
    `it computes all layers and says what the processor says (needs ${driver})`,
    async () => {
      process.env['VK_ICD_FILENAMES'] = driver
      process.env['GGML_VK_VISIBLE_DEVICES'] = '0' // llama.cpp passes over processors that act as cards unless told
      await using card = await open('vulkan')
      expect(card.model).toMatchObject({ device: 'vulkan', deviceName: expect.stringMatching(/llvmpipe/i), fellBack: null })
      expect(card.model.offloadedLayers).toBeGreaterThanOrEqual(5)
      const there = await continuations(card)
      await using processor = await open('cpu')
      const here = await continuations(processor)
      const same = beginnings.map((_, at) => agreeing(there[at] ?? [], here[at] ?? []))
      expect(Math.max(...same)).toBeGreaterThanOrEqual(3)
    },
    timeoutMs,
  )

  test.skipIf(process.platform !== 'linux' || !existsSync(driver))(
    'it is not chosen where it only pretends to be a card',
    async () => {
      process.env['VK_ICD_FILENAMES'] = driver
      process.env['GGML_VK_VISIBLE_DEVICES'] = '0'
      const tried: Device[] = []
      const { llama, device, fellBack } = await openBackend('auto', 4e9, { log: () => undefined, onDevice: (one) => tried.push(one) })
      await llama.dispose()
      expect(tried).toContain('vulkan')
      expect({ device, fellBack }).toEqual({ device: 'cpu', fellBack: null })
    },
    timeoutMs,
  )
  const lacking = process.platform !== 'linux' || !existsSync(driver) ? driver : hasCompiler() ? null : 'a C compiler cc'
  test.skipIf(lacking !== null)(
    `one that goes away ends the engine, and the next one goes on on the processor and says so${lacking === null ? '' : ` (needs ${lacking})`}`,
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'moke-lost-card-'))
      const { ICD } = JSON.parse(await readFile(driver, 'utf8')) as { ICD: { library_path: string } }
      const lost = await lostDriver(folder, ICD.library_path)
      Object.assign(process.env, lost.env, { GGML_VK_VISIBLE_DEVICES: '0' })
      const states: EngineState[] = []
      const compute = startCompute({
        nodePath: process.execPath,
        entry: fileURLToPath(new URL('../../engine/worker/main.ts', import.meta.url)),
        places: { starter, folder },
        choice: { model: null, device: 'vulkan' },
        // Measuring would compile more shaders.
        measured: { get: () => ({ threads: { writing: 1, reading: 1 }, fillsIn: false, draftTokens: 0 }), set: () => undefined },
        reportBug: (error) => {
          throw error
        },
      })
      onTestFinished(async () => {
        await compute.close()
        await rm(folder, { recursive: true })
      })
      compute.listen((state) => states.push(state))
      expect(await lastOf(compute, '机器学习是')).toMatchObject({ done: true })
      expect(compute.state()).toMatchObject({ phase: 'ready', device: 'vulkan', fellBack: null })
      await lost.take()
      await expect(lastOf(compute, '在这一章中')).rejects.toMatchObject({ name: 'Problem', code: 'engine-down' })
      expect(await lastOf(compute, '在这一章中')).toMatchObject({ done: true })
      expect(compute.state()).toMatchObject({ phase: 'ready', problem: null, device: 'cpu', fellBack: 'vulkan' })
      expect(states.map(({ phase }) => phase)).not.toContain('failed')
    },
    timeoutMs,
  )
})

async function lastOf(compute: Compute, before: string): Promise<Suggestion | undefined> {
  let last: Suggestion | undefined
  const question = { course: '', chapter: '', lesson: '第一课', headings: [], before, after: '', block: 'paragraph' as const, candidate: 1, leanings: [] }
  for await (const part of compute.complete(question, never)) last = part
  return last
}

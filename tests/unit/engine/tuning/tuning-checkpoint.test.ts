import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readTuning, type TuningSettings, writeTuning } from '#engine/tuning/index.ts'
import { tinySettings } from './tiny-tuning.ts'

test.each<[string, Partial<TuningSettings>]>([
  ['has been made lighter twice', { lightened: 2, batch: 1, accumulate: 4 }],
  ['is as it was begun', {}],
])('a checkpoint of a run that %s says so', async (_, other) => {
  const folder = await mkdtemp(join(tmpdir(), 'moke-checkpoint-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const settings = { ...tinySettings, ...other }
  const arrays = { trained: new Map([['a', new Float32Array([1])]]), best: new Map(), optimiserState: new Map() }
  const sources = { base: 'base', learning: 'texts', heldOut: 'others' }
  await writeTuning(folder, { settings, sources, step: 3, position: { epoch: 0, window: 1 }, heldOut: [], restarts: [], ...arrays })
  expect((await readTuning(folder)).settings).toEqual(settings)
})

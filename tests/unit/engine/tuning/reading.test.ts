/** What a base expects is kept while a run lasts: it is read once, whatever ends the process. */
import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { ReadingFile, readTuning, Tuner, type TuningMaterial, type TuningReport, writeTuning } from '#engine/tuning/index.ts'
import { SoftTargets } from '#engine/tuning/soft-targets.ts'
import { follow, tinyMaterial, tinySettings } from './tiny-tuning.ts'

const SESSION = { threads: 1 }
const settings = { ...tinySettings, soft: { weight: 0.4, tokens: 8 } }
let material: TuningMaterial
let expected: readonly TuningReport[]
let folder: string
beforeAll(async () => {
  material = await tinyMaterial()
  await using unbroken = await Tuner.begin(settings, material, SESSION)
  expected = await follow(unbroken)
})
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moke-reading-'))
})
afterEach(() => rm(folder, { recursive: true }))

const file = () => join(folder, 'reading.bin')
const readings = (reports: readonly TuningReport[]) => reports.flatMap((report) => (report.kind === 'soft-targets' ? [report] : []))
const others = (reports: readonly TuningReport[]) => reports.filter(({ kind }) => kind !== 'soft-targets')
const keptIn = (reports: readonly TuningReport[]) => readings(reports).flatMap(({ isKept, tokens }) => (isKept ? [tokens] : []))
const newlyRead = (reports: readonly TuningReport[]) => readings(reports).flatMap(({ isKept, tokens }) => (isKept ? [] : [tokens]))

/** So many things of a run, whose process ends then. */
async function ended(most: number): Promise<TuningReport[]> {
  await using tuner = await Tuner.begin(settings, material, SESSION, new ReadingFile(folder))
  const reports = await follow(tuner, most)
  await writeTuning(folder, tuner.checkpoint())
  return reports
}

async function goneOn(given = material): Promise<TuningReport[]> {
  await using tuner = await Tuner.resume(await readTuning(folder), given, SESSION, new ReadingFile(folder))
  return follow(tuner)
}

const all = () => newlyRead(expected)

test.each([4, 100])('what was read is not read again, to the very same result, after %i things', async (most) => {
  const stop = Math.min(most, all().length + 4)
  const before = await ended(stop)
  const after = await goneOn()
  expect(others([...before, ...after])).toEqual(others(expected))
  expect(newlyRead(before).length).toBeGreaterThan(0)
  expect(keptIn(after)).toEqual([newlyRead(before).at(-1)])
  expect([...newlyRead(before), ...newlyRead(after)]).toEqual(all())
})

test.each([
  ['cut short in its last piece', async () => truncate(file(), (await stat(file())).size - 5)],
  ['followed by what is none of it', () => appendFile(file(), Buffer.alloc(500, 7))],
  [
    'damaged in its last piece',
    async () => {
      const bytes = await readFile(file())
      bytes[bytes.length - 3]! ^= 1
      await writeFile(file(), bytes)
    },
  ],
])('a file that is %s counts as far as it is whole', async (_, damage) => {
  const before = await ended(5)
  await damage()
  const after = await goneOn()
  expect(others([...before, ...after])).toEqual(others(expected))
  const [kept = 0] = keptIn(after)
  expect(newlyRead(before)).toContain(kept)
  expect(newlyRead(after)).toEqual(all().filter((tokens) => tokens > kept))
  // What was read anew stands behind it.
  expect(keptIn(await goneOn())).toEqual([all().at(-1)])
})

test('what another run read is none of this one', async () => {
  await ended(5)
  const other = { ...settings, soft: { ...settings.soft, tokens: 4 } }
  await using tuner = await Tuner.begin(other, material, SESSION, new ReadingFile(folder))
  const reports = await follow(tuner, 8)
  expect([keptIn(reports), newlyRead(reports)[0]]).toEqual([[], all()[0]])
  const again = await Tuner.begin(other, material, SESSION, new ReadingFile(folder))
  expect(keptIn(await follow(again, 2))).toEqual([newlyRead(reports).at(-1)])
  await again.dispose()
})

test('a disk that takes nothing costs the run nothing', async () => {
  await using tuner = await Tuner.begin(settings, material, SESSION, new ReadingFile(join(folder, 'nowhere')))
  expect(await follow(tuner)).toEqual(expected)
})

test('what is kept is of as many tokens a place and of places that there are', () => {
  const [targets, wider] = [new SoftTargets(4, 300, { weight: 1, tokens: 2 }), new SoftTargets(4, 300, { weight: 1, tokens: 3 })]
  expect(targets.takeUp(wider.piece(0, 2))).toBe(false)
  expect(targets.takeUp({ ...new SoftTargets(9, 300, { weight: 1, tokens: 2 }).piece(3, 5) })).toBe(false)
  expect(targets.takeUp(new SoftTargets(4, 300, { weight: 1, tokens: 2 }).piece(1, 4))).toBe(true)
})

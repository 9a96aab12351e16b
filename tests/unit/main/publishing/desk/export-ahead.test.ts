/** The list of an export is written now and then; what was done since is noted ahead of it. */
import fs from 'node:fs'
import { cp, readdir, readFile } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { MANIFEST } from '#main/publishing/desk/manifest.ts'
import { PARTS } from '#main/publishing/desk/placing.ts'
import type { Unit } from '#main/publishing/desk/target.ts'
import { UNFINISHED } from '#main/publishing/desk/unfinished.ts'
import { above, folder, foldersForEach, goInto, unit, write } from './export-place.ts'

foldersForEach()

/** As if all was done within a moment, however busy the machine is. */
beforeEach(() => void vi.spyOn(performance, 'now').mockReturnValue(0))
afterEach(() => vi.restoreAllMocks())

const only = (...ids: readonly string[]) => ({ isWanted: (id: string): boolean => ids.includes(id) })
const tree = async (): Promise<unknown> =>
  Object.fromEntries(
    await Promise.all((await readdir(folder)).map(async (name) => [name, name === MANIFEST ? '' : await readFile(join(folder, name), 'utf8')])),
  )

test('a long course writes its list now and then, and not for each of its units', async () => {
  const units = Array.from({ length: 200 }, (_, index) => unit(`u${index}`, `第 ${index} 课`))
  const moving = fs.renameSync
  let lists = 0
  const spy = vi.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
    if (String(to) === join(folder, MANIFEST)) lists += 1
    moving(from, to)
  })
  syncBuiltinESMExports()
  try {
    await write(units)
  } finally {
    spy.mockRestore()
    syncBuiltinESMExports()
  }
  expect(lists).toBeLessThan(8)
  expect(await readdir(folder)).toHaveLength(201)
})

/** The folder of an export as it was when it was killed: at the making of a last unit, no time after its list was written. */
async function killed(units: readonly Unit[]): Promise<void> {
  const at = join(above, 'killed')
  const last: Unit = {
    ...unit('z', '末'),
    make: async () => (await cp(folder, at, { recursive: true }), { files: [{ path: 'z.md', text: '末' }], findings: [] }),
  }
  await write([...units, last])
  goInto(at)
  // That of a process which goes on; of one that was killed it is taken over.
  fs.rmSync(join(folder, '.moke-export.lock'))
}

test('an export that was killed knows as its own what it wrote since its list was, and takes away what is made no more', async () => {
  await killed(['a', 'b', 'c'].map((id) => unit(id, id)))
  expect(Object.keys(JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')).units)).toEqual(['a'])
  expect(await write([unit('a', '一'), unit('b', '二')])).toMatchObject({ written: 2, removed: 1, findings: [] })
  expect(await tree()).toEqual({ [MANIFEST]: '', 'a.md': '一', 'b.md': '二' })
})

test('a unit that had moved when the export was killed stays where it is, and the folder is not whole, until it is exported', async () => {
  await write([unit('a', '一', '1.md'), unit('b', '二', '2.md'), unit('c', '三', '3.md'), unit('z', '先')])
  const now = [unit('a', '一又', '1.md'), unit('b', '二', '4.md'), unit('c', '三', '2.md')]
  await killed(now)
  expect((await readdir(folder)).toSorted()).toEqual([PARTS, '1.md', '2.md', '4.md', MANIFEST, 'z.md', UNFINISHED].toSorted())
  await write([...now, unit('z', '末')], only('z'))
  expect(await tree()).toMatchObject({ '1.md': '一又', '2.md': '三', '4.md': '二', [UNFINISHED]: expect.anything() as unknown })
  await write([unit('a', '一'), unit('b', '二又', '4.md'), unit('c', '三又', '2.md'), unit('z', '末')], only('b', 'c', 'z'))
  expect(await tree()).toEqual({ [MANIFEST]: '', '1.md': '一又', '2.md': '三又', '4.md': '二又', 'z.md': '末' })
})

test('an export that comes to nothing forgets nothing of one that was killed', async () => {
  await killed(['a', 'b', 'c'].map((id) => unit(id, id)))
  const units = [unit('a', '一'), unit('b', '二'), unit('c', '三')]
  const stopped = new Error('stopped')
  await expect(write(units, { ...only('a'), signal: AbortSignal.abort(stopped) })).rejects.toBe(stopped)
  expect(await write(units)).toMatchObject({ written: 3, findings: [] })
})

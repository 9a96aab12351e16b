/** What there is to say of an export stays out of its folder: an author uploads a website's whole. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import type { Finding } from '#main/publishing/desk/finding.ts'
import { MANIFEST } from '#main/publishing/desk/manifest.ts'
import type { Unit } from '#main/publishing/desk/target.ts'
import { changeManifest, folder, keptIn, foldersForEach, unit, write } from './export-place.ts'

foldersForEach()

const finding = (text: string): Finding => ({ level: 'lost', kind: 'link-lesson', lesson: 'lesson-7', block: null, text, numbers: {} })

/** Counts how often it is made. */
function telling(id: string, findings: readonly Finding[]): { readonly unit: Unit; readonly made: () => number } {
  let made = 0
  const { make: _make, ...plain } = unit(id, id)
  return {
    made: () => made,
    unit: { ...plain, make: () => ((made += 1), Promise.resolve({ files: [{ path: `${id}.md`, text: id }], findings: [...findings] })) },
  }
}

const listText = (): Promise<string> => readFile(join(folder, MANIFEST), 'utf8')

test('the list in the folder names hashes and files, and no word of a finding; the next export tells it all the same and makes nothing', async () => {
  const [a, b] = [telling('a', [finding('写给自己的话')]), telling('b', [])]
  expect((await write([a.unit, b.unit])).findings).toEqual([finding('写给自己的话')])
  const list = await listText()
  expect(list).not.toMatch(/写给自己的话|lesson-7|link-lesson/)
  expect(await readdir(dirname(folder))).toEqual([basename(folder)])
  expect(await write([a.unit, b.unit])).toMatchObject({ written: 0, kept: 2, findings: [finding('写给自己的话')] })
  expect([a.made(), b.made(), await listText()]).toEqual([1, 1, list])
})

test('where what was told is gone, or is another time’s, a unit is made anew to tell it, and none of its files is written', async () => {
  const [a, b] = [telling('a', [finding('一')]), telling('b', [])]
  await write([a.unit, b.unit])
  await rm(keptIn, { recursive: true })
  expect(await write([a.unit, b.unit])).toMatchObject({ written: 0, kept: 2, findings: [finding('一')] })
  expect([a.made(), b.made()]).toEqual([2, 1])
  for (const name of await readdir(keptIn)) {
    const list = join(keptIn, name)
    await writeFile(list, (await readFile(list, 'utf8')).replace('"一"', '"二"'))
  }
  expect((await write([a.unit, b.unit])).findings).toEqual([finding('一')])
  expect([a.made(), b.made()]).toEqual([3, 1])
})

test('an export of an earlier version, whose list says it all, is recognised and says no more than the list afterwards', async () => {
  const a = telling('a', [finding('一')])
  await write([a.unit])
  await rm(keptIn, { recursive: true })
  await changeManifest(({ units: { a: was }, ...list }: { units: { a: { key: string; files: object } } }) => ({
    ...list,
    units: { a: { key: was.key, files: was.files, findings: [finding('一')] } },
  }))
  expect(await write([a.unit])).toMatchObject({ written: 0, kept: 1, findings: [finding('一')] })
  expect([a.made(), await listText()]).toEqual([1, expect.not.stringContaining('lesson-7')])
})

test('files that are the author’s are known by the list alone', async () => {
  await writeFile(join(folder, 'a.md'), '我的')
  const kept = { kind: 'file-kept', text: 'a.md' }
  expect(await write([unit('a', '一')], { inTheWay: 'keep' })).toMatchObject({ theirs: 1, findings: [kept] })
  expect(JSON.parse(await listText())).toMatchObject({ units: { a: { findings: [kept] } } })
  expect(await readdir(dirname(folder))).toEqual([basename(folder)])
})

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { coursesAtAGlance } from '#main/store/glance.ts'
import { openStore } from '#main/store/open.ts'
import { placesIn } from '#main/store/places.ts'
import { keptVersions, putOlder } from './older-workspaces.ts'
import { clock, temporaryFolder } from './temporary.ts'

test('courses are seen without a change to their library, whoever holds it, and not those in the bin', async () => {
  const places = placesIn(temporaryFolder())
  const opened = await openStore(places, {
    now: clock(),
    fill: (store) => {
      for (const title of ['甲', '乙']) store.createCourse({ title, chapters: [] })
    },
  })
  if (opened.phase !== 'open') throw new Error('not open')
  const titles = async () => (await coursesAtAGlance(places.folder))?.map(({ title }) => title)
  expect(await titles()).toEqual(['甲', '乙'])
  opened.store.remove(opened.store.tree()[0]?.id ?? '')
  expect(await titles()).toEqual(['乙'])
  opened.db.close()
  opened.lock.release()
  const [before, names] = [readFileSync(places.file), readdirSync(places.folder)]
  expect(await titles()).toEqual(['乙'])
  expect(readFileSync(places.file)).toEqual(before)
  expect(readdirSync(places.folder)).toEqual(names)
  expect(names.filter((name) => /-(?:wal|shm)$/.test(name) && name.startsWith('workspace.sqlite'))).toEqual([])
})

test('nothing is seen, made or set aside where none can be read', async () => {
  const folder = temporaryFolder()
  const { file } = placesIn(folder)
  expect([await coursesAtAGlance(folder), readdirSync(folder)]).toEqual([null, []])
  writeFileSync(file, 'no database')
  expect([await coursesAtAGlance(folder), readdirSync(folder)]).toEqual([null, ['workspace.sqlite']])
})

test('those of every version are seen as they are', async () => {
  for (const version of keptVersions) {
    const { folder, file } = placesIn(temporaryFolder())
    putOlder(version, file)
    const before = readFileSync(file)
    const seen = await coursesAtAGlance(folder)
    expect([version, seen?.length === 0, readFileSync(file).equals(before)]).toEqual([version, false, true])
    expect(seen).not.toBeNull()
  }
})

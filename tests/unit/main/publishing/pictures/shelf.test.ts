import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Shelf } from '#main/publishing/pictures/shelf.ts'

/** A folder of these files of ten bytes each, oldest first. */
function folderOf(names: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'moke-shelf-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  for (const [at, name] of names.entries()) {
    writeFileSync(join(folder, name), '0123456789')
    utimesSync(join(folder, name), 1000 + at, 1000 + at)
  }
  return folder
}

test('the oldest go where it grows beyond its bytes, though one that was listed is gone meanwhile', async () => {
  const folder = folderOf(['a~', 'b~', 'c~'])
  // Listed, and nowhere when it is looked at.
  symlinkSync(join(folder, 'nowhere'), join(folder, 'gone~'))
  await new Shelf(folder, 25).put('d~', Buffer.alloc(10))
  expect(readdirSync(folder).toSorted()).toEqual(['c~', 'd~', 'gone~'])
})

test('they go where there are too many, however small they are', async () => {
  const folder = folderOf(['a~', 'b~', 'c~'])
  const shelf = new Shelf(folder, undefined, 2)
  await shelf.put('d~', Buffer.alloc(1))
  await shelf.put('e~', Buffer.alloc(1))
  expect(readdirSync(folder).toSorted()).toEqual(['d~', 'e~'])
})

test('a shelf within another keeps its own files, however many there are', async () => {
  const folder = folderOf(['a~', 'b~'])
  const within = new Shelf(join(folder, 'formulas'))
  for (const name of ['x~', 'y~', 'z~']) await within.put(name, Buffer.alloc(10))
  utimesSync(join(folder, 'formulas'), 1, 1)
  await new Shelf(folder, undefined, 2).put('c~', Buffer.alloc(10))
  expect([readdirSync(folder).toSorted(), readdirSync(join(folder, 'formulas')).toSorted()]).toEqual([
    ['b~', 'c~', 'formulas'],
    ['x~', 'y~', 'z~'],
  ])
})

test('what can’t be put there leaves nothing of itself: each part of one would fill a disk that is full already', async () => {
  const folder = folderOf([])
  mkdirSync(join(folder, 'a~'))
  await new Shelf(folder).put('a~', Buffer.alloc(10))
  expect(readdirSync(folder)).toEqual(['a~'])
})

test('what is in use stays, by whichever shelf, and goes where all is too much', async () => {
  const folder = folderOf(['a~', 'b~', 'c~'])
  const shelf = new Shelf(folder, 1000, undefined, 25)
  expect(await shelf.find('a')).toMatchObject({ name: 'a~' })
  for (const name of ['d~', 'e~', 'f~', 'g~']) await new Shelf(folder, 1000, undefined, 25).put(name, Buffer.alloc(10))
  expect(readdirSync(folder).toSorted()).toEqual(['a~', 'd~', 'e~', 'f~', 'g~'])
  await new Shelf(folder, 30, undefined, 25).put('h~', Buffer.alloc(10))
  expect(readdirSync(folder)).toHaveLength(3)
})

test('a moment that never comes does not keep a file for ever', async () => {
  const folder = folderOf(['a~', 'b~'])
  utimesSync(join(folder, 'b~'), 4_000_000_000, 4_000_000_000)
  await new Shelf(folder, 1000, undefined, 5).put('c~', Buffer.alloc(10))
  expect(readdirSync(folder)).toEqual(['c~'])
})

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeAll, writeFileAtomically } from '#engine/formats/index.ts'
import { trialFolder } from './trial-folder.ts'

const folder = trialFolder()

test('it replaces a file', async () => {
  const path = join(folder, 'replaced')
  writeFileSync(path, 'old')
  await writeFileAtomically(path, (file) => writeAll(file, new TextEncoder().encode('new')))
  expect(readFileSync(path, 'utf8')).toBe('new')
})

test('it shows nothing of the new file before it is whole', async () => {
  const path = join(folder, 'seen')
  writeFileSync(path, 'old')
  await writeFileAtomically(path, async (file) => {
    await file.writeFile('new')
    expect(readFileSync(path, 'utf8')).toBe('old')
  })
  expect(readFileSync(path, 'utf8')).toBe('new')
})

test('it leaves the old file and nothing else where writing fails', async () => {
  const path = join(folder, 'kept')
  writeFileSync(path, 'old')
  const writing = writeFileAtomically(path, async (file) => {
    await file.writeFile('half')
    throw new Error('no room')
  })
  await expect(writing).rejects.toThrow('no room')
  expect(readFileSync(path, 'utf8')).toBe('old')
  expect(readdirSync(folder).filter((name) => name.includes('.tmp'))).toEqual([])
})

test('two at once do not get into each other’s way', async () => {
  const path = join(folder, 'twice')
  await Promise.all(['a', 'b'].map((text) => writeFileAtomically(path, (file) => writeAll(file, new TextEncoder().encode(text.repeat(1000))))))
  expect(['a'.repeat(1000), 'b'.repeat(1000)]).toContain(readFileSync(path, 'utf8'))
})

test('it says which folder is missing', async () => {
  await expect(writeFileAtomically(join(folder, 'none', 'file'), async () => {})).rejects.toMatchObject({ code: 'ENOENT' })
})

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { bytesOf, modelPlaces, placeOf, threadsKey } from '#main/compute/model-files.ts'

const root = mkdtempSync(join(tmpdir(), 'moke-models-'))
const folder = join(root, 'models')
const places = { starter: join(root, 'starter.gguf'), folder }
mkdirSync(folder)
for (const name of ['b.gguf', 'a.GGUF', 'notes.txt']) writeFileSync(join(folder, name), 'x'.repeat(7))
afterAll(() => rmSync(root, { recursive: true }))

describe('the models on this computer', () => {
  test('it finds the starter and every GGUF in the author’s folder', async () => {
    expect(await modelPlaces(places)).toEqual([
      { id: 'starter', path: places.starter },
      { id: 'a.GGUF', path: join(folder, 'a.GGUF') },
      { id: 'b.gguf', path: join(folder, 'b.gguf') },
    ])
  })

  test('it finds the starter alone where the author has no folder', async () => {
    expect((await modelPlaces({ ...places, folder: join(root, 'none') })).map(({ id }) => id)).toEqual(['starter'])
  })

  test.each(['../secret.gguf', '..\\secret.gguf', '/etc/passwd', '..', '.'])('it never leaves the folder: %s', (id) => {
    const { path } = placeOf(id, places)
    expect(path.slice(folder.length + 1)).not.toMatch(/[/\\]/)
    expect(path.startsWith(join(folder, '/'))).toBe(true)
  })

  test('it measures threads again for another file, device or size', async () => {
    const bytes = await bytesOf(placeOf('b.gguf', places))
    expect(bytes).toBe(7)
    expect(await bytesOf(placeOf('none.gguf', places))).toBe(0)
    const keys = [threadsKey('a', 7, 'cpu'), threadsKey('b', 7, 'cpu'), threadsKey('a', 8, 'cpu'), threadsKey('a', 7, 'vulkan')]
    expect(new Set(keys).size).toBe(4)
  })
})

import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { modelPlaces, placeOf, threadsKey } from '#main/compute/model-files.ts'

const folder = join('/home', 'a', 'models')
const places = { starter: join('/opt', 'starter.gguf'), folder }

describe('the models on this computer', () => {
  test('it finds the starter and every GGUF in the author’s folder', () => {
    expect(modelPlaces(places, ['b.gguf', 'a.GGUF', 'notes.txt'])).toEqual([
      { id: 'starter', path: places.starter },
      { id: 'a.GGUF', path: join(folder, 'a.GGUF') },
      { id: 'b.gguf', path: join(folder, 'b.gguf') },
    ])
  })

  test('it finds the starter alone where the author has none', () => {
    expect(modelPlaces(places, []).map(({ id }) => id)).toEqual(['starter'])
  })

  test.each(['../secret.gguf', '..\\secret.gguf', '/etc/passwd', '..', '.'])('it never leaves the folder: %s', (id) => {
    const { path } = placeOf(id, places)
    expect(path.slice(folder.length + 1)).not.toMatch(/[/\\]/)
    expect(path.startsWith(join(folder, '/'))).toBe(true)
  })

  test('it measures threads again for another file, device or size', () => {
    const keys = [threadsKey('a', 7, 'cpu'), threadsKey('b', 7, 'cpu'), threadsKey('a', 8, 'cpu'), threadsKey('a', 7, 'vulkan')]
    expect(new Set(keys).size).toBe(4)
  })
})

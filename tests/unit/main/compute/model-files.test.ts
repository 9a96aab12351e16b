import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { modelPlaces, placeAt, placeOf, measuredKey } from '#main/compute/model-files.ts'

const folder = join('/home', 'a', 'models')
const places = { starter: join('/opt', 'starter.gguf'), folder }

describe('the models on this computer', () => {
  test('it finds the starter and every GGUF in the author’s folder', () => {
    expect(modelPlaces(places, ['b.gguf', 'a.GGUF', 'notes.txt'])).toEqual([
      { id: 'starter', path: places.starter, place: 'shipped' },
      { id: 'a.GGUF', path: join(folder, 'a.GGUF'), place: 'folder' },
      { id: 'b.gguf', path: join(folder, 'b.gguf'), place: 'folder' },
    ])
  })

  test('it finds the starter alone where the author has none', () => {
    expect(modelPlaces(places, []).map(({ id }) => id)).toEqual(['starter'])
  })

  test('it shows a model in several files once, by the first that is there', () => {
    const names = ['m-00002-of-00002.gguf', 'm-00001-of-00002.gguf', 'half-00002-of-00003.gguf']
    expect(modelPlaces(places, names).map(({ id }) => id)).toEqual(['starter', 'half-00002-of-00003.gguf', 'm-00001-of-00002.gguf'])
  })

  test('it knows a brought model by its path, one of its own folder by its name, and the starter', () => {
    const path = join('/disk', 'b.gguf')
    const brought = placeAt(path, places)
    expect(brought).toMatchObject({ path, place: 'brought', id: expect.stringMatching(/^brought-[0-9a-f]{16}$/) })
    expect(placeAt(path, places)).toEqual(brought)
    expect(placeAt(join(folder, 'a.gguf'), places)).toEqual({ id: 'a.gguf', path: join(folder, 'a.gguf'), place: 'folder' })
    expect(placeAt(join(folder, 'a.GGUF'), places).place).toBe('folder')
    // The folder's list goes by the ending.
    expect(placeAt(join(folder, 'a.bin'), places)).toMatchObject({ id: expect.stringMatching(/^brought-/), place: 'brought' })
    expect(placeAt(places.starter, places).id).toBe('starter')
    const withBrought = { ...places, brought: () => [{ id: brought.id, path }] }
    expect(placeOf(brought.id, withBrought)).toEqual(brought)
    expect(modelPlaces(withBrought, ['a.gguf']).map(({ id }) => id)).toEqual(['starter', 'a.gguf', brought.id])
    expect(placeOf(brought.id, places).path).toBe(join(folder, brought.id)) // once it is forgotten it leads nowhere
  })

  test.each(['../secret.gguf', '..\\secret.gguf', '/etc/passwd', '..', '.'])('it never leaves the folder: %s', (id) => {
    const { path } = placeOf(id, places)
    expect(path.slice(folder.length + 1)).not.toMatch(/[/\\]/)
    expect(path.startsWith(join(folder, '/'))).toBe(true)
  })

  test('it measures again for another file, device or size', () => {
    const keys = [measuredKey('a', 7, 'cpu'), measuredKey('b', 7, 'cpu'), measuredKey('a', 8, 'cpu'), measuredKey('a', 7, 'vulkan')]
    expect(new Set(keys).size).toBe(4)
  })
})

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { copyFiles } from '#engine/worker/model-copies.ts'

vi.mock('node:fs/promises', async (original) => {
  const fs = await original<typeof import('node:fs/promises')>()
  return { ...fs, rename: vi.fn(fs.rename) }
})
beforeEach(() => void vi.mocked(rename).mockClear())

/** A disk with files of these names, each of which holds its own name, and the models folder. */
function disk(...names: string[]): { paths: string[]; folder: string; put: (name: string) => void } {
  const root = mkdtempSync(join(tmpdir(), 'moke-copies-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  const folder = join(root, 'models')
  mkdirSync(folder)
  for (const name of names) writeFileSync(join(root, name), name)
  return { paths: names.map((name) => join(root, name)), folder, put: (name) => writeFileSync(join(folder, name), 'another') }
}

async function idOf(copy: ReturnType<typeof copyFiles>): Promise<string | null> {
  let last: string | null = null
  for await (const { id } of copy) last = id
  return last
}

describe('the copy of a model', () => {
  test.each([
    ['mine.gguf', 'MINE.GGUF'],
    ['modèle.gguf', 'mode\u0300le.gguf'],
    ['ÉTÉ.gguf', 'e\u0301te\u0301.gguf'],
  ])('it takes no name that a disk may hold for the same: %s beside %s', async (name, other) => {
    const { paths, folder, put } = disk(name)
    put(other)
    expect(await idOf(copyFiles(paths, folder))).toBe(name.replace('.gguf', '-2.gguf'))
    expect(readFileSync(join(folder, other), 'utf8')).toBe('another')
  })

  test('it gets the ending by which the list knows a model', async () => {
    const { paths, folder } = disk('model.bin')
    expect([await idOf(copyFiles(paths, folder)), await idOf(copyFiles(paths, folder))]).toEqual(['model.bin.gguf', 'model.bin-2.gguf'])
  })

  test('it goes around a file that comes while it is made', async () => {
    const { paths, folder, put } = disk('m-00001-of-00002.gguf', 'm-00002-of-00002.gguf')
    const copy = copyFiles(paths, folder)
    await copy.next()
    put('m-00002-of-00002.gguf')
    expect(await idOf(copy)).toBe('m-2-00001-of-00002.gguf')
    expect(readdirSync(folder).sort()).toEqual(['m-00002-of-00002.gguf', 'm-2-00001-of-00002.gguf', 'm-2-00002-of-00002.gguf'])
    expect(readFileSync(join(folder, 'm-00002-of-00002.gguf'), 'utf8')).toBe('another')
  })

  test('it leaves none of its files where the last one cannot be named', async () => {
    const { paths, folder } = disk('m-00001-of-00002.gguf', 'm-00002-of-00002.gguf')
    const real = vi.mocked(rename).getMockImplementation()
    vi.mocked(rename)
      .mockImplementationOnce((from, to) => real?.(from, to) ?? Promise.resolve())
      .mockRejectedValueOnce(new Error('the disk is gone'))
    await expect(idOf(copyFiles(paths, folder))).rejects.toMatchObject({ code: 'disk-error' })
    expect([vi.mocked(rename).mock.calls.length, readdirSync(folder)]).toEqual([2, []])
  })
})

/** Pictures of a unit that is written again: which of them are made for it. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { type Finding, Findings } from '#main/publishing/desk/finding.ts'
import type { Unit } from '#main/publishing/desk/target.ts'
import { folder, foldersForEach, write } from './export-place.ts'

foldersForEach()

let made: string[] = []
let sizes: Record<string, number> = {}
beforeEach(() => {
  made = []
  sizes = { a: 1, b: 1 }
})

const lesson = (text: string, findings: readonly Finding[] = []): Unit => ({
  id: 'l1',
  input: { text, sizes },
  make: () =>
    Promise.resolve({
      files: [{ path: 'l1.md', text }, ...['a', 'b'].map((image) => ({ path: `图片/${image}.png`, image }))],
      findings,
    }),
})

const wishes = {
  imageBytes: (id: string) => {
    made.push(id)
    return Promise.resolve(Buffer.from(`${id} of ${sizes[id]}`))
  },
  imageInput: (id: string) => [id, sizes[id]],
}

async function written(units: readonly Unit[], more: object = {}) {
  made = []
  const outcome = await write(units, { ...wishes, ...more })
  return { made, written: outcome.written, kept: outcome.kept }
}

const picture = (name: string): string => readFileSync(join(folder, `图片/${name}.png`), 'utf8')

test('pictures that lie where they lay, made from the same, are not made again', async () => {
  expect(await written([lesson('一')])).toEqual({ made: ['a', 'b'], written: 3, kept: 0 })
  expect(await written([lesson('二')])).toEqual({ made: [], written: 1, kept: 2 })
  sizes['b'] = 2
  expect(await written([lesson('三')])).toEqual({ made: ['b'], written: 2, kept: 1 })
  expect([picture('a'), picture('b')]).toEqual(['a of 1', 'b of 2'])
})

test('another version of the target makes them anew', async () => {
  await written([lesson('一')])
  expect(await written([lesson('一')], { target: { id: 'zhihu', version: 2 } })).toEqual({ made: ['a', 'b'], written: 0, kept: 3 })
})

test('one that is gone is made again, and one that somebody changed is asked about', async () => {
  await written([lesson('一')])
  rmSync(join(folder, '图片/a.png'))
  expect(await written([lesson('二')])).toEqual({ made: ['a'], written: 2, kept: 1 })
  writeFileSync(join(folder, '图片/b.png'), 'the author’s')
  await expect(written([lesson('三')])).rejects.toThrow('图片/b.png')
  expect(await written([lesson('三')], { inTheWay: 'keep' })).toEqual({ made: ['b'], written: 1, kept: 1 })
  expect(picture('b')).toBe('the author’s')
})

test('what nothing could look at is made again', async () => {
  const told = new Findings('l1')
  told.add('todo', 'image-unprepared', '一条鱼')
  await written([lesson('一', told.all)])
  expect(await written([lesson('二')])).toEqual({ made: ['a', 'b'], written: 1, kept: 2 })
  expect(await written([lesson('三')])).toEqual({ made: [], written: 1, kept: 2 })
})

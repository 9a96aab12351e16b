import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { exportFolder } from '#main/publishing/desk/export-folder.ts'
import { type FolderOutcome, ForeignFileError } from '#main/publishing/desk/folder-outcome.ts'
import { MANIFEST } from '#main/publishing/desk/manifest.ts'

vi.mock('node:fs', async (real) => (await import('./nameless-case.ts')).withoutCase(await real<typeof import('node:fs')>(), await real()))
vi.mock('node:fs/promises', async (real) =>
  (await import('./nameless-case.ts')).withoutCase(await real<typeof import('node:fs/promises')>(), await vi.importActual('node:fs')),
)

let above = ''
const folderOn = async (disk: 'caseless' | 'cased'): Promise<string> => {
  above = await mkdtemp(join(tmpdir(), `${disk}-`))
  const folder = join(above, 'zhihu')
  await mkdir(folder)
  return folder
}
afterEach(() => rm(above, { recursive: true, force: true }))

function write(folder: string, lessons: Readonly<Record<string, string>>): Promise<FolderOutcome> {
  const units = Object.entries(lessons).map(([id, dir]) => ({
    id,
    input: { dir },
    make: () =>
      Promise.resolve({
        files: [
          { path: `${dir}/zhihu.md`, text: '正文不变' },
          { path: `${dir}/清单.md`, text: dir },
        ],
        findings: [],
      }),
  }))
  const { signal } = new AbortController()
  return exportFolder({ folder, target: { id: 'zhihu', version: 1 }, units, imageBytes: () => Promise.resolve(Buffer.of()), signal, onProgress: () => {} })
}

const tree = async (folder: string): Promise<unknown> =>
  Object.fromEntries(
    await Promise.all(
      (await readdir(folder)).flatMap((name) => (name === MANIFEST ? [] : [readdir(join(folder, name)).then((within) => [name, within.toSorted()] as const)])),
    ),
  )

describe.each(['caseless', 'cased'] as const)('a title that changes its case alone, on a disk that is %s', (disk) => {
  let folder = ''
  beforeEach(async () => {
    folder = await folderOn(disk)
  })

  test('leaves the lesson whole, by its new name', async () => {
    await write(folder, { a: '01 python' })
    expect(await write(folder, { a: '01 Python' })).toMatchObject(disk === 'caseless' ? { written: 1, removed: 0 } : { written: 2, removed: 2 })
    expect(await tree(folder)).toEqual({ '01 Python': ['zhihu.md', '清单.md'] })
    expect(await readFile(join(folder, '01 Python', '清单.md'), 'utf8')).toBe('01 Python')
    expect(await write(folder, { a: '01 Python' })).toMatchObject({ written: 0, kept: 2, removed: 0 })
  })

  test('is another lesson’s, when that takes over the name', async () => {
    await write(folder, { a: 'python', b: 'go' })
    await write(folder, { b: 'Python', a: 'Go' })
    expect(await tree(folder)).toEqual({ Go: ['zhihu.md', '清单.md'], Python: ['zhihu.md', '清单.md'] })
    await write(folder, { b: 'Python' })
    expect(await tree(folder)).toEqual({ Python: ['zhihu.md', '清单.md'] })
  })
})

test('where names have no case, what the author changed is theirs by any of them', async () => {
  const folder = await folderOn('caseless')
  await write(folder, { a: 'python' })
  await writeFile(join(folder, 'python', '清单.md'), '我改过')
  await expect(write(folder, { a: 'Python' })).rejects.toEqual(new ForeignFileError('Python/清单.md'))
  expect(await readFile(join(folder, 'python', '清单.md'), 'utf8')).toBe('我改过')
})

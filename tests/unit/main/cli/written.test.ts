/** What a terminal's export leaves on the disk, also where it ends half-way. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { expect, onTestFinished, test } from 'vitest'
import { CommandError } from '#engine/cli/command.ts'
import { writeArchive, writeFiles } from '#main/cli/written.ts'
import type { ExportedFile } from '#main/interchange/write-export.ts'

const text = (path: string): ExportedFile => ({ path, text: `# ${path}\n`, losses: [] })

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'moke-written-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** All that lies below a folder. */
const below = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted()

const paths = ['课/一.md', '课/二.md']
async function* whole(): AsyncGenerator<ExportedFile> {
  for (const path of paths) yield text(path)
}
async function* broken(): AsyncGenerator<ExportedFile> {
  yield text('课/一.md')
  throw new Error('given up')
}

const kinds = [
  ['an archive', 'out.zip', (out: string, files: AsyncIterable<ExportedFile>) => writeArchive(out, files)],
  ['a folder', 'out', (out: string, files: AsyncIterable<ExportedFile>) => writeFiles(out, files, paths)],
] as const

test.each(kinds)('%s that was given up half-way leaves nothing, and can be begun again in the same place', async (_kind, name, write) => {
  const folder = emptyFolder()
  const out = join(folder, 'deep', name)
  await expect(write(out, broken())).rejects.toThrow('given up')
  expect(below(folder)).toEqual([])
  await write(out, whole())
  expect(below(folder)).toEqual(name === 'out' ? ['deep/out/课/一.md', 'deep/out/课/二.md'] : ['deep/out.zip'])
  if (name === 'out.zip') expect(Object.keys(unzipSync(new Uint8Array(readFileSync(out))))).toEqual(paths)
})

test.each(kinds)('%s is written over nothing', async (_kind, name, write) => {
  const folder = emptyFolder()
  const out = join(folder, name)
  await write(out, whole())
  const before = below(folder)
  await expect(write(out, whole())).rejects.toThrow(CommandError)
  expect(below(folder)).toEqual(before)
})

test('a folder keeps what else lies in it', async () => {
  const folder = emptyFolder()
  mkdirSync(join(folder, 'out', '课'), { recursive: true })
  writeFileSync(join(folder, 'out', '课', 'mine.txt'), 'mine')
  await expect(writeFiles(join(folder, 'out'), broken(), paths)).rejects.toThrow('given up')
  expect(below(folder)).toEqual(['out/课/mine.txt'])
  await writeFiles(join(folder, 'out'), whole(), paths)
  expect(below(folder)).toEqual(['out/课/mine.txt', 'out/课/一.md', 'out/课/二.md'].toSorted())
})

test('what came to lie there meanwhile is not written over', async () => {
  const folder = emptyFolder()
  const out = join(folder, 'out.zip')
  const slow = async function* () {
    yield* whole()
    writeFileSync(out, 'mine')
  }
  await expect(writeArchive(out, slow())).rejects.toThrow('is there already')
  expect([below(folder), readFileSync(out, 'utf8')]).toEqual([['out.zip'], 'mine'])
})

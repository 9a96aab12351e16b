/** `moke adapter …` with the studio's own list. */
import { cpSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Sqlite from 'better-sqlite3'
import { expect, test, vi } from 'vitest'
import { describeAdapter } from '#engine/adapters/index.ts'
import { identify, openBase } from '#engine/bases/index.ts'
import { adapterImport as engineImport } from '#engine/cli/adapter.ts'
import { markName, markOf } from '#main/bundle/mark.ts'
import { adapterExport, adapterImport, adapterList } from '#main/cli/adapter.ts'
import { openWorkspace } from '#main/services/open-workspace.ts'
import { homeOf } from '#main/services/voice-bases.ts'
import { VoiceFolder } from '#main/services/voice-records.ts'
import { tinyBases } from '../../engine/bases/tiny-bases.ts'
import { runCommand } from '../../engine/cli/run-command.ts'
import { temporaryFolder } from '../store/temporary.ts'

const base = join(tinyBases, 'llama')
const sampleCourse = fileURLToPath(new URL('../../../../resources/sample-course', import.meta.url))
const peft = join(tinyBases, 'llama-adapter')

/** A library that no studio has open. */
async function closedLibrary(): Promise<string> {
  const folder = temporaryFolder()
  const workspace = await openWorkspace({ folder })
  await workspace.close()
  return folder
}

test('one from elsewhere comes into the studio’s list, for the very base that it was held against, and is listed', async () => {
  const folder = await closedLibrary()
  vi.stubEnv('XDG_DATA_HOME', temporaryFolder())
  const list = () => runCommand(adapterList, ['--workspace', folder])
  expect((await list()).notes).toContainEqual(expect.stringContaining('No adapters in the studio’s list'))
  await runCommand(adapterImport, [peft, '--base', base, '--studio', '--workspace', folder, '--name', '散文'])
  const [kept] = new VoiceFolder(folder).adapters()
  expect(kept?.record).toMatchObject({ name: '散文', base: { id: 'llama', name: 'llama' }, rank: 4, setup: null })
  await using opened = await openBase(base)
  expect(kept && homeOf(kept.record, new Map([['mine.gguf', await identify(opened)]]), 'starter')).toEqual({ presence: 'here', model: 'mine.gguf' })
  expect((await list()).records).toEqual([expect.objectContaining({ id: kept?.record.id, name: '散文', base: 'llama' })])
  expect(readdirSync(join(folder, 'incoming', 'adapters'))).toEqual([])
})

test('what comes back from a bundle has the works of that bundle, by the mark beside it: in the folder, and beside a GGUF', async () => {
  const folder = await closedLibrary()
  const bundle = '0123456789abcdef0123456789abcdef'
  const works = [
    { id: 'a', title: '一', words: 100, heldOut: false },
    { id: 'b', title: '二', words: 100, heldOut: true },
  ]
  new VoiceFolder(folder).keepBundle(bundle, works)
  const back = join(temporaryFolder(), 'adapter')
  cpSync(peft, back, { recursive: true })
  writeFileSync(join(back, markName), markOf(bundle))
  await runCommand(engineImport, [peft, '--base', base, '--folder', back, '--name', 'numbers'])
  const to = (path: string, name: string) => runCommand(adapterImport, [path, '--base', base, '--studio', '--workspace', folder, '--name', name])
  await to(back, '回来的')
  await to(join(back, 'numbers.gguf'), '数')
  await to(peft, '没有的')
  const kept = new VoiceFolder(folder).adapters().map(({ record }) => [record.name, record.works])
  expect(Object.fromEntries(kept)).toEqual({ 回来的: works, 数: works, 没有的: [] })
})

test('one of the studio’s list goes out with what it is, and comes back so: works by the archive, what is left of it by its file', async () => {
  const folder = temporaryFolder()
  const workspace = await openWorkspace({ folder, sample: { folder: sampleCourse, language: 'zh-CN' } })
  const [lesson, other] = workspace.read((store) => store.searchableLessons())
  await workspace.close()
  const works = [
    { id: `lesson:${lesson?.id}`, title: lesson?.title ?? '', words: 0, heldOut: true },
    { id: `lesson:${other?.id}`, title: other?.title ?? '', words: 0, heldOut: false },
  ]
  await runCommand(adapterImport, [peft, '--base', base, '--studio', '--workspace', folder])
  const files = new VoiceFolder(folder)
  const [kept] = files.adapters()
  if (!kept) throw new Error('it was taken in')
  const setup = { method: 'lora', bits: 32, rank: 4, steps: 8, length: 64, batch: 2 } as const
  const record = { ...kept.record, name: '散文', madeAt: 1_700_000_000_000, setup, works, after: { step: 8, bitsPerCharacter: 3.5 } }
  writeFileSync(join(dirname(kept.path), 'record.json'), JSON.stringify(record))
  const out = temporaryFolder()
  const [gguf, asPeft, again] = [join(out, 'a.gguf'), join(out, 'peft'), join(out, 'again.gguf')]
  for (const to of [gguf, asPeft]) await runCommand(adapterExport, [kept.path, '--base', base, '--out', to])
  const back = (from: string) => runCommand(adapterImport, [from, '--base', base, '--studio', '--workspace', folder])
  await expect(back(gguf)).rejects.toThrow('散文 is here already')
  // By way of the author's own folder, which keeps what the file says.
  await runCommand(adapterImport, [gguf, '--base', base, '--folder', out, '--name', 'again'])
  for (const from of [gguf, asPeft, again]) {
    files.remove(record.id)
    await back(from)
    expect(files.adapters().map((one) => one.record)).toMatchObject([{ ...record, base: { id: 'llama' } }])
  }
  // Of another studio: its works are none of those.
  const strange = await closedLibrary()
  await runCommand(adapterImport, [gguf, '--base', base, '--studio', '--workspace', strange])
  expect(new VoiceFolder(strange).record(record.id)).toMatchObject({ name: '散文', works: [], after: record.after })
})

test.each([
  ['damaged', (file: string) => writeFileSync(file, 'no database'.repeat(1000))],
  [
    'of a newer version',
    (file: string) => {
      const database = new Sqlite(file)
      database.pragma('user_version = 9999')
      database.close()
    },
  ],
])('one of a library that is %s goes out all the same, as what it is', async (_, harm) => {
  const folder = await closedLibrary()
  await runCommand(adapterImport, [peft, '--base', base, '--studio', '--workspace', folder, '--name', '散文'])
  const [kept] = new VoiceFolder(folder).adapters()
  if (!kept) throw new Error('it was taken in')
  const copies = join(folder, 'copies')
  rmSync(copies, { recursive: true, force: true })
  for (const name of readdirSync(folder)) if (name.startsWith('workspace.sqlite-')) rmSync(join(folder, name))
  harm(join(folder, 'workspace.sqlite'))
  const out = join(temporaryFolder(), 'a.gguf')
  await runCommand(adapterExport, [kept.path, '--base', base, '--out', out])
  expect(await describeAdapter(out)).toMatchObject({ name: '散文', notes: { mark: expect.stringContaining(kept.record.id) } })
})

test('one whose file is cut short is whole again by what went out of it', async () => {
  const folder = await closedLibrary()
  const take = (from: string) => runCommand(adapterImport, [from, '--base', base, '--studio', '--workspace', folder])
  await take(peft)
  const files = new VoiceFolder(folder)
  const [kept] = files.adapters()
  if (!kept) throw new Error('it was taken in')
  const out = join(temporaryFolder(), 'a.gguf')
  await runCommand(adapterExport, [kept.path, '--base', base, '--out', out])
  truncateSync(kept.path, 2000)
  expect((await take(out)).records).toMatchObject([{ id: kept.record.id, name: kept.record.name }])
  expect(files.adapters()).toEqual([kept])
})

test('it is refused in a sentence where a studio has the library open, where there is none, and for another base; nothing is left', async () => {
  const folder = await closedLibrary()
  const to = (place: string, ...more: string[]) => runCommand(adapterImport, [peft, '--base', base, '--studio', '--workspace', place, ...more])
  const held = await openWorkspace({ folder })
  await expect(to(folder)).rejects.toThrow('The studio has')
  await held.close()
  await expect(to(temporaryFolder())).rejects.toThrow('There is no library')
  await expect(runCommand(adapterList, ['--workspace', temporaryFolder()])).rejects.toThrow('There is no library')
  await expect(to(folder, '--folder', folder)).rejects.toThrow('--folder and --studio are two places')
  const other = [peft, '--base', join(tinyBases, 'qwen3'), '--studio', '--workspace', folder]
  await expect(runCommand(adapterImport, other)).rejects.toThrow('but the adapter is made for')
  writeFileSync(join(folder, 'cut.gguf'), 'no adapter')
  await expect(runCommand(adapterImport, [join(folder, 'cut.gguf'), ...other.slice(1)])).rejects.toThrow()
  expect([new VoiceFolder(folder).adapters(), readdirSync(join(folder, 'incoming', 'adapters'))]).toEqual([[], []])
})

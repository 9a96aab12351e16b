import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { CommandError } from '#engine/cli/command.ts'
import { bothSentence, isBare, keepOutOfTexts, unseenSentence } from '#main/cli/publish-places.ts'
import { publish } from '#main/cli/publish.ts'
import { openWorkspace } from '#main/services/open-workspace.ts'
import { exportSentences } from '#preload/contract/export-sentences.ts'
import { temporaryFolder } from '../store/temporary.ts'

const given = {
  to: 'zhihu',
  cover: '',
  'cover-picture': '',
  'cover-picture-as': 'background',
  series: '',
  producer: '',
  author: '',
  title: '',
  changed: 'stop',
}

/** A library of one course. */
async function libraryOf(title: string): Promise<string> {
  const folder = temporaryFolder()
  const workspace = await openWorkspace({ folder })
  workspace.write('tree', (store) => store.createCourse({ title, chapters: [{ title: '鱼', lessons: [{ title: '蒸鱼' }] }] }))
  await workspace.close()
  return folder
}

/** What a run says: the record, and the lines that stay. */
async function run(named: string, options: object) {
  const [told, noted]: [object[], string[]] = [[], []]
  const progress = { update: () => undefined, note: (text: string) => noted.push(text), finish: () => undefined }
  const { signal } = new AbortController()
  const output = (record: object) => told.push(record)
  await publish.run({ options: { ...given, set: [], strict: false, ...options }, given: new Set(), operands: [named], signal, progress, json: true, output })
  return { told, noted }
}

function texts(place: string): string {
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, '课.md'), '# 选鱼\n\n字')
  return place
}

test('nothing is exported among the texts that it is made of, whatever way leads there', async () => {
  const above = temporaryFolder()
  const source = texts(join(above, '课'))
  symlinkSync(source, join(above, '链接'))
  for (const folder of [source, join(source, 'zhihu'), join(above, '链接', '出版', 'zhihu')]) {
    expect(() => keepOutOfTexts(folder, source, 'zh')).toThrow(`导出的文件会落在文稿文件夹“${source}”里面`)
    expect(() => keepOutOfTexts(folder, join(above, '链接'), 'en')).toThrow(CommandError)
  }
  for (const folder of [join(above, '课 导出', '课', 'zhihu'), join(above, '出版', 'zhihu')]) keepOutOfTexts(folder, source)
  const refused = run(source, { out: dirname(source), workspace: join(above, 'none') })
  await expect(refused).rejects.toThrow(source)
  expect(readdirSync(source)).toEqual(['课.md'])
})

test('a course of the library is not taken for the folder of its exports, which is named by its way; a name of none is a folder', async () => {
  const [above, library, was] = [temporaryFolder(), await libraryOf('家常菜'), process.cwd()]
  onTestFinished(() => process.chdir(was))
  process.chdir(above)
  const here = async (named: string, more: object = {}) => {
    const { told, noted } = await run(named, { out: 'out', workspace: library, ...more })
    return { noted, last: told.at(-1) }
  }
  texts(join(above, '家常菜'))
  texts(join(above, '别的'))
  expect(await here('家常菜')).toMatchObject({ last: { course: '家常菜', failed: [] }, noted: [bothSentence('家常菜')] })
  expect(readdirSync(join(above, 'out', '家常菜', '知乎'))).toContain('01 蒸鱼')
  await expect(here('./家常菜', { title: '稿' })).resolves.toMatchObject({ noted: [] })
  expect(readdirSync(join(above, 'out', '稿', '知乎'))).toContain('01 选鱼')
  await expect(here('别的')).resolves.toMatchObject({ noted: [], last: { course: '别的' } })
  expect(['家常菜', './家常菜', '..', '家常菜/', 'C:\\课'].map(isBare)).toEqual([true, false, false, false, false])
})

test('a folder of a course’s name that holds nothing but exports is its own, and none to choose between', async () => {
  const [above, library, was] = [temporaryFolder(), await libraryOf('家常菜'), process.cwd()]
  onTestFinished(() => process.chdir(was))
  process.chdir(above)
  const again = async () => (await run('家常菜', { out: '.', workspace: library })).noted
  expect([await again(), await again()]).toEqual([[], []])
  expect(readdirSync(join(above, '家常菜'))).toEqual(['知乎'])
  // What a system lays there is no author's.
  writeFileSync(join(above, '家常菜', '.DS_Store'), '')
  expect(await again()).toEqual([])
  writeFileSync(join(above, '家常菜', '我的.md'), '# 我的\n\n字')
  expect(await again()).toEqual([bothSentence('家常菜')])
})

test('a folder is published where the library can’t be opened, which is said, and the library stays as it is', async () => {
  const [above, library, was] = [temporaryFolder(), temporaryFolder(), process.cwd()]
  onTestFinished(() => process.chdir(was))
  process.chdir(above)
  writeFileSync(join(library, 'workspace.sqlite'), 'no database')
  texts(join(above, '家常菜'))
  const { told, noted } = await run('家常菜', { out: 'out', workspace: library })
  expect({ last: told.at(-1), noted }).toMatchObject({ last: { course: '家常菜', failed: [] }, noted: [unseenSentence('家常菜', library)] })
  expect(readdirSync(join(above, 'out', '家常菜', '知乎'))).toContain('01 选鱼')
  expect(readdirSync(library)).toEqual(['workspace.sqlite'])
})

test('nothing is exported into the library, by whatever name', async () => {
  const [above, library] = [temporaryFolder(), await libraryOf('家常菜')]
  for (const [named, out] of [
    ['家常菜', join(library, 'images')],
    [texts(join(above, '稿')), library],
  ] as const)
    await expect(run(named, { out, workspace: library })).rejects.toThrow(exportSentences['problem.publish-inside'].en)
  expect(readdirSync(library).filter((name) => /images|家常菜|稿/.test(name))).toEqual([])
})

test('a place of which the disk knows nothing is told in a sentence, and the other targets with it', async () => {
  const [above, source] = [temporaryFolder(), texts(join(temporaryFolder(), '课'))]
  const out = join(above, 'x'.repeat(300), '导出')
  const refused = run(source, { out, to: 'zhihu,juejin', workspace: join(above, 'none') })
  await expect(refused).rejects.toThrow(CommandError)
  await expect(refused).rejects.toThrow(/zhihu: .*\n?juejin: /s)
})

test('the help of --strict names all that it ends with 1 for', () => {
  expect(publish.options['strict']?.help).toMatch(/would refuse.*no name of its own.*picture is missing, damaged or was not brought in/)
})

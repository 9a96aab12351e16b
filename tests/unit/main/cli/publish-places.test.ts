import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { CommandError } from '#engine/cli/command.ts'
import { keepOutOfTexts } from '#main/cli/publish-places.ts'
import { publish } from '#main/cli/publish.ts'
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

/** What a run says: the record, and the lines that stay. */
async function run(named: string, options: object) {
  const [told, noted]: [object[], string[]] = [[], []]
  const progress = { update: () => undefined, note: (text: string) => noted.push(text), finish: () => undefined }
  const { signal } = new AbortController()
  const output = (record: object) => told.push(record)
  await publish.run({ options: { ...given, strict: false, ...options }, given: new Set(), operands: [named], signal, progress, json: true, output })
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

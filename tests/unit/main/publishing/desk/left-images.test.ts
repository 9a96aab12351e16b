/** Pictures that an import could not bring in, and left as their author wrote them. */
import { expect, test } from 'vitest'
import { adviceFor } from '#main/publishing/desk/advice.ts'
import { toldFindings } from '#main/publishing/desk/told.ts'
import { pasteFor, type TargetId, unitsFor } from '#main/publishing/targets.ts'
import { type Block, BlockId, type Doc, type Inline } from '#preload/document/schema.ts'
import { courseOf, materials } from '../published.ts'

const paragraph = (name: string, ...children: Inline[]): Block => ({ type: 'paragraph', id: BlockId.parse(name), children })
const LEFT = '![坏图](../broken.jpg)'
const doc: Doc = [
  paragraph('p', { text: `看${LEFT}，再看![没有的图](../图 (1)/none.png)。` }),
  paragraph('q', { text: '![](https://a.cn/x)' }),
  paragraph('c', { text: '写 ' }, { text: LEFT, code: true }, { text: ' 是插图。' }),
  { type: 'code', id: BlockId.parse('k'), children: [{ text: LEFT }] },
]
const course = courseOf({ 一: doc })
const { signal } = new AbortController()

async function textOf(target: TargetId): Promise<string> {
  const made = await Promise.all(unitsFor(target, course, materials()).units.map((unit) => unit.make(signal)))
  return made.flatMap(({ files }) => files.flatMap((file) => ('text' in file ? [`${file.path}\n${file.text}`] : []))).join('\n')
}

test('each is told as lost, with its place, and as nothing else', () => {
  const told = toldFindings(
    'zhihu',
    adviceFor('l1', doc, false).filter(({ kind }) => kind !== 'spaces'),
    () => doc,
  )
  expect(told.map(({ level, kind, text, block, place }) => [level, kind, text, block, place?.from, place?.found])).toEqual([
    ['lost', 'image-left', '坏图', 'p', 1, LEFT],
    ['lost', 'image-left', '没有的图', 'p', 24, '![没有的图](../图 (1)/none.png)'],
    ['lost', 'image-left', '![](https://a.cn/x)', 'q', 0, '![](https://a.cn/x)'],
  ])
})

test.each(['zhihu', 'wechat', 'juejin', 'website', 'markdown'] satisfies TargetId[])('%s says that it is missing; what is code stays', async (target) => {
  const text = await textOf(target)
  expect(text).toContain('【图片没有导入：坏图】，再看【图片没有导入：没有的图】。')
  expect(text).toContain('【图片没有导入】')
  expect(text).not.toMatch(/(?:看|再看)\\?!\\?\[/)
  expect(text).toContain(LEFT)
})

test('so does what is copied', async () => {
  const paste = await pasteFor('zhihu', course, 'l1', materials())
  expect(paste?.html).toContain('【图片没有导入：坏图】')
})

test('nobody reads it aloud', async () => {
  const units = unitsFor('ximalaya', courseOf({ 一: [paragraph('p', { text: `先看这条鱼。${LEFT}` }), paragraph('q', { text: LEFT })] }), materials()).units
  const made = await Promise.all(units.map((unit) => unit.make(signal)))
  const said = made.flatMap(({ files }) => files.flatMap((file) => ('text' in file && /\.(?:txt|srt)$/.test(file.path) ? [file.text] : []))).join('\n')
  expect(said).toContain('先看这条鱼')
  expect(said).not.toContain('坏图')
  expect(made.flatMap(({ findings }) => findings.flatMap(({ level, kind }) => (kind === 'left-unsaid' ? [level] : [])))).toEqual(['lost', 'lost'])
})

import { expect, test } from 'vitest'
import type { PublishedCourse } from '#main/publishing/desk/course.ts'
import { stepsFor } from '#main/publishing/desk/steps.ts'
import { imageSteps } from '#main/publishing/pasted/checklist.ts'
import { exportFor } from '#main/publishing/targets.ts'
import { BlockId, type Doc, type ImageId } from '#preload/document/schema.ts'

const lesson = (id: string, title: string) => ({
  id,
  title,
  doc: [{ type: 'paragraph' as const, id: BlockId.parse(id), children: [{ text: '清单不是愿望的仓库。' }] }],
})
const course: PublishedCourse = { title: '课', author: '', chapters: [{ title: '章', lessons: [lesson('a', '第一课'), lesson('b', '第二课')] }] }
const surroundings = {
  materials: { image: () => null, imageBytes: () => Promise.resolve(new Uint8Array()) },
  convert: () => Promise.reject(new Error('there is no picture')),
  options: {},
  signal: new AbortController().signal,
}

/** The numbered lines of a checklist, each with what stands indented below it. */
function stepsIn(text: string): string[] {
  return [...text.matchAll(/^\d+\. (.*(?:\n[ \t]+\S.*)*)/gm)].map(([, step = '']) =>
    step
      .split('\n')
      .map((line) => line.trim())
      .join('\n'),
  )
}

const platforms = ['zhihu', 'ximalaya', 'wechat', 'juejin', 'bilibili', 'xiaoe', 'dedao'] as const

test.each(platforms)('%s: the window says in Chinese what the file says, and in English what can be read without Chinese', async (target) => {
  const { units } = await exportFor(target, course, surroundings.materials, surroundings)
  const made = await Promise.all(units.map((unit) => unit.make(surroundings.signal)))
  const texts = made.flatMap(({ files }) => files.flatMap((file) => (file.path.endsWith('发布清单.md') && 'text' in file ? [file.text] : [])))
  const steps = await stepsFor(target, course, 'b', surroundings)
  expect(texts.map(stepsIn)).toContainEqual(steps.map((step) => step['zh-CN']))
  expect(steps.length).toBeGreaterThan(2)
  for (const { en } of steps) {
    // Names of buttons and files stand in quotation marks, and so do titles: they are said as they are.
    expect(en.replaceAll(/“[^”]*”|第[一二]课|课$|\S*\.(?:html|docx|csv)|(?<=column \(“专栏”\): )课|: 课,/g, '')).not.toMatch(/\p{Script=Han}/u)
    expect(en).toMatch(/[.)]$|第二课$/)
  }
})

test.each(platforms)('%s: before an export, steps speak of no folder that is there, and name files as those of an export', async (target) => {
  const steps = await stepsFor(target, course, 'b', surroundings)
  for (const { 'zh-CN': zh, en } of steps) {
    expect(zh).not.toMatch(/这个文件夹|(?<!各课)文件夹里的“(?:封面|专辑封面)|(?<!导出的)“(?:知乎|公众号|掘金|B站专栏)\.(?:md|html)”/)
    expect(en).not.toMatch(/of the folder|(?<!exported )“(?:知乎|公众号|掘金|B站专栏)\.(?:md|html)”/)
  }
})

test.each(['zhihu', 'wechat', 'juejin', 'bilibili'] as const)(
  '%s: what stands for a picture that is not there is among the steps, as the text has it',
  async (target) => {
    const text = (id: string, words: string) => ({ type: 'paragraph' as const, id: BlockId.parse(id), children: [{ text: words }] })
    const doc = [
      text('p', '先看![没有的图](x.png)，'),
      { type: 'image' as const, id: BlockId.parse('i'), image: 'b'.repeat(64) as ImageId, alt: '一口锅', children: [{ text: '' }] },
      { type: 'code' as const, id: BlockId.parse('k'), children: [{ text: '【图片找不到了：代码】' }] },
    ] as unknown as Doc
    const lacking: PublishedCourse = { ...course, chapters: [{ title: '章', lessons: [{ id: 'b', title: '第二课', doc }] }] }
    const steps = await stepsFor(target, lacking, 'b', surroundings)
    const [step] = steps.filter((each) => each['zh-CN'].includes('【图片'))
    expect(step?.['zh-CN'].split('\n')).toEqual([
      '有 2 张图没有：在正文里找下面的话，放上图，或者删掉那句话。',
      '- 【图片没有导入：没有的图】',
      '- 【图片找不到了：一口锅】',
    ])
    expect(step?.en.split('\n')[0]).toBe('2 pictures are missing: look for the words below in the text, and put in a picture or delete them.')
    expect((await stepsFor(target, course, 'b', surroundings)).some((each) => each['zh-CN'].includes('没有：'))).toBe(false)
  },
)

test.each(['xiaoe', 'dedao'] as const)('%s: lessons that lack pictures are named among the steps of the course', async (target) => {
  const left = { type: 'paragraph' as const, id: BlockId.parse('p'), children: [{ text: '先看![没有的图](x.png)和【这种图片读不了：鱼】。' }] }
  const lacking: PublishedCourse = { ...course, chapters: [{ title: '章', lessons: [lesson('a', '第一课'), { id: 'b', title: '第二课', doc: [left] }] }] }
  const steps = (await stepsFor(target, lacking, 'a', surroundings)).map((step) => step['zh-CN'])
  expect(steps).toContain('有的课缺图：在正文里找下面的话，放上图，或者删掉那句话。\n- 2 第二课：【图片没有导入：没有的图】【这种图片读不了：鱼】')
})

test('小鹅通: every file that an author sees in the folder of a lesson is named among the steps', async () => {
  const { units } = await exportFor('xiaoe', course, surroundings.materials, surroundings)
  const made = await Promise.all(units.map((unit) => unit.make(surroundings.signal)))
  const steps = (await stepsFor('xiaoe', course, 'a', surroundings)).map((step) => step['zh-CN']).join('\n')
  const names = made.flatMap(({ files }) => files.flatMap(({ path }) => (path.includes('第一课/') ? [path.split('/').at(-1)] : [])))
  expect(names).toContain('正文.docx')
  for (const name of names) expect(steps).toContain(`“${name}”`)
})

test('pictures to be put in lie in what is exported, as their step says for whoever only copied', () => {
  const [step] = imageSteps({ places: [{ number: 1, name: '01.jpg' } as never], lacking: [] })
  expect(step?.['zh-CN']).toContain('图片随导出写在这一课的文件夹里')
  expect(step?.en).toContain('an export writes them into the folder of the lesson')
})

test('pictures to be put in are a list below their step, in both languages', () => {
  const place = { number: 2, name: '02 锅.png' } as never
  expect(imageSteps({ places: [place], lacking: [] }).map((step) => [step['zh-CN'].split('\n')[1], step.en.split('\n')[1]])).toEqual([
    ['- 图 2：图片/02 锅.png', '- Picture 2: 图片/02 锅.png'],
  ])
})

test('of a lesson they name that lesson, of an album they count all of its tracks', async () => {
  const zhihu = (await stepsFor('zhihu', course, 'b', surroundings)).map((step) => step['zh-CN'])
  expect(zhihu.length).toBeGreaterThan(3)
  expect(zhihu.join()).toContain('第二课')
  expect((await stepsFor('ximalaya', course, 'b', surroundings)).map((step) => step['zh-CN']).join()).toContain('共 2 条')
})

test('with a book there is nothing to be done', async () => {
  expect(await stepsFor('epub', course, 'a', surroundings)).toEqual([])
})

test('B 站: the platform, and not one of its columns, says nothing of covers', async () => {
  const steps = (await stepsFor('bilibili', course, 'a', surroundings)).map(({ en }) => en).join('\n')
  expect(steps).toMatch(/ Bilibili does not say how large a cover is to be/)
})

/** Everything that a lesson can hold, put into a lesson through the contract as another page would. */
import type { Page } from 'playwright-core'
import { admit, openClient } from '../contract-client.ts'
import type { RunningHost } from '../launch.ts'
import { Block } from '#preload/document/schema.ts'

const nothing = [{ text: '' }]
const cell = (id: string, ...children: object[]) => ({ type: 'cell', id, children })

export const wideBlocks: readonly Block[] = [
  { type: 'heading', level: 1, children: [{ text: '样样都有' }] },
  {
    type: 'paragraph',
    children: [
      { text: '粗的', bold: true },
      { text: '、' },
      { text: '斜的', italic: true },
      { text: '、' },
      { text: '下划', underline: true },
      { text: '、' },
      { text: '删去', strike: true },
      { text: '、' },
      { text: '标亮', highlight: true },
      { text: '、' },
      { text: 'code', code: true },
      { text: '、' },
      { text: '链接', link: 'https://example.org/' },
      { text: '，质能方程' },
      { type: 'formula', tex: 'E=mc^2', children: nothing },
      { text: '有出处' },
      { type: 'note-mark', note: 'wide-note', children: nothing },
      { text: '。' },
      { text: '这句是模型写的。', ai: { model: 'starter', at: 1 } },
    ],
  },
  { type: 'heading', level: 2, children: [{ text: '清单' }] },
  { type: 'item', kind: 'bullet', depth: 0, children: [{ text: '一项' }] },
  { type: 'item', kind: 'bullet', depth: 1, children: [{ text: '深一层' }] },
  { type: 'item', kind: 'number', depth: 0, children: [{ text: '第一步' }] },
  { type: 'item', kind: 'number', depth: 0, children: [{ text: '第二步' }] },
  { type: 'item', kind: 'task', depth: 0, done: true, children: [{ text: '做完的' }] },
  { type: 'item', kind: 'task', depth: 0, children: [{ text: '没做完的' }] },
  { type: 'quote', children: [{ text: '清单不是愿望的仓库。' }] },
  ...(['note', 'tip', 'important', 'warning', 'caution'] as const).map((tone) => ({ type: 'callout', tone, children: [{ text: '一句提醒。' }] })),
  { type: 'code', language: 'python', children: [{ text: 'def hello(name):\n    # 问好\n    return f"你好，{name}"' }] },
  { type: 'formula-block', children: [{ text: '\\sum_{i=1}^{n} i = \\frac{n(n+1)}{2}' }] },
  {
    type: 'table',
    align: [null, 'right'],
    hasHeader: true,
    children: [
      { type: 'row', children: [cell('wide-1', { text: '项目' }), cell('wide-2', { text: '价钱' })] },
      { type: 'row', children: [cell('wide-3', { text: '一门课' }), cell('wide-4', { text: '99' })] },
    ],
  },
  { type: 'divider', children: nothing },
  { type: 'paragraph', children: [{ text: '最后一段。' }] },
  { type: 'note', id: 'wide-note', children: [{ text: '爱因斯坦，1905。' }] },
].map((block, at) => Block.parse({ id: `wide-${at}-block`, ...block }))

/** Fills the lesson of that title, which is open on the page and becomes the page's again. */
export async function fillLesson(host: RunningHost, page: Page, title: string): Promise<void> {
  const client = await openClient(host.address, await admit(host.nextAddress()))
  const { courses } = await client.library.tree({})
  const lesson = courses.flatMap((course) => course.chapters.flatMap((chapter) => chapter.lessons)).find((each) => each.title === title)?.id
  if (!lesson) throw new Error(`there is no lesson ${title}`)
  const opened = await client.lessons.open({ lesson, take: true })
  await client.lessons.append({
    lesson,
    batch: `wide-${lesson}`,
    base: opened.revision,
    changes: wideBlocks.map((node, at) => ({ type: 'insert_node', path: [at], node })),
    at: Date.now(),
  })
  await client.lessons.close({ lesson })
  client.close()
  await page.reload()
  await page.getByRole('heading', { name: '样样都有', exact: true }).waitFor()
}

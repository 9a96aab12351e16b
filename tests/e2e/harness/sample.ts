/** A text with a place for everything, and what the model is made to say. */
import type { Spot } from '../page-actions.ts'

const line = '一行正好三十八个字才会满所以这里接着写下去直到它真的满了为止再加几个字就够了'.slice(0, 38)
export const answer = '害怕它。一件让人不害怕的事，才有机会被做完。'

/** Every second of `texts` is bold. */
export const paragraph = (id: string, ...texts: string[]) => ({
  type: 'paragraph',
  id,
  children: texts.map((text, index) => ({ text, ...(index % 2 === 1 && { bold: true }) })),
})

export const sample = [
  paragraph('a', '很多人的清单上都有一行字，它在那里躺了三个月，每天被看见，每天被跳过。不是因为懒，而是因为这一行字里藏着四百个决定。'),
  { type: 'heading', id: 'h', level: 1, children: [{ text: '一行字能装下多少事' }] },
  { type: 'item', id: 'i', kind: 'number', depth: 0, children: [{ text: '挑一项' }] },
  { type: 'item', id: 'j', kind: 'number', depth: 0, children: [{ text: '' }] },
  { type: 'quote', id: 'q', children: [{ text: '便条要短。' }] },
  { type: 'code', id: 'c', children: [{ text: 'let a = 1' }] },
  paragraph('f', line),
  paragraph('g', '前面', '粗的', '后面'),
  { type: 'divider', id: 'd', children: [{ text: '' }] },
  paragraph('z', '于是它小得有点可笑，但正因为可笑，你不会'),
]

export const indexOf = (id: string): number => sample.findIndex((block) => block.id === id)

export function endOf(id: string): Spot {
  const text = sample[indexOf(id)]?.children.map((run) => run.text).join('') ?? ''
  return [indexOf(id), text.length]
}

import { expect, test } from 'vitest'
import { alikeTogether, mendableTogether } from '#renderer/panels/publishing/alike.ts'

const finding = (level: 'refused' | 'lost' | 'changed' | 'todo' | 'advice', kind: string, lesson: string | null = 'a', text = '') => ({
  level,
  kind,
  lesson,
  text,
})

test('findings are told the weightiest first, each kind together and in the order of its places', () => {
  const told = alikeTogether([
    finding('advice', 'spaces', 'a'),
    finding('todo', 'record', 'a'),
    finding('changed', 'task', 'a', '1'),
    finding('refused', 'title-long', 'b'),
    finding('changed', 'callout', 'b'),
    finding('changed', 'task', 'b', '2'),
    finding('lost', 'task', 'b'),
  ])
  expect(told.map(({ level, kind, findings }) => [level, kind, findings.map(({ lesson, text }) => `${lesson}${text}`)])).toEqual([
    ['refused', 'title-long', ['b']],
    ['lost', 'task', ['b']],
    ['changed', 'task', ['a1', 'b2']],
    ['changed', 'callout', ['b']],
    ['todo', 'record', ['a']],
    ['advice', 'spaces', ['a']],
  ])
})

test('a hundred thousand are grouped in a moment', () => {
  const many = Array.from({ length: 100_000 }, (_, at) => finding(at % 2 ? 'todo' : 'lost', `kind ${at % 40}`, `${at % 30}`))
  const before = performance.now()
  expect(alikeTogether(many)).toHaveLength(40)
  expect(performance.now() - before).toBeLessThan(500)
})

test('of alike findings all texts are mended at once, also where a title comes first; a title alone is mended by itself', () => {
  const [title, text, other] = [
    { mend: null, retitle: '先写，再改' },
    { mend: { kind: 'wide-punctuation' }, retitle: null },
    { mend: null, retitle: null },
  ]
  expect(mendableTogether([title, text, other, text])).toEqual([text, text])
  expect([mendableTogether([title]), mendableTogether([text]), mendableTogether([other]), mendableTogether([title, title])]).toEqual([[title], [text], [], []])
})

import { expect, test } from 'vitest'
import type { Change } from '#preload/document/schema.ts'
import { pushChange } from '#preload/document/joining.ts'

const insert = (offset: number, text: string): Change => ({ type: 'insert_text', path: [0, 0], offset, text })
const remove = (offset: number, text: string): Change => ({ type: 'remove_text', path: [0, 0], offset, text })
const joined = (...changes: Change[]) => {
  const batch: Change[] = []
  for (const change of changes) pushChange(batch, change)
  return batch
}

test.each([
  ['typing on', [insert(0, '写'), insert(1, '作')], [insert(0, '写作')]],
  ['Backspace after Backspace', [remove(1, '作'), remove(0, '写')], [remove(0, '写作')]],
  ['Delete after Delete', [remove(0, '写'), remove(0, '作')], [remove(0, '写作')]],
] as const)('it joins %s', (_name, changes, expected) => {
  expect(joined(...changes)).toEqual(expected)
})

test.each<[string, Change[]]>([
  ['typing elsewhere', [insert(0, '写'), insert(0, '作')]],
  ['another run', [insert(0, '写'), { ...insert(1, '作'), path: [0, 1] }]],
  ['typing and deleting', [insert(0, '写'), remove(0, '写')]],
])('it leaves %s apart', (_name, changes) => {
  expect(joined(...changes)).toEqual(changes)
})

import { expect, test } from 'vitest'
import { AdapterId } from '#preload/contract/adapters.ts'
import { stillLeaving } from '#renderer/panels/voice/leaving.ts'

const [one, other] = [AdapterId.parse('aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa'), AdapterId.parse('bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb')]

test('what is being deleted is shown no more, and what came back after it was deleted is shown again', () => {
  const deleting = stillLeaving([one], [{ id: one }, { id: other }])
  expect(deleting).toEqual([one])
  const gone = stillLeaving(deleting, [{ id: other }])
  expect(stillLeaving(gone, [{ id: one }, { id: other }])).toEqual([])
})

test('where nothing changed it is the very same', () => {
  const leaving = [one]
  expect(stillLeaving(leaving, [{ id: one }])).toBe(leaving)
})

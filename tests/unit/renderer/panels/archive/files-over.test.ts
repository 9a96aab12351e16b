import { expect, test } from 'vitest'
import { watchFiles } from '#renderer/panels/archive/files-over.ts'

const held = (type: string, more: object = {}) => Object.assign(new Event(type), { dataTransfer: { types: ['Files'] }, ...more })

test('files that come, stay and go are told of once each', () => {
  const over = new EventTarget()
  const told: boolean[] = []
  const end = new AbortController()
  watchFiles(over, (isOver) => told.push(isOver), end.signal)
  for (const event of [held('dragover'), held('dragover'), held('dragleave', { relatedTarget: over }), held('dragleave', { relatedTarget: null })])
    over.dispatchEvent(event)
  expect(told).toEqual([true, false])
  over.dispatchEvent(held('dragover', { dataTransfer: { types: ['text/plain'] } }))
  over.dispatchEvent(held('dragover'))
  over.dispatchEvent(held('drop'))
  expect(told).toEqual([true, false, true, false])
  end.abort()
  over.dispatchEvent(held('dragover'))
  expect(told).toHaveLength(4)
})

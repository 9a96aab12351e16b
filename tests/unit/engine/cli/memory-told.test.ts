import { expect, test } from 'vitest'
import { memoryTold } from '#engine/cli/memory-told.ts'

test('what is free is the computer’s, and of a card it is said that its memory is not known', () => {
  const taken = { memoryBytes: 2.5e9, freeBytes: 8e9, seconds: 600 }
  expect(memoryTold({ ...taken, device: 'cpu' })).toMatch(/^needs about 2\.5 GB of the 8\.0 GB that are free, and [^;]*$/)
  expect(memoryTold({ ...taken, device: 'cuda' })).toContain('how much the card of cuda has is not known')
})

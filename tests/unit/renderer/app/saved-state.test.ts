import { expect, test } from 'vitest'
import { leastSaved } from '#renderer/app/saved-state.ts'
import type { SavedState } from '#renderer/editor/page-props.ts'

const saved = { kind: 'saved' } as const
const saving = { kind: 'saving' } as const
const closed = { kind: 'closed', code: 'not-editor' } as const
const waiting = (isCopied: boolean, code: 'disk-full' | 'unavailable' = 'unavailable') => ({ kind: 'waiting', code, isCopied }) as const

test.each<[SavedState, SavedState, SavedState]>([
  [saved, saved, saved],
  [closed, saved, closed],
  [saved, saving, saving],
  [waiting(true), saving, waiting(true)],
  [saving, waiting(true), waiting(true)],
  [closed, waiting(true), waiting(true)],
  [waiting(true, 'disk-full'), waiting(false), waiting(false, 'disk-full')],
])('of a page that is %j and titles that are %j it tells what is least safe', (page, titles, told) => {
  expect(leastSaved(page, titles)).toEqual(told)
})

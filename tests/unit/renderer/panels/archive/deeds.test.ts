import { expect, test } from 'vitest'
import { Deeds } from '#renderer/panels/archive/deeds.ts'

test('the newest is taken back first, each once, and what came back by another way not at all', () => {
  const deeds = new Deeds()
  const back: string[] = []
  for (const name of ['一', '二', '三']) deeds.did(() => back.push(name), name)
  deeds.forget('二')
  expect([deeds.undoNewest(), deeds.undoNewest(), deeds.undoNewest(), back]).toEqual([true, true, false, ['三', '一']])
})

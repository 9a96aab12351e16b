import { expect, test } from 'vitest'
import { Deeds } from '#renderer/panels/archive/deeds.ts'

test('the newest is taken back first, each once, and what came back by another way not at all', () => {
  const deeds = new Deeds()
  const back: string[] = []
  const forget = ['一', '二', '三'].map((name) => deeds.did(() => back.push(name)))
  forget[1]?.()
  expect([deeds.undoNewest(), deeds.undoNewest(), deeds.undoNewest(), back]).toEqual([true, true, false, ['三', '一']])
})

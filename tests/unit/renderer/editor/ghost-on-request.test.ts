import { expect, test } from 'vitest'
import { Desk, settled } from './desk.ts'

/** Where suggestions come only when they are asked for: in the cells of a table. */
function cell(): Desk {
  const desk = new Desk()
  desk.isOnRequest = true
  return desk
}

test('none comes by itself: not by typing, nor at rest, nor behind a composed word', async () => {
  const desk = cell()
  await desk.type('三成')
  await desk.pass(2000)
  desk.writer.rested()
  await desk.pass(2000)
  desk.writer.compositionStarted()
  desk.before += '多'
  desk.writer.compositionEnded({ isTyped: true })
  await desk.pass(2000)
  expect([desk.asked.length, desk.shown, desk.writer.accept('all')]).toEqual([0, null, false])
})

test('one that is asked for comes and is taken, and no other follows by itself', async () => {
  const desk = cell()
  await desk.type('三成')
  desk.writer.askNow()
  await settled()
  await desk.asked[0]?.answer('左右')
  expect(desk.shown).toBe('左右')
  expect(desk.writer.accept('all')).toBe(true)
  desk.edited()
  await desk.pass(2000)
  expect([desk.before, desk.asked.length, desk.shown]).toEqual(['三成左右', 1, null])
})

test('one that is asked for goes along with what is typed, and goes for good with another word', async () => {
  const desk = cell()
  await desk.type('三成')
  desk.writer.askNow()
  await settled()
  await desk.asked[0]?.answer('左右')
  await desk.type('左')
  expect(desk.shown).toBe('右')
  await desk.type('边')
  await desk.pass(2000)
  expect([desk.asked.length, desk.shown]).toEqual([1, null])
})

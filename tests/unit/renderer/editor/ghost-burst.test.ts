import { expect, test } from 'vitest'
import { Desk } from './desk.ts'

/** A desk whose author types in a burst: at rest 90 ms after each key. */
async function bursting(typed: string): Promise<Desk> {
  const desk = new Desk()
  desk.restsAt = desk.now + 90
  await desk.type(typed)
  await desk.pass(20)
  return desk
}

test('in a burst it asks at once, and shows when the next key is late', async () => {
  const desk = await bursting('写')
  await desk.asked[0]?.answer('作很难')
  expect([desk.asked.length, desk.shown, desk.painted]).toEqual([1, null, []])
  await desk.pass(69)
  expect(desk.shown).toBeNull()
  await desk.pass(1)
  expect([desk.shown, desk.painted.length]).toEqual(['作很难', 1])
})

test('what the next key of a burst overtakes was never seen', async () => {
  const desk = await bursting('写')
  await desk.asked[0]?.answer('作很难')
  desk.restsAt = desk.now + 90
  await desk.type('字')
  await desk.asked[1]?.answer('数')
  await desk.pass(80)
  expect([desk.shown, desk.events]).toEqual([null, []])
  await desk.pass(10)
  expect(desk.shown).toBe('数')
  await desk.pass(500)
  desk.writer.drop()
  expect(desk.events).toEqual(['shown 1'])
})

test('what is typed along in a burst stays and shrinks, drawn or not', async () => {
  const desk = await bursting('写')
  await desk.asked[0]?.answer('作很难')
  desk.restsAt = desk.now + 90
  await desk.type('作')
  expect([desk.asked.length, desk.shown]).toEqual([1, null])
  await desk.pass(90)
  expect(desk.shown).toBe('很难')
  desk.restsAt = desk.now + 90
  await desk.type('很')
  expect([desk.asked.length, desk.shown]).toEqual([1, '难'])
})

test('one that grows in a burst is shown as far as it has come', async () => {
  const desk = await bursting('写')
  await desk.asked[0]?.answer('作', false)
  await desk.pass(70)
  expect(desk.shown).toBe('作')
  desk.restsAt = desk.now + 90
  await desk.asked[0]?.answer('作很难')
  expect(desk.shown).toBe('作很难')
})

test('what was asked for by hand waits for no rest', async () => {
  const desk = new Desk()
  desk.restsAt = desk.now + 90
  desk.writer.askNow()
  await desk.asked[0]?.answer('作很难')
  expect(desk.shown).toBe('作很难')
})

test('after a composed word, too, it waits for the burst to end, and is gone with the next word', async () => {
  const desk = new Desk()
  const compose = async (word: string) => {
    desk.isComposing = true
    desk.writer.compositionStarted()
    desk.isComposing = false
    desk.before += word
    desk.restsAt = desk.now + 90
    desk.writer.compositionEnded({ isTyped: true })
    await desk.pass(0)
  }
  await compose('写')
  await desk.asked[0]?.answer('作很难')
  expect(desk.shown).toBeNull()
  await desk.pass(60)
  await compose('字')
  await desk.asked[1]?.answer('数')
  await desk.pass(60)
  expect(desk.shown).toBeNull()
  await desk.pass(30)
  expect([desk.shown, desk.events]).toEqual(['数', []])
})

import { describe, expect, test } from 'vitest'
import { Refusals } from '#renderer/editor/ghost/ghost-refusals.ts'
import { Desk, settled } from './desk.ts'

const at = (before: string, block = 'b', after = '') => ({ block, before, after })

describe('words that were refused', () => {
  test('they are refused where the same text stands before the caret, in whichever block, and nowhere else', () => {
    const refusals = new Refusals()
    refusals.add(at('课就到这'), '里去。')
    const has = (before: string, text: string, block?: string) => refusals.has(at(before, block), text)
    expect([has('课就到这', '里去。'), has('课就到这', '里去。', 'c')]).toEqual([true, true])
    expect([has('课就到这里', '里去。'), has('到这', '里去。'), has('课就到这', '儿了'), has('课就到这', '')]).toEqual([false, false, false, false])
  })

  test('what has not grown into another word yet is held back', () => {
    const refusals = new Refusals()
    refusals.add(at('这是'), '害怕它')
    expect(['害', '害怕', '害怕你', '害羞'].map((text) => refusals.has(at('这是'), text))).toEqual([true, true, true, false])
  })

  test('only the last characters before the caret tell places apart; empty blocks are told apart by themselves', () => {
    const refusals = new Refusals()
    refusals.add(at(`甲${'字'.repeat(40)}`), '写')
    refusals.add(at('', 'b'), '我们')
    expect(refusals.has(at(`乙${'字'.repeat(40)}`), '写')).toBe(true)
    expect([refusals.has(at('', 'b'), '我们'), refusals.has(at('', 'c'), '我们')]).toEqual([true, false])
  })

  test('what was taken is refused once the author is back where they took it', () => {
    const refusals = new Refusals()
    refusals.take(at('你'), '不会')
    expect([refusals.returned(at('你', 'b', '不会')), refusals.returned(at('你不会')), refusals.has(at('你'), '不会')]).toEqual([false, false, false])
    expect([refusals.returned(at('你')), refusals.has(at('你'), '不会'), refusals.returned(at('你'))]).toEqual([true, true, false])
    refusals.take(at('你'), '不会')
    expect(refusals.has(at('你'), '不会')).toBe(false)
  })

  test('the newest few dozen are kept', () => {
    const refusals = new Refusals()
    for (let n = 0; n < 60; n += 1) refusals.add(at(`第${n}`), '课')
    expect([refusals.has(at('第0'), '课'), refusals.has(at('第59'), '课')]).toEqual([false, true])
  })
})

describe('a writer whose words were refused', () => {
  /** Takes the text back to what it was, and comes to rest there. */
  const backTo = async (desk: Desk, before: string, isTyped: boolean) => {
    desk.before = before
    if (isTyped) desk.writer.typed()
    desk.writer.changed({ isTyped })
    await desk.pass(400)
  }

  test('keeps them to itself when the same is typed again, also when it is reached by typing along', async () => {
    const desk = await new Desk().ask('课就到这', '里去')
    desk.writer.dismiss()
    await backTo(desk, '', true)
    await desk.ask('课就到这', '里去')
    expect(desk.shown).toBeNull()
    await backTo(desk, '课就到', true)
    await desk.asked.at(-1)?.answer('这里去')
    expect(desk.shown).toBe('这里去')
    await desk.type('这')
    expect(desk.shown).toBeNull()
    expect(desk.writer.accept('all')).toBe(false)
  })

  test('offers other words there as ever', async () => {
    const desk = await new Desk().ask('课就到这', '里去')
    desk.writer.dismiss()
    await backTo(desk, '', true)
    await desk.ask('课就到这', '儿了')
    expect(desk.shown).toBe('儿了')
  })

  test.each(['all', 'word'] as const)('does not offer again what was taken (%s) and undone', async (part) => {
    const desk = await new Desk().ask('你', '不会害怕')
    desk.writer.accept(part)
    desk.edited()
    await backTo(desk, '你', false)
    await desk.asked.at(-1)?.answer('不会害怕')
    expect(desk.shown).toBeNull()
  })

  test('asked by hand, offers the next candidate first, and the refused one when there is no other', async () => {
    const desk = await new Desk().ask('你', '不会')
    desk.writer.dismiss()
    await askBy(desk, '不会', '可以')
    expect([desk.counted, desk.asked.slice(1).map(({ candidate }) => candidate)]).toEqual(['可以', [0, 1]])
    await desk.turn(1, '', '', '', '', '', '')
    expect(desk.counted).toBe('不会 2/2')

    const two = await new Desk().ask('你', '不会')
    two.writer.dismiss()
    await askBy(two, '不会', '可以')
    two.writer.dismiss()
    await askBy(two, '不会', '可以', '不会')
    expect(two.counted).toBe('不会')
    await two.turn(1)
    expect(two.counted).toBe('可以 2/2')
    await two.turn(1)
    expect(two.counted).toBe('不会 1/2')

    const only = await new Desk().ask('你', '不会')
    only.writer.dismiss()
    await askBy(only, '不会')
    expect([only.counted, only.events.includes('silent: unsure')]).toEqual(['不会 1/1', false])
  })

  test('asked by hand, offers what was taken and undone last, too', async () => {
    const desk = new Desk()
    desk.before = '你'
    await askBy(desk, '不会')
    desk.writer.accept('all')
    desk.edited()
    await backTo(desk, '你', false)
    await desk.asked.at(-1)?.answer('不会')
    expect(desk.shown).toBeNull()
    await askBy(desk, '不会', '可以')
    expect(desk.counted).toBe('可以')
  })
})

/** Asks by hand, and lets the model answer, with nothing where it is asked for more. */
async function askBy(desk: Desk, ...answers: string[]): Promise<void> {
  let asked = desk.asked.length
  desk.writer.askNow()
  await settled()
  for (; asked < desk.asked.length; asked += 1) await desk.asked[asked]?.answer(answers.shift() ?? '')
}

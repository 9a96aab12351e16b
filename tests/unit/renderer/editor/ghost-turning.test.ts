import { describe, expect, test } from 'vitest'
import { Desk, settled } from './desk.ts'

describe('other candidates', () => {
  const numbers = (desk: Desk) => desk.asked.map(({ candidate }) => candidate)

  test('they come one after the other, and the one before is shown until the next one comes', async () => {
    const desk = await new Desk().ask('你', '不会')
    desk.writer.turn(1)
    await settled()
    expect([desk.counted, numbers(desk)]).toEqual(['不会', [0, 1]])
    await desk.asked[1]?.answer('可', false)
    expect(desk.counted).toBe('可 2/2')
    await desk.asked[1]?.answer('可以')
    expect(desk.counted).toBe('可以 2/2')
    await desk.turn(1, '说得对')
    expect([desk.counted, numbers(desk)]).toEqual(['说得对 3/3', [0, 1, 2]])
  })

  test('they are kept: going back asks nothing, nor does going on to one that was there', async () => {
    const desk = await new Desk().ask('你', '不会')
    await desk.turn(1, '可以')
    await desk.turn(-1)
    expect(desk.counted).toBe('不会 1/2')
    await desk.turn(-1)
    expect(desk.counted).toBe('可以 2/2')
    await desk.turn(1, '说得对')
    await desk.turn(-1)
    await desk.turn(-1)
    await desk.turn(1)
    expect([desk.counted, numbers(desk)]).toEqual(['可以 2/3', [0, 1, 2]])
  })

  test('they begin from the first again behind the last, and nothing is asked any more', async () => {
    const desk = await new Desk().ask('你', '不会')
    await desk.turn(1, '可以')
    await desk.turn(1)
    expect([desk.counted, numbers(desk)]).toEqual(['不会 1/2', [0, 1, 2, 3, 4, 5, 6, 7]])
    await desk.turn(1)
    await desk.turn(1)
    expect([desk.counted, desk.asked.length]).toEqual(['不会 1/2', 8])
  })

  test('an only one stays as it is, and says that it is the only one', async () => {
    const desk = await new Desk().ask('你', '不会')
    await desk.turn(1)
    expect([desk.counted, desk.events]).toEqual(['不会 1/1', []])
    await desk.turn(-1)
    await desk.turn(1)
    expect([desk.counted, desk.asked.length]).toEqual(['不会 1/1', 8])
  })

  test('leafing through them counts as one that was shown, the one that it ends with', async () => {
    const desk = await new Desk().ask('你', '不会')
    await desk.turn(1, '可以的')
    for (const by of [-1, 1, -1, 1] as const) {
      await desk.pass(600)
      await desk.turn(by)
    }
    expect(desk.events).toEqual([])
    desk.writer.accept('all')
    desk.edited()
    expect([desk.before, desk.events]).toEqual(['你可以的', ['shown 3', 'accepted all 3']])
  })

  test('leafed through and left, the last one counts, if all of them together stood for long enough', async () => {
    const leafed = async (ms: number) => {
      const desk = await new Desk().ask('你', '不会')
      await desk.pass(ms)
      await desk.turn(1, '可以的')
      await desk.pass(100)
      desk.writer.drop()
      return desk.events
    }
    expect([await leafed(100), await leafed(500)]).toEqual([[], ['shown 3']])
  })

  test('one that is sent away goes with all of them', async () => {
    const desk = await new Desk().ask('你', '不会')
    await desk.turn(1, '可以的')
    desk.writer.dismiss()
    expect([desk.shown, desk.events]).toEqual([null, ['shown 3', 'dismissed 3']])
    await desk.turn(-1)
    expect([desk.shown, desk.asked.length]).toEqual([null, 2])
  })

  test('they are asked for at once where nothing is shown, also where the likeliest is too unlikely', async () => {
    const desk = new Desk()
    desk.before = '你'
    await desk.turn(1, '', '不会')
    expect([desk.counted, numbers(desk)]).toEqual(['不会', [0, 1]])
    await desk.turn(1, '可以')
    expect([desk.counted, numbers(desk)]).toEqual(['可以 2/2', [0, 1, 2]])
  })

  test('one that is on its way is not asked for twice, and is not wanted once the author went back', async () => {
    const desk = await new Desk().ask('你', '不会')
    await desk.turn(1, '可以')
    desk.writer.turn(1)
    desk.writer.turn(1)
    await settled()
    expect(numbers(desk)).toEqual([0, 1, 2])
    desk.writer.turn(-1)
    await desk.asked[2]?.answer('说得对')
    expect([desk.counted, desk.asked[2]?.signal.aborted]).toEqual(['不会 1/2', true])
    await desk.turn(1)
    await desk.turn(1, '说得对')
    expect([desk.counted, numbers(desk)]).toEqual(['说得对 3/3', [0, 1, 2, 2]])
  })

  test('they are forgotten when the text changes, and what was asked for is given up', async () => {
    const desk = await new Desk().ask('你', '不会')
    await desk.turn(1, '可以的')
    desk.writer.turn(1)
    await settled()
    await desk.type('可')
    await desk.asked[2]?.answer('说得对')
    expect([desk.counted, desk.asked[2]?.signal.aborted]).toEqual(['以的', true])
    await desk.type('不')
    await desk.pass(20)
    await desk.asked[3]?.answer('能')
    expect([desk.counted, numbers(desk)]).toEqual(['能', [0, 1, 2, 0]])
  })

  test('after typing along the likeliest is asked for too, and what is shown is not offered again', async () => {
    const desk = await new Desk().ask('你', '不会害怕')
    await desk.type('不会')
    await desk.turn(1, '害怕它', '觉得')
    expect([desk.counted, numbers(desk)]).toEqual(['觉得 2/2', [0, 0, 1]])
    await desk.turn(-1)
    expect(desk.counted).toBe('害怕 1/2')
  })

  test('one that grows into one that is there is passed over unseen', async () => {
    const desk = await new Desk().ask('你', '不会')
    desk.writer.turn(1)
    await settled()
    await desk.asked[1]?.answer('不', false)
    await desk.asked[1]?.answer('不会怕')
    expect([desk.counted, numbers(desk)]).toEqual(['不会', [0, 1, 2]])
  })

  test('nothing is asked or shown while an input method composes, and they are there again when it is cancelled', async () => {
    const desk = await new Desk().ask('你', '不会')
    await desk.turn(1, '可以')
    desk.writer.turn(1)
    await settled()
    desk.isComposing = true
    desk.writer.compositionStarted()
    await desk.asked[2]?.answer('说得对')
    await desk.turn(1)
    expect([desk.shown, desk.asked.length]).toEqual([null, 3])
    desk.isComposing = false
    desk.writer.compositionEnded({ isTyped: false })
    expect(desk.counted).toBe('可以 2/2')
    await desk.turn(1, '说得对')
    expect(desk.counted).toBe('说得对 3/3')
  })

  /** The likeliest was asked for and is none; the next one is asked for now. */
  async function askedInVain(isOn: boolean): Promise<Desk> {
    const desk = new Desk()
    desk.writer.setOn(isOn, true)
    desk.before = '你'
    desk.writer.turn(1)
    await settled()
    await desk.asked[0]?.answer('')
    return desk
  }

  test.each([true, false])('a composition that cuts off what was asked for and is cancelled has that asked again (suggestions on: %s)', async (isOn) => {
    const desk = await askedInVain(isOn)
    const cut = async () => {
      desk.isComposing = true
      desk.writer.compositionStarted()
      desk.isComposing = false
      desk.writer.compositionEnded({ isTyped: false })
      await desk.pass(20)
    }
    await cut()
    expect(numbers(desk)).toEqual([0, 1, 1])
    await desk.asked[2]?.answer('不会')
    desk.writer.turn(1)
    await settled()
    await cut()
    expect([desk.counted, numbers(desk)]).toEqual(['不会', [0, 1, 1, 2, 2]])
    await desk.asked[4]?.answer('可以')
    expect(desk.counted).toBe('可以 2/2')
    await cut()
    expect(numbers(desk)).toEqual([0, 1, 1, 2, 2])
  })

  test('one that types something has the new text asked about, where suggestions come by themselves', async () => {
    for (const [isOn, asked] of [
      [true, [0, 1, 0]],
      [false, [0, 1]],
    ] as const) {
      const desk = await askedInVain(isOn)
      desk.writer.compositionStarted()
      desk.before = '你好'
      desk.writer.compositionEnded({ isTyped: true })
      await desk.pass(20)
      expect(numbers(desk)).toEqual(asked)
    }
  })

  test('the key is the page’s own as long as suggestions are on', () => {
    const desk = new Desk()
    desk.isAway = true
    expect(desk.writer.turn(1)).toBe(true)
    desk.writer.setOn(false)
    expect([desk.writer.turn(1), desk.writer.turn(-1), desk.asked.length]).toEqual([false, false, 0])
  })

  test('an engine that fails leaves what is shown, and is asked the same again', async () => {
    const desk = await new Desk().ask('你', '不会')
    desk.writer.turn(1)
    await settled()
    await desk.asked[1]?.fail()
    expect(desk.counted).toBe('不会')
    await desk.turn(1, '可以')
    expect([desk.counted, numbers(desk)]).toEqual(['可以 2/2', [0, 1, 1]])
  })
})

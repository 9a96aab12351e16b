import { describe, expect, test } from 'vitest'
import { Desk, settled } from './desk.ts'

/** A suggestion stands there, that came by itself. */
async function shown(): Promise<Desk> {
  const desk = await new Desk().ask('今天', '我们出门')
  await desk.pass(1000)
  return desk
}

describe('with another voice', () => {
  test('what is shown is asked for at once, and stays until the answer; taken is only the answer', async () => {
    const desk = await shown()
    desk.writer.voiceChanged()
    await settled()
    expect([desk.asked.length, desk.asked[1]?.candidate, desk.shown]).toEqual([2, 0, '我们出门'])
    expect([desk.writer.accept('all'), desk.before]).toEqual([false, '今天'])
    await desk.asked[1]?.answer('他们回来')
    expect([desk.shown, desk.writer.accept('all'), desk.before]).toEqual(['他们回来', true, '今天他们回来'])
  })

  test('each change ends the question of the one before, and the newest answer is shown', async () => {
    const desk = await shown()
    for (let change = 0; change < 3; change += 1) desk.writer.voiceChanged()
    await settled()
    expect(desk.asked.map(({ signal }) => signal.aborted)).toEqual([true, true, true, false])
    await desk.asked[3]?.answer('他们回来')
    expect(desk.shown).toBe('他们回来')
  })

  test('where it has nothing to say, or the engine fails, nothing stays', async () => {
    const [silent, down] = [await shown(), await shown()]
    silent.writer.voiceChanged()
    down.writer.voiceChanged()
    await settled()
    await silent.asked[1]?.answer('')
    await down.asked[1]?.fail()
    expect([silent.shown, down.shown]).toEqual([null, null])
  })

  test('leafing through them is one offer; what was taken of the one before counts', async () => {
    const [leafed, part] = [await shown(), await shown()]
    leafed.writer.voiceChanged()
    await settled()
    await leafed.asked[1]?.answer('他们回来')
    leafed.writer.drop()
    expect(leafed.events).toEqual(['shown 4'])
    part.writer.accept('word')
    part.edited()
    part.writer.voiceChanged()
    await settled()
    await part.asked[1]?.answer('回来')
    expect([part.events, part.shown]).toEqual([['shown 4', 'accepted word 2'], '回来'])
  })

  test('a question on its way is asked anew', async () => {
    const desk = await new Desk().type('今天')
    await desk.pass(20)
    desk.writer.voiceChanged()
    await settled()
    expect(desk.asked.map(({ signal }) => signal.aborted)).toEqual([true, false])
  })

  test('candidates of the voice before are none of its own: the first is asked for by hand, and leafing begins anew', async () => {
    const desk = await shown()
    await desk.turn(1, '大家都在')
    expect(desk.counted).toBe('大家都在 2/2')
    desk.writer.voiceChanged()
    await settled()
    expect([desk.asked.length, desk.asked[2]?.candidate]).toEqual([3, 0])
    await desk.asked[2]?.answer('他们回来')
    expect(desk.counted).toBe('他们回来')
    await desk.turn(-1)
    expect(desk.shown).toBe('他们回来')
  })

  test('before the answer leafing asks for it by hand', async () => {
    const desk = await shown()
    desk.writer.voiceChanged()
    await settled()
    await desk.turn(1, '他们回来')
    expect([desk.asked.at(-1)?.candidate, desk.counted]).toEqual([0, '他们回来'])
  })

  test('what only came because it was asked for is asked for again, also while none come by themselves', async () => {
    const desk = new Desk()
    desk.writer.setOn(false, true)
    desk.before = '今天'
    await desk.turn(1, '我们出门')
    desk.writer.voiceChanged()
    await settled()
    await desk.asked[1]?.answer('他们回来')
    expect(desk.shown).toBe('他们回来')
  })

  test('where nothing is shown it is asked as for any caret that rests, and nothing where none come by themselves or one was sent away', async () => {
    const [silent, off, sent, away] = [await new Desk().ask('今天', ''), new Desk(), await shown(), await new Desk().ask('今天', '')]
    off.writer.setOn(false, true)
    off.before = '今天'
    sent.writer.dismiss()
    away.isAway = true
    for (const desk of [silent, off, sent, away]) {
      const before = desk.asked.length
      desk.writer.voiceChanged()
      await desk.pass(1000)
      desk.isAway = false
      expect(desk.asked.length - before).toBe(desk === silent ? 1 : 0)
    }
  })

  test('a composition is never disturbed: what was shown before it is asked for anew behind it', async () => {
    const desk = await shown()
    desk.isComposing = true
    desk.writer.compositionStarted()
    desk.writer.voiceChanged()
    await desk.pass(1000)
    expect([desk.asked.length, desk.shown]).toEqual([1, null])
    desk.before += '我们'
    desk.isComposing = false
    desk.writer.compositionEnded({ isTyped: true })
    await desk.pass(20)
    expect(desk.asked.length).toBe(2)
    await desk.asked[1]?.answer('回来')
    expect(desk.shown).toBe('回来')
  })

  test('also where the composition is given up', async () => {
    const desk = await shown()
    desk.isComposing = true
    desk.writer.compositionStarted()
    desk.writer.voiceChanged()
    desk.isComposing = false
    desk.writer.compositionEnded({ isTyped: false })
    await desk.pass(20)
    await desk.asked[1]?.answer('他们回来')
    expect(desk.shown).toBe('他们回来')
  })
})

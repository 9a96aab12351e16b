import { describe, expect, test } from 'vitest'
import { Desk, settled } from './desk.ts'

describe('asking', () => {
  test('it asks once for one input, and ends a question that is out of date', async () => {
    const desk = await new Desk().type('写')
    await desk.pass(1000)
    expect([desk.asked.length, desk.asked[0]?.signal.aborted]).toEqual([1, false])
    await desk.type('作')
    await desk.pass(1000)
    expect(desk.asked.map(({ signal }) => signal.aborted)).toEqual([true, false])
    await desk.asked[0]?.answer('迟到的')
    expect(desk.shown).toBeNull()
  })

  test('it asks once for an edit that only the drawn page has a place for', async () => {
    const desk = new Desk()
    desk.isAway = true
    desk.before = '写'
    desk.writer.typed()
    desk.isAway = false
    desk.writer.changed({ isTyped: true })
    await desk.pass(1000)
    expect(desk.asked.length).toBe(1)
  })

  test('it asks before what was typed is drawn, and not again when it is', async () => {
    const desk = await new Desk().type('写')
    await desk.pass(0)
    await desk.asked[0]?.answer('作很难')
    expect(desk.shown).toBe('作很难')
    desk.before += '字'
    desk.writer.typed()
    expect([desk.asked.length, desk.shown]).toEqual([2, null])
    desk.writer.changed({ isTyped: true })
    await desk.pass(20)
    expect([desk.asked.length, desk.asked[1]?.signal.aborted]).toEqual([2, false])
    await desk.asked[1]?.answer('数')
    expect(desk.shown).toBe('数')
  })

  test('it asks nothing for what is typed along', async () => {
    const desk = await new Desk().type('写')
    await desk.pass(0)
    await desk.asked[0]?.answer('作很难')
    desk.before += '作'
    desk.writer.typed()
    expect([desk.asked.length, desk.shown]).toEqual([1, '作很难'])
    desk.writer.changed({ isTyped: true })
    expect(desk.shown).toBe('很难')
  })

  test('it shows an answer as it grows', async () => {
    const desk = await new Desk().type('写')
    await desk.pass(20)
    await desk.asked[0]?.answer('作', false)
    expect(desk.shown).toBe('作')
    await desk.asked[0]?.answer('作很难', true)
    expect(desk.shown).toBe('作很难')
  })

  test('it asks nothing when switched off, and takes away what is shown', async () => {
    const desk = await new Desk().ask('写', '作')
    desk.writer.setOn(false)
    expect(desk.shown).toBeNull()
    await desk.type('作')
    await desk.pass(100)
    expect(desk.asked.length).toBe(1)
  })

  test('it asks nothing where nothing may stand', async () => {
    const desk = new Desk()
    desk.isAway = true
    await desk.type('写')
    await desk.pass(100)
    expect(desk.asked.length).toBe(0)
  })

  test('it asks at once on demand', async () => {
    const desk = new Desk()
    desk.writer.askNow()
    expect(desk.asked.length).toBe(1)
  })

  test('it goes on to what is less sure on demand, and says so when there is nothing at all', async () => {
    const desk = new Desk()
    desk.writer.askNow()
    await desk.asked[0]?.answer('')
    expect(desk.asked[1]?.candidate).toBe(1)
    await desk.asked[1]?.answer('也许')
    expect([desk.shown, desk.events]).toEqual(['也许', []])

    const mute = new Desk()
    mute.writer.askNow()
    for (let n = 0; n < 8; n++) await mute.asked[n]?.answer('')
    expect([mute.shown, mute.events]).toEqual([null, ['silent: unsure']])
    mute.writer.askNow()
    for (let n = 8; n < 16; n++) await mute.asked[n]?.answer('')
    expect(mute.events).toEqual(['silent: unsure', 'silent: unsure'])
  })

  test('it says of a place where nothing is suggested that it is one, but only to who asks', async () => {
    const desk = new Desk()
    desk.isAway = true
    await desk.type('写')
    await desk.pass(100)
    expect(desk.events).toEqual([])
    desk.writer.askNow()
    expect([desk.asked.length, desk.events]).toEqual([0, ['silent: unfit']])
  })

  test('it tells that the model looked by itself and had nothing, not of a question that failed or was overtaken', async () => {
    const desk = await new Desk().ask('写', '')
    expect(desk.events).toEqual(['unsure'])
    await desk.type('作')
    await desk.pass(20)
    await desk.type('很')
    await desk.asked[1]?.answer('')
    await desk.asked[2]?.fail()
    expect(desk.events).toEqual(['unsure'])
  })

  test('it answers when asked while suggestions are off, keeps that, and asks nothing by itself', async () => {
    const desk = new Desk()
    desk.writer.setOn(false, true)
    await desk.type('写')
    await desk.pass(1000)
    expect([desk.asked.length, desk.prepared.length]).toEqual([0, 0])
    desk.writer.askNow()
    await desk.asked[0]?.answer('作很难')
    desk.writer.setOn(false, true)
    await desk.turn(1, '字')
    expect(desk.counted).toBe('字 2/2')
    desk.writer.accept('all')
    desk.edited()
    await desk.pass(1000)
    expect([desk.before, desk.shown, desk.asked.length, desk.prepared.length]).toEqual(['写字', null, 2, 0])
  })

  test('what was asked for goes when the model does, and when suggestions are turned off', async () => {
    const desk = new Desk()
    for (const [isOn, canStillAsk] of [
      [false, false],
      [true, true],
    ] as const) {
      desk.writer.setOn(isOn, true)
      desk.before += '写'
      desk.writer.askNow()
      await desk.asked.at(-1)?.answer('作很难')
      expect(desk.shown).toBe('作很难')
      desk.writer.setOn(false, canStillAsk)
      expect(desk.shown).toBeNull()
    }
  })

  test('it says so when it is asked and there is no model to answer', () => {
    const desk = new Desk()
    desk.writer.setOn(false)
    desk.writer.askNow()
    expect([desk.asked.length, desk.events]).toEqual([0, ['silent: unready']])
  })

  test('it says of a key that means a suggestion that there is none, and why where it knows, unless one is on its way', async () => {
    const desk = new Desk()
    const said = () => desk.events.splice(0)
    desk.writer.turn(-1)
    desk.writer.missed()
    expect(said()).toEqual(['silent: absent', 'silent: absent'])
    desk.isAway = true
    for (const by of [1, -1] as const) desk.writer.turn(by)
    desk.writer.missed()
    expect(said()).toEqual(['silent: unfit', 'silent: unfit', 'silent: unfit'])
    desk.isAway = false
    desk.writer.turn(1)
    for (const by of [1, -1] as const) desk.writer.turn(by)
    expect([said(), desk.asked.length]).toEqual([[], 1])
    desk.writer.setOn(false)
    desk.writer.missed()
    expect([desk.writer.turn(1), said()]).toEqual([false, ['silent: unready', 'silent: unready']])
    desk.isComposing = true
    desk.writer.missed()
    expect(said()).toEqual([])
  })

  test('it says so when it is asked and the engine fails at it, not of what was given up or came by itself', async () => {
    const desk = new Desk()
    desk.before = '写'
    desk.writer.askNow()
    await settled()
    await desk.asked[0]?.fail()
    expect([desk.shown, desk.events]).toEqual([null, ['silent: unready']])
    desk.writer.askNow()
    await desk.type('作')
    await desk.asked.at(-1)?.fail()
    expect([desk.asked.length, desk.events]).toEqual([3, ['silent: unready']])
  })

  test('it measures from the input that led to the question', async () => {
    const desk = await new Desk().type('写')
    await desk.pass(20)
    await desk.asked[0]?.answer('作很', false)
    await desk.asked[0]?.answer('作很难')
    expect(desk.painted).toEqual([1000])
  })
})

describe('a caret that comes to rest', () => {
  const rest = (before: string, after = '') => {
    const desk = new Desk()
    desk.before = before
    desk.after = after
    desk.writer.changed({ isTyped: false })
    return desk
  }

  test('it is a question at the end of a text, after a moment', async () => {
    const desk = rest('很多人迟迟没有动笔，是因为')
    await desk.pass(399)
    expect(desk.asked.length).toBe(0)
    await desk.pass(1)
    expect(desk.asked.length).toBe(1)
    await desk.asked[0]?.answer('害怕')
    expect([desk.shown, desk.painted]).toEqual(['害怕', [0]])
  })

  test('it is none in the middle of a text or in an empty block', async () => {
    for (const desk of [rest('很多', '人'), rest('')]) {
      await desk.pass(1000)
      expect(desk.asked.length).toBe(0)
    }
  })

  test('it is none where a suggestion was sent away', async () => {
    const desk = await new Desk().ask('你', '不会')
    desk.writer.dismiss()
    desk.writer.changed({ isTyped: false })
    await desk.pass(1000)
    expect(desk.asked.length).toBe(1)
  })

  test('it becomes one when suggestions are switched on', async () => {
    const desk = new Desk()
    desk.writer.setOn(false)
    desk.before = '是因为'
    desk.writer.setOn(true)
    await desk.pass(400)
    expect(desk.asked.length).toBe(1)
  })
})

describe('typing along', () => {
  test('it keeps the suggestion still, also on the way back, and asks nothing', async () => {
    const desk = await new Desk().ask('你不会', '害怕它')
    await desk.type('害')
    expect(desk.shown).toBe('怕它')
    await desk.type('怕')
    expect(desk.shown).toBe('它')
    desk.before = '你不会害'
    desk.edited()
    expect(desk.shown).toBe('怕它')
    await desk.pass(100)
    expect(desk.asked.length).toBe(1)
  })

  test('it lets the answer grow further on', async () => {
    const desk = await new Desk().type('你')
    await desk.pass(20)
    await desk.asked[0]?.answer('不会', false)
    await desk.type('不会')
    expect([desk.shown, desk.asked.length]).toEqual([null, 1])
    await desk.asked[0]?.answer('不会害怕')
    expect(desk.shown).toBe('害怕')
  })

  test('it counts from two characters on, and asks again at the end', async () => {
    const desk = await new Desk().ask('你', '不会')
    await desk.type('不')
    await desk.type('会')
    expect(desk.events).toEqual(['shown 2', 'accepted typed 2'])
    await desk.pass(20)
    expect(desk.asked.length).toBe(2)
    const other = await new Desk().ask('你', '不会')
    await other.type('不')
    await other.type('要')
    expect(other.events).toEqual([])
  })

  test('it goes away on another way, and when the caret moves', async () => {
    const desk = await new Desk().ask('你', '不会')
    await desk.type('好')
    expect(desk.shown).toBeNull()
    const moved = await new Desk().ask('你', '不会')
    moved.before = ''
    moved.after = '你'
    moved.writer.changed({ isTyped: false })
    await moved.pass(100)
    expect([moved.shown, moved.asked.length]).toEqual([null, 1])
  })
})

describe('taking in', () => {
  test('it takes a word, a clause and all', async () => {
    const desk = await new Desk().ask('你不会', '害怕它。一件让人不害怕的事，才有机会。')
    desk.writer.accept('word')
    desk.edited()
    expect([desk.before, desk.shown]).toEqual(['你不会害怕', '它。一件让人不害怕的事，才有机会。'])
    desk.writer.accept('clause')
    desk.edited()
    expect(desk.shown).toBe('一件让人不害怕的事，才有机会。')
    desk.writer.accept('all')
    desk.edited()
    expect([desk.before, desk.shown]).toEqual(['你不会害怕它。一件让人不害怕的事，才有机会。', null])
    expect(desk.events).toEqual(['shown 19', 'accepted word 2', 'accepted clause 2', 'accepted all 15'])
  })

  test('it asks for what comes next although the answer ended only after its end was reached', async () => {
    const taken = await new Desk().type('你')
    await taken.pass(20)
    await taken.asked[0]?.answer('不会', false)
    taken.writer.accept('all')
    taken.edited()
    const typed = await new Desk().type('你')
    await typed.pass(20)
    await typed.asked[0]?.answer('不会', false)
    await typed.type('不会')
    for (const desk of [taken, typed]) {
      await desk.pass(20)
      expect([desk.before, desk.asked.length]).toEqual(['你不会', 1])
      await desk.asked[0]?.answer('不会')
      await desk.pass(20)
      expect(desk.asked.length).toBe(2)
    }
  })

  test('it asks nothing more where the model had nothing to say', async () => {
    const desk = await new Desk().ask('你', '')
    await desk.pass(20)
    expect(desk.asked.length).toBe(1)
  })

  test('it counts characters, not the halves that some are made of', async () => {
    const desk = await new Desk().ask('𠮷', '𠀀𠀁𠀂𠀃')
    await desk.type('𠀀')
    await desk.type('𠀁')
    desk.writer.accept('all')
    desk.edited()
    const one = await new Desk().ask('𠮷', '𠀀𠀁')
    await one.type('𠀀')
    one.writer.drop()
    expect([desk.events, one.events]).toEqual([['shown 4', 'accepted all 2', 'accepted typed 2'], []])
  })

  test('it counts what was typed along the way apart from what a key took in', async () => {
    const desk = await new Desk().ask('你', '不会害怕它')
    await desk.type('不会')
    desk.writer.accept('all')
    desk.edited()
    expect(desk.events).toEqual(['shown 5', 'accepted all 3', 'accepted typed 2'])
  })

  test('it takes nothing when nothing is shown', () => {
    const desk = new Desk()
    expect([desk.writer.accept('all'), desk.writer.dismiss()]).toEqual([false, false])
  })

  test('it sends a suggestion away until the text changes', async () => {
    const desk = await new Desk().ask('你', '不会')
    expect(desk.writer.dismiss()).toBe(true)
    await desk.pass(1000)
    expect([desk.shown, desk.asked.length, desk.events]).toEqual([null, 1, ['shown 2', 'dismissed 2']])
    await desk.type('好')
    await desk.pass(20)
    expect(desk.asked.length).toBe(2)
  })
})

describe('an input method', () => {
  test('it lets nothing arrive and nothing be taken while it composes, and asks again after', async () => {
    const desk = await new Desk().type('你')
    await desk.pass(20)
    desk.isComposing = true
    desk.writer.compositionStarted()
    await desk.asked[0]?.answer('不会')
    expect([desk.shown, desk.writer.accept('all')]).toEqual([null, false])
    desk.isComposing = false
    desk.before += '好'
    desk.writer.compositionEnded({ isTyped: true })
    await desk.pass(20)
    expect(desk.asked.length).toBe(2)
  })

  test('it types along with a suggestion too', async () => {
    const desk = await new Desk().ask('你', '不会害怕')
    desk.isComposing = true
    desk.writer.compositionStarted()
    expect(desk.shown).toBeNull()
    desk.before += '不会'
    desk.edited()
    desk.isComposing = false
    desk.writer.compositionEnded({ isTyped: true })
    await desk.pass(100)
    expect([desk.shown, desk.asked.length]).toEqual(['害怕', 1])
  })

  test('it leaves a suggestion as it was when it is cancelled', async () => {
    const desk = await new Desk().ask('你', '不会')
    desk.isComposing = true
    desk.writer.compositionStarted()
    desk.isComposing = false
    desk.writer.compositionEnded({ isTyped: false })
    expect(desk.shown).toBe('不会')
  })

  test('it asks again when it cut a question off and was cancelled, but not after Esc', async () => {
    const desk = await new Desk().type('你')
    await desk.pass(20)
    desk.writer.compositionStarted()
    desk.writer.compositionEnded({ isTyped: false })
    await desk.pass(20)
    expect(desk.asked.length).toBe(2)
    await desk.asked[1]?.answer('不会')
    desk.writer.dismiss()
    desk.writer.compositionStarted()
    desk.writer.compositionEnded({ isTyped: false })
    await desk.pass(100)
    expect(desk.asked.length).toBe(2)
  })
})

describe('in the middle of a text', () => {
  test('it waits for the author to pause, and shows what the engine chose for what follows', async () => {
    const desk = new Desk()
    desk.after = '是的'
    await desk.ask('你不会', '害怕是')
    expect(desk.shown).toBeNull()
    await desk.pass(300)
    expect([desk.shown, desk.ghosts.get()?.form]).toEqual(['害怕是', 'card'])
    expect(desk.painted).toEqual([])
  })

  test('it waits for nothing when asked for', async () => {
    const desk = new Desk()
    desk.after = '。'
    desk.writer.askNow()
    await desk.asked[0]?.answer('好')
    expect(desk.shown).toBe('好')
  })

  test('the space before what follows comes with the last word, and nothing is drawn of it alone', async () => {
    const taking = async () => {
      const desk = new Desk()
      desk.after = 'many books'
      desk.before = 'I have '
      desk.writer.askNow()
      await desk.asked[0]?.answer('read ')
      return desk
    }
    const taken = await taking()
    expect(taken.shown).toBe('read ')
    taken.writer.accept('word')
    expect(taken.before).toBe('I have read ')
    const typed = await taking()
    await typed.type('read')
    expect(typed.shown).toBeNull()
    expect(typed.asked).toHaveLength(1)
  })

  test('it never comes back into the text once it had to leave it', async () => {
    const desk = await new Desk().type('你')
    await desk.pass(20)
    await desk.asked[0]?.answer('不会', false)
    expect(desk.ghosts.get()?.form).toBe('inline')
    desk.isCrowded = true
    await desk.asked[0]?.answer('不会害怕', false)
    desk.isCrowded = false
    await desk.asked[0]?.answer('不会害怕它')
    expect(desk.ghosts.get()?.form).toBe('card')
  })
})
test('it goes on after the engine went away', async () => {
  const desk = await new Desk().type('你')
  await desk.pass(20)
  await desk.asked[0]?.fail()
  await desk.type('好')
  await desk.pass(20)
  await desk.asked.at(-1)?.answer('吗')
  expect(desk.shown).toBe('吗')
})

import { describe, expect, test } from 'vitest'
import { Problem } from '#preload/contract/problem.ts'
import { Desk } from './desk.ts'

/** What the engine was to get ready for: how deep, behind which text, and what became of it. */
const preparedAt = ({ prepared }: Desk) =>
  prepared.map(({ preparation: { context, depth }, signal }) => `${depth} ${context.before}${signal.aborted ? ' stopped' : ''}`)

describe('getting ready for what comes next', () => {
  /** A desk on which the engine has just got ready for a lesson that was opened. */
  const opened = async (before: string) => {
    const desk = new Desk()
    desk.writer.setOn(false)
    desk.before = before
    desk.writer.setOn(true)
    await desk.pass(0)
    return desk
  }

  test('a lesson that was opened is read as soon as suggestions are on', async () => {
    const desk = await opened('很多人')
    expect(preparedAt(desk)).toEqual(['read 很多人'])
  })

  test('it is read on while the caret goes elsewhere, until that comes to rest; coming back to it begins nothing anew', async () => {
    const desk = await opened('很多人')
    desk.before = '很多'
    desk.writer.rested()
    await desk.pass(119)
    desk.before = '很多人'
    desk.writer.rested()
    await desk.pass(1000)
    expect(preparedAt(desk)).toEqual(['read 很多人 stopped'])
    expect(desk.asked.length).toBe(1)
    desk.after = '后面'
    desk.writer.changed({ isTyped: false })
    await desk.pass(120)
    desk.before = '很'
    desk.writer.changed({ isTyped: false })
    await desk.pass(119)
    expect(preparedAt(desk).slice(1)).toEqual(['read 很多人'])
    await desk.pass(1)
    expect(preparedAt(desk).slice(1)).toEqual(['read 很多人 stopped', 'read 很'])
  })

  test('nothing is read while suggestions are off, and it ends when they are turned off', async () => {
    const desk = new Desk()
    desk.writer.setOn(false)
    desk.before = '很多人'
    desk.writer.rested()
    await desk.pass(1000)
    expect(preparedAt(desk)).toEqual([])
    desk.writer.setOn(true)
    await desk.pass(120)
    desk.writer.setOn(false)
    await desk.pass(1000)
    expect(preparedAt(desk)).toEqual(['read 很多人 stopped'])
  })

  test('a caret that comes to rest in the middle of a text has it read, one that passes by does not', async () => {
    const desk = new Desk()
    desk.after = '后面'
    for (const before of ['很', '很多', '很多人']) {
      desk.before = before
      desk.writer.changed({ isTyped: false })
      await desk.pass(50)
    }
    await desk.pass(1000)
    expect([preparedAt(desk), desk.asked.length]).toEqual([['read 很多人'], 0])
  })

  test('while a suggestion is in view, what would follow it is written, once it has grown to its end', async () => {
    const desk = await new Desk().type('你')
    await desk.pass(20)
    await desk.asked[0]?.answer('不会', false)
    await desk.pass(1000)
    expect(preparedAt(desk)).toEqual([])
    await desk.asked[0]?.answer('不会害怕')
    await desk.pass(120)
    expect(preparedAt(desk)).toEqual(['written 你不会害怕'])
  })

  test('typing along leaves it be; taking it in, or going another way, ends it before the next question', async () => {
    const along = await new Desk().ask('你', '不会害怕')
    await along.pass(120)
    await along.type('不会')
    expect(preparedAt(along)).toEqual(['written 你不会害怕'])
    along.writer.accept('all')
    along.edited()
    await along.pass(20)
    expect([preparedAt(along), along.asked.length]).toEqual([['written 你不会害怕 stopped'], 2])
    const away = await new Desk().ask('你', '不会害怕')
    await away.pass(120)
    await away.type('好')
    expect([preparedAt(away), away.asked.length]).toEqual([['written 你不会害怕 stopped'], 2])
  })

  test('an author who types on at once is not prepared for', async () => {
    const desk = await new Desk().ask('你', '不会')
    for (const letter of '好啊那就这样') {
      await desk.pass(100)
      await desk.ask(letter, '')
    }
    expect(preparedAt(desk)).toEqual([])
  })

  test('where the model is silent the text is kept read', async () => {
    const desk = await new Desk().ask('你', '')
    await desk.pass(120)
    expect(preparedAt(desk)).toEqual(['read 你'])
  })

  test('it goes on while an input method composes, and ends with the question after it', async () => {
    const desk = await new Desk().ask('你', '不会')
    await desk.pass(120)
    desk.isComposing = true
    desk.writer.compositionStarted()
    await desk.pass(1000)
    expect(preparedAt(desk)).toEqual(['written 你不会'])
    desk.isComposing = false
    desk.before += '好'
    desk.writer.compositionEnded({ isTyped: true })
    await desk.pass(20)
    expect([preparedAt(desk), desk.asked.length]).toEqual([['written 你不会 stopped'], 2])
  })

  test('it ends when the page is left, or the suggestion is sent away', async () => {
    for (const leave of ['drop', 'dismiss'] as const) {
      const desk = await new Desk().ask('你', '不会')
      await desk.pass(120)
      desk.writer[leave]()
      expect(preparedAt(desk)).toEqual(['written 你不会 stopped'])
    }
  })

  test('another candidate is asked for at once, and what follows it is prepared then', async () => {
    const desk = await new Desk().ask('你', '不会')
    await desk.pass(120)
    await desk.turn(1, '好吗')
    await desk.pass(120)
    expect([desk.shown, preparedAt(desk)]).toEqual(['好吗', ['written 你不会 stopped', 'written 你好吗']])
  })

  test('an engine that goes down meanwhile is nothing to tell anyone', async () => {
    const desk = await new Desk().ask('你', '不会')
    await desk.pass(120)
    desk.prepared[0]?.end(new Problem('engine-down', 'it ended'))
    await desk.type('好')
    await desk.pass(20)
    await desk.asked.at(-1)?.answer('吗')
    expect(desk.shown).toBe('吗')
  })
})

import { describe, expect, test } from 'vitest'
import { Problem } from '#preload/contract/problem.ts'
import type { Suggestion, SuggestionContext } from '#preload/contract/suggestions.ts'
import { GhostStore } from '#renderer/editor/ghost-store.ts'
import { GhostWriter } from '#renderer/editor/ghost-writer.ts'
import type { Place } from '#renderer/editor/ghost-text.ts'

const context: SuggestionContext = { course: '', chapter: '', lesson: '', headings: [], before: '', after: '', block: 'paragraph', candidate: 0 }

/** A writer at a desk that the test rules: the text is a string with a caret, the model answers when told. */
class Desk {
  before = ''
  after = ''
  isComposing = false
  isAway = false
  isCrowded = false
  now = 1000
  inputAt = 0
  readonly events: string[] = []
  readonly asked: { answer: (text: string, done?: boolean) => Promise<void>; fail: () => Promise<void>; signal: AbortSignal; candidate: number }[] = []
  painted: number[] = []
  private timers: { at: number; run: () => void }[] = []
  readonly ghosts = new GhostStore()
  readonly writer = new GhostWriter(this.ghosts, {
    place: () => this.place,
    context: (candidate) => ({ ...context, candidate }),
    complete: ({ candidate }, signal) => this.complete(candidate, signal),
    record: (_suggestion, event) => this.events.push(`${event.kind}${'part' in event ? ` ${event.part}` : ''} ${event.characters}`),
    wouldMove: () => this.isCrowded || this.after !== '',
    style: () => ({ bold: false, italic: false }),
    isComposing: () => this.isComposing,
    silent: () => this.events.push('silent'),
    insert: (text) => {
      this.before += text
    },
    painted: (inputAt) => this.painted.push(inputAt),
    later: (run, ms) => this.later(run, ms),
    soon: (run) => this.later(run, 0),
    afterPaint: (run) => run(),
    inputAt: () => this.inputAt,
    now: () => this.now,
    time: () => 0,
  })

  constructor() {
    this.writer.setOn(true)
  }

  private later(run: () => void, ms: number): () => void {
    const timer = { at: this.now + ms, run }
    this.timers.push(timer)
    return () => {
      this.timers = this.timers.filter((each) => each !== timer)
    }
  }

  get place(): Place | null {
    return this.isAway ? null : { block: 'b', before: this.before, after: this.after }
  }

  get shown(): string | null {
    return this.ghosts.get()?.text ?? null
  }

  /** What is shown, and which of how many it is. */
  get counted(): string {
    const { text = '', counter = null } = this.ghosts.get() ?? {}
    return counter ? `${text} ${counter.at}/${counter.of}` : text
  }

  /** Steps on, and lets the model answer, with nothing where it is asked for more. */
  async turn(by: 1 | -1, ...answers: string[]): Promise<this> {
    let asked = this.asked.length
    this.writer.turn(by)
    await settled()
    for (; asked < this.asked.length; asked += 1) await this.asked[asked]?.answer(answers.shift() ?? '')
    return this
  }

  async pass(ms: number): Promise<void> {
    this.now += ms
    const due = this.timers.filter(({ at }) => at <= this.now)
    this.timers = this.timers.filter(({ at }) => at > this.now)
    for (const { run } of due) run()
    await settled()
  }

  async type(text: string): Promise<this> {
    this.inputAt = this.now
    this.before += text
    this.edited()
    await settled()
    return this
  }

  /** The page tells of an edit twice: before it is drawn, and when it is. */
  edited(): void {
    this.writer.typed()
    this.writer.changed({ isTyped: true })
  }

  /** Types, waits, and lets the model answer. */
  async ask(typed: string, answer: string): Promise<this> {
    await this.type(typed)
    await this.pass(20)
    await this.asked.at(-1)?.answer(answer)
    return this
  }

  private async *complete(candidate: number, signal: AbortSignal): AsyncGenerator<Suggestion> {
    const id = `s${this.asked.length}`
    const items: { text: string; done: boolean }[] = []
    let wake: () => void = () => undefined
    const answer = async (text: string, done = true) => {
      items.push({ text, done })
      wake()
      await settled()
    }
    let isDown = false
    const fail = async () => {
      isDown = true
      wake()
      await settled()
    }
    this.asked.push({ answer, fail, signal, candidate })
    signal.addEventListener('abort', () => wake())
    for (;;) {
      const item = items.shift()
      if (item) yield { id, tokens: [], model: 'm', ms: 1, ...item }
      if (item?.done) return
      if (signal.aborted) throw new Problem('cancelled', 'stopped')
      if (isDown) throw new Problem('engine-down', 'it ended')
      if (!item)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
    }
  }
}

const settled = async () => {
  for (let turn = 0; turn < 12; turn += 1) await Promise.resolve()
}

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
    expect([desk.shown, desk.events.includes('silent')]).toEqual(['也许', false])

    const mute = new Desk()
    mute.writer.askNow()
    for (let n = 0; n < 8; n++) await mute.asked[n]?.answer('')
    expect([mute.shown, mute.events]).toEqual([null, ['silent']])
  })

  test('it says so when it is asked while suggestions are off', () => {
    const desk = new Desk()
    desk.writer.setOn(false)
    desk.writer.askNow()
    expect([desk.asked.length, desk.events]).toEqual([0, ['silent']])
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
    expect(other.events).toEqual(['shown 2'])
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
    expect([desk.events, one.events]).toEqual([['shown 4', 'accepted all 2', 'accepted typed 2'], ['shown 2']])
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
  test('it does not say again what follows, and waits for the author to pause', async () => {
    const desk = new Desk()
    desk.after = '。后面'
    await desk.ask('你不会', '害怕它。')
    expect(desk.shown).toBeNull()
    await desk.pass(300)
    expect([desk.shown, desk.ghosts.get()?.form]).toEqual(['害怕它', 'card'])
    expect(desk.painted).toEqual([])
  })

  test('it waits for nothing when asked for', async () => {
    const desk = new Desk()
    desk.after = '。'
    desk.writer.askNow()
    await desk.asked[0]?.answer('好')
    expect(desk.shown).toBe('好')
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

  test('an only one stays as it is', async () => {
    const desk = await new Desk().ask('你', '不会')
    await desk.turn(1)
    expect([desk.counted, desk.events]).toEqual(['不会', ['shown 2']])
  })

  test('each counts as shown once, however often it is', async () => {
    const desk = await new Desk().ask('你', '不会')
    await desk.turn(1, '可以的')
    for (const by of [-1, 1, -1, 1] as const) await desk.turn(by)
    expect(desk.events).toEqual(['shown 2', 'shown 3'])
    desk.writer.accept('all')
    desk.edited()
    expect([desk.before, desk.events]).toEqual(['你可以的', ['shown 2', 'shown 3', 'accepted all 3']])
  })

  test('one that is sent away goes with all of them', async () => {
    const desk = await new Desk().ask('你', '不会')
    await desk.turn(1, '可以的')
    desk.writer.dismiss()
    expect([desk.shown, desk.events]).toEqual([null, ['shown 2', 'shown 3', 'dismissed 3']])
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

  test('a composition that cuts the only question off has it asked again', async () => {
    const desk = new Desk()
    desk.before = '你'
    desk.writer.turn(1)
    await settled()
    desk.writer.compositionStarted()
    desk.writer.compositionEnded({ isTyped: false })
    await desk.pass(20)
    await desk.asked[1]?.answer('不会')
    expect(desk.shown).toBe('不会')
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

test('it goes on after the engine went away', async () => {
  const desk = await new Desk().type('你')
  await desk.pass(20)
  await desk.asked[0]?.fail()
  await desk.type('好')
  await desk.pass(20)
  await desk.asked.at(-1)?.answer('吗')
  expect(desk.shown).toBe('吗')
})

import { describe, expect, it } from 'vitest'
import { Problem } from '#preload/contract/problem.ts'
import type { Suggestion } from '#preload/contract/suggestions.ts'
import type { Why, WhyToken } from '#preload/contract/why.ts'
import { type Ghost, GhostStore } from '#renderer/editor/ghost/ghost-store.ts'
import { GhostWhy, type PageWhy } from '#renderer/editor/ghost/ghost-why.ts'
import { whyRows } from '#renderer/editor/ghost/why-rows.ts'

const suggestion = (id: string, text: string): Suggestion => ({ id, text, tokens: [], done: true, model: 'm', ms: 1, evaluatedTokens: 1, reason: null })
const ghost = (text: string, of = suggestion('s1', text)): Ghost => ({
  block: 'b',
  text,
  form: 'inline',
  bold: false,
  italic: false,
  suggestion: of,
  counter: null,
})
const nothing: Why = { tokens: [], problem: null, likenesses: null, unread: null }

/** A page that shows what it is told to, and an engine that answers when it is told to. */
function page({
  answer = async function* (_signal: AbortSignal): AsyncGenerator<Why> {
    yield nothing
  },
} = {}) {
  const [asked, signals]: [PageWhy[], AbortSignal[]] = [[], []]
  const state = { isComposing: false, before: '今天我们' as string | null }
  const ghosts = new GhostStore()
  const why = new GhostWhy(ghosts, {
    ask: (question, signal) => {
      asked.push(question)
      signals.push(signal)
      return answer(signal)
    },
    before: () => state.before,
    isComposing: () => state.isComposing,
  })
  return { ghosts, why, asked, signals, state }
}
const settled = () => new Promise((resolve) => setTimeout(resolve))

describe('why, on a page', () => {
  it('is asked of what is shown, with what stands before it, and told as it comes', async () => {
    const { ghosts, why, asked } = page()
    expect(why.asked()).toBe(false)
    ghosts.set(ghost('来谈谈'))
    expect(why.held.get()).toBeNull()
    expect(why.asked()).toBe(true)
    expect(why.held.get()).toMatchObject({ ghost: { text: '来谈谈' }, why: null })
    await settled()
    expect(why.held.get()?.why).toBe(nothing)
    expect(asked).toEqual([{ suggestion: 's1', from: 0, to: 3, before: '今天我们', text: '来谈谈' }])
  })

  it('is asked of the rest where a part is written, up to the end of its line', () => {
    const { ghosts, why, asked } = page()
    ghosts.set(ghost('谈谈', suggestion('s1', '来谈谈\n再说')))
    why.asked()
    expect(asked[0]).toMatchObject({ from: 1, to: 3, text: '谈谈' })
  })

  it('goes on with the rest when a part is taken, with more of it, and with another one; each question ends the one before', () => {
    const { ghosts, why, asked, signals } = page()
    const whole = suggestion('s1', '来谈谈吧')
    ghosts.set(ghost('来谈谈吧', whole))
    why.asked()
    why.taken()
    ghosts.set(ghost('谈谈吧', whole))
    ghosts.set(ghost('谈谈吧，好', suggestion('s1', '来谈谈吧，好')))
    ghosts.set(ghost('说说', suggestion('s2', '说说')))
    expect(asked.map(({ suggestion: id, from, text }) => [id, from, text])).toEqual([
      ['s1', 0, '来谈谈吧'],
      ['s1', 1, '谈谈吧'],
      ['s1', 1, '谈谈吧，好'],
      ['s2', 0, '说说'],
    ])
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, true, false])
    expect(why.held.get()).not.toBeNull()
  })

  it('is over when the author types along it, when it is gone, and when it is closed; what was asked is given up', async () => {
    for (const leave of ['typed', 'gone', 'closed']) {
      const { ghosts, why, signals } = page()
      const whole = suggestion('s1', '来谈谈')
      ghosts.set(ghost('来谈谈', whole))
      why.asked()
      if (leave === 'typed') ghosts.set(ghost('谈谈', whole))
      else if (leave === 'gone') ghosts.set(null)
      else expect(why.close()).toBe(true)
      await settled()
      expect([why.held.get(), signals[0]?.aborted]).toEqual([null, true])
      expect(why.close()).toBe(false)
    }
  })

  it('never opens while a word is composed', () => {
    const { ghosts, why, asked, state } = page()
    ghosts.set(ghost('来谈谈'))
    state.isComposing = true
    expect(why.asked()).toBe(false)
    expect(asked).toEqual([])
  })

  it('is gone into by being asked for again', () => {
    const { ghosts, why, asked } = page()
    ghosts.set(ghost('来谈谈'))
    why.asked()
    expect(why.entered.get()).toBe(0)
    why.asked()
    expect([why.entered.get(), asked.length]).toEqual([1, 1])
  })

  it('tells why it cannot be told, and nothing of what is given up', async () => {
    const failing = page({
      // oxlint-disable-next-line require-yield
      answer: async function* (signal) {
        throw new Problem(signal.aborted ? 'cancelled' : 'unavailable', 'the connection is gone')
      },
    })
    failing.ghosts.set(ghost('来谈谈'))
    failing.why.asked()
    await settled()
    expect(failing.why.held.get()?.problem).toMatchObject({ code: 'unavailable' })
    failing.why.close()
    failing.why.asked()
    failing.why.close()
    await settled()
    expect(failing.why.held.get()).toBeNull()
  })
})

describe('the rows of the window', () => {
  const token = (part: Partial<WhyToken>): WhyToken => ({ text: '学习', written: 0, probability: 0.5, own: 0.5, base: null, matched: 0, others: [], ...part })

  it('tell what is written already apart, spaces by their sign, and ends of paragraphs', () => {
    expect(whyRows([token({ written: 1 })])[0]).toMatchObject({ written: '学', text: '习' })
    expect(whyRows([token({ text: ' model' }), token({ text: '  ' }), token({ text: '。\n\n' })]).map(({ text }) => text)).toEqual(['model', '␣␣', '。↵'])
    expect(whyRows([token({ others: [{ text: '', probability: 0.1 }] })])[0]?.others).toEqual([{ text: '', probability: 0.1 }])
  })

  it('tell what an adapter changed, where it is known', () => {
    expect(whyRows([token({ base: 0.08 }), token({ base: null })]).map(({ voice }) => voice)).toEqual([{ base: 0.08, own: 0.5 }, null])
    // It changed nothing to speak of.
    expect(whyRows([token({ base: 0.49 })])[0]?.voice).toBeNull()
  })

  it('name the author’s texts where they made much of a token what it is', () => {
    const memoryOf = (part: Partial<WhyToken>) => whyRows([token(part)])[0]?.memory
    expect(memoryOf({ matched: 12, own: 0.1 })).toEqual({ characters: 12, own: 0.1 })
    expect(memoryOf({ matched: 12, own: 0.45 })).toBeNull()
    expect(memoryOf({ matched: 0, own: 0.1 })).toBeNull()
  })

  it('say where they lowered it, for else nothing tells why it is less than the model gives', () => {
    const loweredOf = (part: Partial<WhyToken>) => whyRows([token(part)])[0]?.lowered
    expect([loweredOf({ own: 0.7 }), loweredOf({ own: 0.55 }), loweredOf({ own: 0.1 })]).toEqual([{ own: 0.7 }, null, null])
  })

  it('leave out others that are as good as impossible', () => {
    const others = [0.02, 0.004, 0].map((probability, at) => ({ text: '于在诉'[at] ?? '', probability }))
    expect(whyRows([token({ others })])[0]?.others).toEqual([{ text: '于', probability: 0.02 }])
  })
})

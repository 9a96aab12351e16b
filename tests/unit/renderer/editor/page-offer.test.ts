import { expect, test } from 'vitest'
import { GhostStore } from '#renderer/editor/ghost/ghost-store.ts'
import { Offer } from '#renderer/editor/ghost/page-offer.ts'

const suggestion = { id: 's', text: '不会', tokens: [{ text: '不会', probability: 1 }], done: true, model: 'm', ms: 1, evaluatedTokens: 1, reason: null }

class Page {
  isUnfit = false
  isOnRequest = false
  isComposing = false
  told: Offer['told'][] = []
  timer: (() => void) | null = null
  readonly ghosts = new GhostStore()
  readonly offer: Offer = new Offer(this.ghosts, {
    isUnfit: () => this.isUnfit,
    isOnRequest: () => this.isOnRequest,
    isComposing: () => this.isComposing,
    tell: () => this.told.push(this.offer.told),
    later: (run) => {
      this.timer = run
      return () => {
        this.timer = null
      }
    },
  })

  show(text: string): void {
    this.ghosts.set({ block: 'b', text, form: 'inline', bold: false, italic: false, suggestion, counter: null })
  }
}

test('it tells of what is left, made once, and of nothing while the author composes', () => {
  const page = new Page()
  page.show('会')
  expect(page.offer.told.suggestion).toMatchObject({ text: '会', tokens: [{ text: '会' }] })
  expect(page.offer.told.suggestion).toBe(page.offer.told.suggestion)
  page.isComposing = true
  expect(page.offer.told.suggestion).toBeNull()
})

test('it says the same of nothing as the page does, and no longer than that holds', () => {
  const page = new Page()
  page.offer.unsure()
  expect(page.told.at(-1)?.nothing).toBe('unsure')
  page.offer.silent('unsure')
  expect([page.told.at(-1)?.nothing, page.ghosts.getSilence()]).toEqual(['none', 'unsure'])
  page.offer.moved()
  expect([page.told.at(-1)?.nothing, page.ghosts.getSilence()]).toEqual(['waiting', null])
  page.offer.silent('unfit')
  expect(page.told.at(-1)?.nothing).toBe('unfit')
  page.offer.moved()
  page.isUnfit = true
  page.offer.moved()
  expect(page.told.at(-1)?.nothing).toBe('unfit')
  page.isUnfit = false
  page.offer.moved()
  expect(page.told.at(-1)?.nothing).toBe('waiting')
})

test('a key that means a suggestion is told the reason that stands beside the page, where there is one', () => {
  const page = new Page()
  page.offer.silent('absent')
  expect(page.ghosts.getSilence()).toBe('absent')
  page.offer.unsure()
  page.offer.silent('absent')
  expect([page.told.at(-1)?.nothing, page.ghosts.getSilence()]).toEqual(['unsure', 'withheld'])
})

test('it says where a suggestion comes only when it is asked for, unless there is none', () => {
  const page = new Page()
  page.isOnRequest = true
  page.offer.moved()
  expect(page.told.at(-1)?.nothing).toBe('on-request')
  page.offer.silent('unsure')
  expect(page.told.at(-1)?.nothing).toBe('none')
  page.isOnRequest = false
  page.offer.moved()
  expect(page.told.at(-1)?.nothing).toBe('waiting')
})

test('the author writes until they stop, and a composition is writing for as long as it lasts', () => {
  const page = new Page()
  page.offer.wrote()
  page.offer.wrote()
  expect(page.told.map(({ isWriting }) => isWriting)).toEqual([true])
  page.isComposing = true
  page.timer?.()
  expect(page.offer.told.isWriting).toBe(true)
  page.isComposing = false
  page.timer?.()
  expect(page.told.map(({ isWriting }) => isWriting)).toEqual([true, false])
})

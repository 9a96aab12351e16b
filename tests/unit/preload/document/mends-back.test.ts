import { describe, expect, test } from 'vitest'
import type { Mend } from '#preload/document/mending.ts'
import { mendedInSteps, unmended } from '#preload/document/mends-back.ts'
import type { BlockId, Doc } from '#preload/document/schema.ts'

const id = (name: string) => name as BlockId
const text = (name: string, words: string): Doc[number] => ({ type: 'paragraph', id: id(name), children: [{ text: words }] })
const heading = (name: string, level: 1 | 2 | 3, words: string): Doc[number] => ({ type: 'heading', id: id(name), level, children: [{ text: words }] })
const spaces: Mend = { kind: 'single-spaces', block: id('a') }
const digits: Mend = { kind: 'half-digits', block: id('a') }

describe('mends that are taken back', () => {
  const doc: Doc = [text('a', '第１课  开始'), text('b', '第２课')]

  test('several of one block go back one after the other, whatever was written elsewhere since', () => {
    const { doc: after, done } = mendedInSteps(doc, [spaces, digits, spaces])
    expect([after[0], done.length]).toEqual([text('a', '第1课 开始'), 2])
    const written = [text('new', '新写的'), ...after.slice(0, 1), text('b', '第２课，改过')]
    expect(unmended(written, done)).toEqual({ doc: [text('new', '新写的'), doc[0], text('b', '第２课，改过')], back: 2, stayed: 0 })
  })

  test('one whose place was changed since stays, and all of that place with it', () => {
    const { doc: after, done } = mendedInSteps(doc, [spaces, { kind: 'half-digits', block: id('b') }])
    const written: Doc = [text('a', '第１课 开始，又写'), after[1]!]
    expect(unmended(written, done)).toEqual({ doc: [written[0], doc[1]], back: 1, stayed: 1 })
    expect(unmended([text('c', '都没了')], done)).toEqual({ doc: [text('c', '都没了')], back: 0, stayed: 2 })
  })

  test('headings that were raised together go back together, or not at all', () => {
    const deep = [heading('h', 2, '一'), text('a', '字'), heading('i', 3, '二')]
    const { doc: after, done } = mendedInSteps(deep, [{ kind: 'raise-headings', block: null }])
    expect(unmended(after, done).doc).toEqual(deep)
    const written = after.with(2, heading('i', 2, '二，改过'))
    expect(unmended(written, done)).toEqual({ doc: written, back: 0, stayed: 1 })
  })

  test('empty headings that were taken away come back where they were, unless nobody knows where that is', () => {
    const empty = [heading('h', 1, ''), heading('i', 2, ''), text('a', '字'), heading('j', 2, '')]
    const { doc: after, done } = mendedInSteps(empty, [{ kind: 'remove-heading', block: null }])
    expect(after).toEqual([text('a', '字')])
    expect(unmended(after, done)).toEqual({ doc: empty, back: 1, stayed: 0 })
    expect(unmended([text('b', '另一段')], done)).toEqual({ doc: [text('b', '另一段')], back: 0, stayed: 1 })
  })

  test('what was taken back is not taken back again', () => {
    const { doc: after, done } = mendedInSteps(doc, [spaces])
    const back = unmended(after, done).doc
    expect(unmended(back, done)).toEqual({ doc: back, back: 0, stayed: 1 })
  })
})

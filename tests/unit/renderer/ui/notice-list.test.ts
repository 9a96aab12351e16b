import { describe, expect, test } from 'vitest'
import { type Notice, type Shown, withNotice } from '#renderer/ui/notice-list.ts'

const shown = (...notices: Notice[]) => notices.reduce<readonly Shown[]>((now, notice) => withNotice(now, notice, null), [])
const texts = (notices: readonly Shown[]) => notices.map(({ text }) => text)

describe('notices', () => {
  test('only the newest two are shown', () => {
    expect(texts(shown({ text: '一' }, { text: '二' }, { text: '三' }))).toEqual(['二', '三'])
  })

  test('a newer one about the same takes the place of the older, as another one', () => {
    const notices = shown({ text: '一', about: 'a' }, { text: '二' }, { text: '三', about: 'a' })
    expect(notices.map(({ text, id }) => [text, id])).toEqual([
      ['二', 2],
      ['三', 3],
    ])
  })

  test('one that counts as told only once it is closed stays, whatever comes', () => {
    const closed = () => undefined
    expect(texts(shown({ text: '一', closed }, { text: '二' }, { text: '三' }, { text: '四' }))).toEqual(['一', '四'])
    expect(texts(shown({ text: '一', closed }, { text: '二', closed }, { text: '三' }))).toEqual(['一', '二', '三'])
  })
})

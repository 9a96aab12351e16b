import { beforeEach, describe, expect, test } from 'vitest'
import { TitleTyping } from '#renderer/ui/title-typing.ts'

let named: string[]
let shown: string | null
let typing: TitleTyping
let leave: () => void

beforeEach(() => {
  named = []
  shown = null
  typing = new TitleTyping('旧', (draft) => {
    shown = draft
  })
  leave = typing.nameBy((title, when) => named.push(`${when} ${title}`))
  typing.entered()
})

describe('a title’s field', () => {
  test('it names while it is typed in, and at once when it is left', () => {
    typing.changed('新', false)
    typing.changed('新的', false)
    expect([named, shown]).toEqual([['soon 新', 'soon 新的'], '新的'])
    typing.left('新的')
    expect([named.at(-1), shown]).toEqual(['now 新的', null])
  })

  test('it shows the spaces that are typed and names without them, on one line and within the limit', () => {
    typing.changed(' 新的\n 标题 ', false)
    typing.changed(`${'长'.repeat(199)} 了`, false)
    expect([named, shown?.length]).toEqual([['soon 新的 标题', `soon ${'长'.repeat(199)}`], 201])
  })

  test('it says what it was called when the field was entered, also once the library has what is typed', () => {
    const before: string[] = []
    typing.nameBy((title, when, was) => before.push(`${when} ${was} → ${title}`))
    typing.changed('新', false)
    typing.called('新')
    typing.left('新')
    typing.entered()
    typing.changed('新二', false)
    typing.giveUp()
    expect(before).toEqual(['soon 旧 → 新', 'now 旧 → 新', 'soon 新 → 新二', 'now 新 → 新'])
  })

  test('there is something to undo in it while it says something else than it did', () => {
    expect(typing.isUnchanged('旧')).toBe(true)
    typing.changed('新', false)
    expect(typing.isUnchanged('新')).toBe(false)
    typing.changed('旧', false)
    expect(typing.isUnchanged('旧')).toBe(true)
  })

  test('it names nothing where nothing was typed', () => {
    typing.left('旧')
    leave()
    expect(named).toEqual([])
  })

  test('it keeps what it was when it is emptied', () => {
    typing.changed('新', false)
    typing.changed(' ', false)
    typing.left(' ')
    expect([named, shown]).toEqual([['soon 新', 'soon 旧', 'now 旧'], null])
  })

  test('it says what it goes on being called where it is left with nothing in it, and only there', () => {
    typing.changed('', false)
    expect(typing.left('')).toBe('旧')
    expect(typing.left('旧')).toBeNull()
    typing.changed('新', false)
    typing.called('新')
    typing.changed(' ', false)
    // What was saved for a moment on the way is not what it is called in the end.
    expect([typing.left(' '), named.at(-1)]).toEqual(['旧', 'now 旧'])
    typing.changed('新', false)
    expect(typing.left('新')).toBeNull()
  })

  test('it goes back to what it was when it is given up, also after it was saved', () => {
    typing.changed('新', false)
    typing.called('新')
    typing.giveUp()
    expect([named, shown]).toEqual([['soon 新', 'now 旧'], null])
    leave()
    expect(named.length).toBe(2)
  })

  test('it names nothing of a composition before its end', () => {
    typing.changed('旧xie', true)
    typing.changed('旧xie zuo', true)
    expect([named, shown]).toEqual([[], '旧xie zuo'])
    typing.changed('旧写作', true)
    typing.composed('旧写作')
    expect(named).toEqual(['soon 旧写作'])
  })

  test('it names what was typed when it goes while it is typed in', () => {
    typing.changed('新', false)
    leave()
    expect(named).toEqual(['soon 新', 'now 新'])
  })
})

describe('a name given elsewhere', () => {
  test('it takes the place of what was typed before, and is what Esc brings back then', () => {
    typing.changed('新', false)
    typing.called('新')
    typing.called('那里的')
    expect(shown).toBeNull()
    typing.changed('那里的名字', false)
    typing.giveUp()
    expect(named).toEqual(['soon 新', 'soon 那里的名字', 'now 那里的'])
  })

  test('it does not interrupt an input method', () => {
    typing.changed('新', false)
    typing.changed('新xie', true)
    typing.called('那里的')
    typing.composed('新写')
    expect([named, shown]).toEqual([['soon 新', 'soon 新写'], '新写'])
  })
})

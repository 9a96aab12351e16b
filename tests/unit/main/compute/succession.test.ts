import { describe, expect, test } from 'vitest'
import { Succession } from '#main/compute/succession.ts'

const chosen = (model: string | null) => ({ model, device: 'auto' as const })

describe('which model serves', () => {
  test('it is the chosen one, and the starter while that can’t be used, with the choice kept', () => {
    const succession = new Succession(chosen('a'))
    expect([succession.model, succession.standsIn, succession.before]).toEqual(['a', false, undefined])
    succession.standIn()
    succession.serves()
    expect([succession.model, succession.standsIn, succession.choice.model, succession.last]).toEqual([null, true, 'a', null])
  })

  test('it is the one before where another is chosen and fails, and that is chosen then', () => {
    const succession = new Succession(chosen('a'))
    succession.serves()
    succession.choose(chosen('b'), true)
    succession.begin()
    expect([succession.model, succession.before, succession.last]).toEqual(['b', 'a', 'a'])
    succession.goBack('a')
    succession.begin()
    succession.serves()
    expect([succession.model, succession.choice.model, succession.before]).toEqual(['a', 'a', undefined])
  })

  test('one that was on its way is gone back to as well, one that had failed is not', () => {
    const onItsWay = new Succession(chosen('a'))
    onItsWay.choose(chosen('b'), false)
    const failed = new Succession(chosen('a'))
    failed.choose(chosen('b'), true)
    expect([onItsWay.before, failed.before]).toEqual(['a', undefined])
  })

  test('one that is forgotten, or turned out unsound, is gone back to no more', () => {
    const succession = new Succession(chosen('a'))
    succession.serves()
    succession.choose(chosen('b'), true)
    expect(['a', 'b', 'c'].map((model) => succession.needs(model))).toEqual([true, true, false])
    succession.begin()
    succession.forget('a')
    expect([succession.before, succession.needs('a')]).toEqual([undefined, false])
  })
})

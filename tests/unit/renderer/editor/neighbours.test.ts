import { expect, test } from 'vitest'
import { Neighbours } from '#renderer/editor/document/neighbours.ts'
import { docOf } from './writing.ts'
import { numbersOf } from '#preload/document/numbering.ts'

const doc = docOf('1. 甲', '1. 乙', '  1. 乙一', '  - 乙点', '  1. 乙二', '1. 丙', '段', '1. 新', '> 引', '> 用', '段')

test('it numbers items as the plain text does', () => {
  const neighbours = new Neighbours(doc)
  const numbers = doc.map((block) => neighbours.of(block.id).number)
  expect(numbers).toEqual([1, 2, 1, 0, 1, 3, 0, 1, 0, 0, 0])
  expect(numbers).toEqual(numbersOf(doc))
})

test('it joins quotes and items to the next of their kind', () => {
  const neighbours = new Neighbours(doc)
  expect(doc.map((block) => neighbours.of(block.id).isJoined)).toEqual([true, true, true, true, true, false, false, false, true, false, false])
})

test('it tells only those whose look has changed', () => {
  const neighbours = new Neighbours(doc)
  const told: number[] = []
  doc.forEach((block, index) => neighbours.subscribe(block.id, () => told.push(index)))
  neighbours.update(doc.toSpliced(1, 1))
  expect(told).toEqual([1, 5])
})

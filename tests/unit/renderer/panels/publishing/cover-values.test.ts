import { expect, test } from 'vitest'
import { coverFrom, picturesOffered, valueOf } from '#renderer/panels/publishing/cover-values.ts'

test('a cover is its template, alone or with a picture, and comes back as it was', () => {
  const picture = { image: 'ab', as: 'inset' }
  expect([coverFrom('night'), coverFrom({ template: 'night', ...picture }), coverFrom(undefined)]).toEqual([
    { template: 'night', picture: null },
    { template: 'night', picture },
    { template: '', picture: null },
  ])
  expect([valueOf('night', null), valueOf('night', picture)]).toEqual(['night', { template: 'night', ...picture }])
})

test('pictures of the course are offered, and the one from a file before them', () => {
  const many = Array.from({ length: 30 }, (_, at) => `p${at}`)
  expect(picturesOffered(['a', 'b'], 'b')).toEqual(['a', 'b'])
  expect(picturesOffered(['a', 'b'], 'file')).toEqual(['file', 'a', 'b'])
  expect([picturesOffered(many, null).length, picturesOffered(many, 'p29')[0]]).toEqual([24, 'p29'])
})

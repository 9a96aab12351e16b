import { expect, onTestFinished, test } from 'vitest'
import { openWorks } from '#main/store/works-open.ts'
import { Works } from '#main/store/works.ts'
import { temporaryFolder } from './temporary.ts'

/** An archive of works that are named by their way, such as `a/1`. */
function archiveOf(...ways: readonly string[]): Works {
  const opened = openWorks(temporaryFolder(), true, 0)
  if (opened === 'newer') throw new Error('a new archive is never of a newer version')
  onTestFinished(() => void opened.db.close())
  const works = new Works(opened.db)
  works.begin('batch', 0)
  for (const way of ways) add(works, way)
  works.finish('batch', 0)
  return works
}

function add(works: Works, way: string): void {
  const place = { id: way, kind: 'markdown', title: way, file: way, folder: way.split('/')[0] ?? '', written: null, hash: way }
  const known = { words: 100, chinese: 1, quoted: 0, personal: '{}', learnt: null, answer: 0, pairs: null, excluded: 0 }
  works.add('batch', { ...place, ...known, sketch: new Uint32Array(), text: Buffer.from(way), grams: '' }, 0)
}

const learnt = (works: Works) =>
  works
    .all()
    .filter(({ excluded }) => excluded === 0)
    .map(({ id }) => id)

test('what was left out by itself stays so when its folder goes out and comes in again', () => {
  const works = archiveOf('a/1', 'a/2', 'a/3', 'b/1')
  works.excludeWorks(['a/2'], true)
  works.excludeFolder('a', true)
  expect(learnt(works)).toEqual(['b/1'])
  works.excludeFolder('a', false)
  expect(learnt(works)).toEqual(['a/1', 'a/3', 'b/1'])
})

test('a folder of which all was left out one by one comes in as a whole, and so does one of which some is in', () => {
  const works = archiveOf('a/1', 'a/2', 'a/3')
  works.excludeWorks(['a/1', 'a/2', 'a/3'], true)
  works.excludeFolder('a', false)
  expect(learnt(works)).toEqual(['a/1', 'a/2', 'a/3'])
  works.excludeWorks(['a/1'], true)
  works.excludeFolder('a', false)
  expect(learnt(works)).toEqual(['a/1', 'a/2', 'a/3'])
})

test('what waits to be deleted is told by removal and folder, the last first, and no more once it is back or deleted', () => {
  const works = archiveOf('a/1', 'a/2', 'b/1', 'b/2')
  works.remove([], ['a'], '1')
  works.remove(['b/2'], [], '2')
  const [last, first] = [
    { removal: '2', folder: 'b', works: 1, words: 100, title: 'b/2' },
    { removal: '1', folder: 'a', works: 2, words: 200, title: 'a/1' },
  ]
  expect(works.removals()).toEqual([last, first])
  works.restore('2')
  expect(works.removals()).toEqual([first])
  works.forget('1')
  expect([works.removals(), learnt(works)]).toEqual([[], ['b/1', 'b/2']])
})

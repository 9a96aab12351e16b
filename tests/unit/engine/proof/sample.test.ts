import { describe, expect, test } from 'vitest'
import { openingsOf } from '#engine/proof/openings.ts'
import { beginningsOf, type ProofWork, ranked, readOf, sampleFor } from '#engine/proof/sample.ts'

const work = (id: string, text: string): ProofWork => ({ id, title: `题${id}`, text })
const paragraph = (mark: string) =>
  `${mark}开头这一句话有十几个字那么长，然后后面还有许多许多别的话要慢慢地说下去，直到这一段足够长了为止，这里再补上一些字，再补一些，又补一些。`
const long = (id: string, paragraphs: number) => work(id, [`# 题${id}`, ...Array.from({ length: paragraphs }, (_, at) => paragraph(`${id}${at}`))].join('\n\n'))

describe('works', () => {
  const works = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => work(id, id))
  const ids = (all: readonly ProofWork[]) => all.map(({ id }) => id).join('')

  test('are drawn by the seed and their ids, in whatever order they come', () => {
    expect(ids(ranked(works.toReversed(), 1))).toBe(ids(ranked(works, 1)))
    expect(new Set([1, 2, 3, 4].map((seed) => ids(ranked(works, seed)))).size).toBeGreaterThan(1)
  })

  test('are read whole, and the last one up to a paragraph’s end', () => {
    const [one, two, three] = [work('1', '一'.repeat(50)), work('2', `${'二'.repeat(30)}\n\n${'二'.repeat(30)}`), work('3', '三')]
    expect(readOf([one, two, three], 90).map(({ text }) => text.length)).toEqual([50, 30])
    expect(readOf([one], 1000)).toEqual([one])
    expect(readOf([], 1000)).toEqual([])
  })

  test('are read by what of them is learnt: a question, however long, leaves room for its answer', () => {
    const asked = '问'.repeat(500)
    const pair = { ...work('1', `${asked}${'答'.repeat(50)}\n\n${'答'.repeat(50)}`), context: [[0, 500]] as const }
    expect(readOf([pair, work('2', '二')], 102).map(({ id, text }) => [id, text.length])).toEqual([['1', 602]])
    expect(readOf([pair], 70).map(({ text }) => text)).toEqual([asked + '答'.repeat(50)])
    expect(readOf([pair], 40).map(({ text }) => text)).toEqual([asked + '答'.repeat(40)])
    expect(readOf([{ ...work('1', asked), context: [[0, 500]] }, work('2', '二')], 100).map(({ id }) => id)).toEqual(['2'])
  })

  test('of general text are read from all of it', () => {
    expect(beginningsOf([work('1', '一'.repeat(50)), work('2', '二'.repeat(5))], 40).map(({ text }) => text.length)).toEqual([20, 5])
  })

  test('are cut between characters where there is no paragraph’s end', () => {
    expect(readOf([work('1', '𠀀'.repeat(50))], 31).map(({ text }) => text)).toEqual(['𠀀'.repeat(16)])
  })
})

describe('openings', () => {
  test('take turns: the first paragraph of every work, then others', () => {
    const openings = openingsOf([long('甲', 3), long('乙', 1)], 3, 40, 1)
    expect(openings.map(({ work: id }) => id)).toEqual(['甲', '乙', '甲'])
    expect(openings[0]).toEqual({ work: '甲', title: '题甲', opening: '# 题甲\n\n甲0开头这一句话有十几个字那么长，', truth: paragraph('甲0').slice(17, 57) })
  })

  test('are the same for the same seed, and others for another', () => {
    const drawn = (seed: number) => openingsOf([long('甲', 30)], 10, 40, seed)
    expect(drawn(1)).toEqual(drawn(1))
    expect(drawn(1)).not.toEqual(drawn(2))
  })

  test('of a single work are as many as it has paragraphs', () => {
    expect([openingsOf([long('甲', 30)], 10, 40, 1).length, openingsOf([long('甲', 4)], 10, 40, 1).length]).toEqual([10, 4])
  })

  test('end behind a word where letters are', () => {
    const english = work('e', 'Whoever writes with letters knows that words are longer than characters are, so an opening must not end within one of them.')
    const { 0: opening } = openingsOf([english], 1, 40, 1)
    expect([opening?.opening, opening?.truth.slice(0, 6)]).toEqual(['Whoever writes with letters', ' knows'])
  })

  test('are in what the author wrote, behind the question that they answer', () => {
    const [letter, reply, second] = [`读者问：${paragraph('信')}`, paragraph('答'), '读者问：那么，写完以后呢？']
    const text = `# 信\n\n${letter}\n\n答：${reply}\n\n${second}\n\n答：${reply}${second}`
    const [from, next, last] = [text.indexOf('读者问'), text.indexOf(second), text.lastIndexOf(second)]
    const context = [[from, text.indexOf(reply)] as const, [next, text.lastIndexOf(reply)] as const, [last, text.length] as const]
    const openings = openingsOf([{ ...work('信', text), context }], 9, 40, 1)
    expect(openings.map(({ opening }) => opening.slice(-18))).toEqual([1, 2].map(() => `答：${reply.slice(0, 16)}`))
    expect(openings.map(({ truth }) => truth)).toEqual([1, 2].map(() => reply.slice(16, 56)))
    expect(openings[0]?.opening).toContain(letter)
  })

  test('tell no more than what the author wrote until somebody else speaks', () => {
    const [reply, question] = [paragraph('答'), '下一个问题']
    const context = [[reply.length, reply.length + question.length] as const]
    expect(openingsOf([{ ...work('1', reply + question), context }], 9, 400, 1).map(({ truth }) => truth)).toEqual([reply.slice(16)])
  })

  test('are none where no paragraph is long enough', () => {
    expect(openingsOf([work('1', '短。\n\n也短。'), work('2', '')], 10, 40, 1)).toEqual([])
  })
})

test('less is measured of a large model', () => {
  const [small, large] = [sampleFor(8e6), sampleFor(270e6)]
  expect([large.read < small.read, large.written < small.written, large.openings < small.openings]).toEqual([true, true, true])
})

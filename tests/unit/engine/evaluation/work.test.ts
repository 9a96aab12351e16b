import { describe, expect, test } from 'vitest'
import { isForCalibration, stretchesOf } from '#engine/evaluation/stretches.ts'
import { Work } from '#engine/evaluation/work.ts'

const document = (text: string, title = '') => ({ text, title, language: 'zh', className: 'course' })

describe('a work', () => {
  test('it is blocks without their marks, its title apart', () => {
    const work = new Work(document('# 天气\n\n今天。\n\n## 风\n\n- 大\n- 小\n\n> 引', '天气'))
    expect([work.title, work.flow]).toEqual(['天气', '今天。\n风\n大\n小\n引'])
  })

  test('its questions tell the text above as the page does', () => {
    const work = new Work(document('今天。\n\n### 风\n\n- 大\n- 小\n\n> 引', '天气'))
    const question = work.questionsFrom(0)
    expect(['今', '风', '大', '小', '引'].map((letter) => question(work.flow.indexOf(letter) + 1)).map(({ before, block }) => [before, block])).toEqual([
      ['今', 'paragraph'],
      ['今天。\n\n# 风', 'heading'],
      ['今天。\n\n# 风\n\n- 大', 'item'],
      ['今天。\n\n# 风\n\n- 大\n- 小', 'item'],
      ['今天。\n\n# 风\n\n- 大\n- 小\n\n> 引', 'quote'],
    ])
    expect(question(0)).toEqual({ course: '', chapter: '', lesson: '天气', headings: [], before: '', after: '', block: 'paragraph', candidate: 0 })
  })

  test('the text above keeps its beginning while it is written, at most 1,500 characters before it', () => {
    const paragraphs = Array.from({ length: 10 }, (_, at) => `${at}${'字'.repeat(399)}`)
    const work = new Work(document(`# 一章\n\n${paragraphs.join('\n\n')}`))
    const from = work.flow.indexOf('7')
    const question = work.questionsFrom(from)
    expect(question(from).before.startsWith('4字')).toBe(true)
    expect(question(from).before.length).toBeLessThanOrEqual(1500)
    expect(question(from + 300).before).toBe(question(from).before + work.flow.slice(from, from + 300))
    expect(question(from).headings).toEqual(['一章'])
  })

  test('a paragraph longer than that is told from within', () => {
    const work = new Work(document('甲'.repeat(1000) + '乙'.repeat(3000)))
    const question = work.questionsFrom(3000)
    expect(question(3000).before).toBe('乙'.repeat(1500))
    expect(question(3010).before).toBe('乙'.repeat(1510))
  })
})

describe('stretches', () => {
  const works = Array.from({ length: 5 }, (_, at) => new Work(document(`${at}`.repeat(1100))))

  test('they are the same for the same seed, others for another, and as many characters as wanted', () => {
    const drawn = (seed: number) => stretchesOf(works, { characters: 1000, seed }).map(({ work, from, to }) => [works.indexOf(work), from, to])
    expect(drawn(7)).toEqual(drawn(7))
    expect(drawn(7)).not.toEqual(drawn(8))
    expect(drawn(7).reduce((sum, [, from = 0, to = 0]) => sum + to - from, 0)).toBe(1000)
  })

  test('every work has its turn before one comes again, and no place comes twice', () => {
    const stretches = stretchesOf(works, { characters: 1e6, seed: 1 })
    expect(new Set(stretches.slice(0, 5).map(({ work }) => work)).size).toBe(5)
    expect(new Set(stretches.map(({ work, from }) => `${works.indexOf(work)} ${from}`)).size).toBe(25)
    expect(Math.min(...stretches.map(({ from }) => from))).toBe(100)
  })

  test('they begin and end with whole characters', () => {
    for (const { work, from } of stretchesOf([new Work(document(`a${'𠮷'.repeat(500)}`))], { characters: 1000, seed: 1 }))
      expect(work.flow.slice(from).startsWith('𠮷')).toBe(true)
  })

  test('about every second document is for calibrating, by its text', () => {
    const texts = Array.from({ length: 400 }, (_, at) => ({ title: '', text: `第${at}篇` }))
    const share = texts.filter(isForCalibration).length / texts.length
    expect(share).toBeGreaterThan(0.4)
    expect(share).toBeLessThan(0.6)
    expect(isForCalibration({ title: '', text: '第1篇' })).toBe(isForCalibration({ title: '', text: '第1篇' }))
  })
})

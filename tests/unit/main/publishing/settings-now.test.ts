import { describe, expect, test } from 'vitest'
import { factsOf, givenTo, optionsOf, type TargetId, targetIds } from '#main/publishing/facts.ts'
import { settingsNow } from '#main/publishing/settings-now.ts'
import { hashOf } from '#main/publishing/desk/hashes.ts'
import type { PublishedCourse } from '#main/publishing/desk/course.ts'
import { unitsFor } from '#main/publishing/targets.ts'
import type { OptionValues } from '#preload/contract/targets.ts'
import { docOf, materials } from './published.ts'

const course = {
  title: '课',
  chapters: [
    {
      title: '章',
      lessons: [
        { id: 'a', title: '甲' },
        { id: 'b', title: '乙' },
      ],
    },
  ],
}
const unlabelled = { course, isLabelled: () => false }

/** How a target is set in one way or another. */
interface Way {
  readonly options?: OptionValues
  readonly producer?: string
  readonly author?: string
  readonly labelled?: readonly string[]
  readonly course?: typeof course
}

const nowOf = (target: TargetId, { options = {}, producer = '', author = '', labelled = [], course: named = course }: Way = {}) => {
  const given = givenTo(target, optionsOf(target, options), { producer, addresses: {} })
  return settingsNow(target, { given, author, course: named, isLabelled: (lesson) => labelled.includes(lesson) })
}

/** What is other at a target once it is set in another way: of the course (null), or of a lesson. */
const other = (target: TargetId, before: Way, after: Way, lesson: string | null = null) =>
  nowOf(target, after).otherThan(nowOf(target, before).kept(lesson), lesson)

const hash = (target: TargetId, options: OptionValues, lesson: string | null = null, shared: object = { producer: '', addresses: {} }, author = '') =>
  settingsNow(target, { given: givenTo(target, optionsOf(target, options), { ...shared }), author, ...unlabelled }).kept(lesson)

describe('how a target is set', () => {
  test.each(targetIds)('%s: what it has by itself is as if nothing were set, for a later version may have more to set', (target) => {
    const bare = settingsNow(target, { given: {}, author: '', ...unlabelled })
    for (const lesson of [null, 'a']) expect(bare.otherThan(hash(target, {}, lesson), lesson)).toBe(null)
  })

  test('another form, cover, pace or producer is another setting, of the course and of each lesson', () => {
    const others: readonly (readonly [TargetId, OptionValues])[] = [
      ['zhihu', { formulas: 'images' }],
      ['zhihu', { cover: 'night' }],
      ['epub', { cover: 'none' }],
      ['ximalaya', { pace: 200 }],
      ['ximalaya', { pronunciations: { 行: 'háng' } }],
    ]
    for (const [target, options] of others)
      expect([hash(target, options) === hash(target, {}), hash(target, options, 'a') === hash(target, {}, 'a')]).toEqual([false, false])
    expect([null, 'a', 'b'].map((lesson) => other('zhihu', { labelled: ['a'] }, { labelled: ['a'], producer: '林一工作室' }, lesson))).toEqual([
      ['label'],
      ['label'],
      null,
    ])
  })

  test('a form of formulas is another setting of lessons that hold one', () => {
    const at = (formulas: string, held: readonly string[]) => {
      const given = givenTo('zhihu', optionsOf('zhihu', { formulas }), { producer: '', addresses: {} })
      return settingsNow('zhihu', { given, author: '', ...unlabelled, hasFormula: (lesson) => held.includes(lesson) })
    }
    const otherOf = (lesson: string | null, held: readonly string[]) => at('images', held).otherThan(at('dollars', held).kept(lesson), lesson)
    expect([null, 'a', 'b'].map((lesson) => otherOf(lesson, ['a']))).toEqual([['formulas'], ['formulas'], null])
    expect([null, 'a'].map((lesson) => otherOf(lesson, []))).toEqual([null, null])
  })

  describe('an author’s reading', () => {
    const at = (pronunciations: Readonly<Record<string, string>>, words: Readonly<Record<string, string>>) => {
      const given = givenTo('ximalaya', optionsOf('ximalaya', { pronunciations }), { producer: '' })
      return settingsNow('ximalaya', { given, author: '', ...unlabelled, wordsIn: (lesson, all) => all.filter((word) => words[lesson]?.includes(word)) })
    }
    const words = { a: '朴老师说', b: '别的' }
    const others = (before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>) =>
      [null, 'a', 'b'].map((lesson) => at(after, words).otherThan(at(before, words).kept(lesson), lesson))

    test('is another setting of lessons that hold its word', () => {
      expect(others({}, { 朴老师: '飘老师' })).toEqual([['pronunciations'], ['pronunciations'], null])
      expect(others({ 朴老师: '飘老师' }, { 朴老师: '瓢老师' })).toEqual([['pronunciations'], ['pronunciations'], null])
      expect(others({ 朴老师: '飘老师' }, { 朴老师: '飘老师', 无此词: '无' })).toEqual([null, null, null])
    })

    test('that is as it was when all of them were kept for each lesson is none', () => {
      const before = settingsNow('ximalaya', {
        given: givenTo('ximalaya', optionsOf('ximalaya', { pronunciations: { 朴老师: '飘老师' } }), { producer: '' }),
        author: '',
        ...unlabelled,
      })
      expect([null, 'a', 'b'].map((lesson) => at({ 朴老师: '飘老师' }, words).otherThan(before.kept(lesson), lesson))).toEqual([null, null, null])
    })
  })

  test('what no file of a lesson is made by is set otherwise for the album alone', () => {
    const albumOnly: readonly OptionValues[] = [{ isPaid: true }, { cover: 'night' }]
    for (const options of albumOnly) expect([null, 'a'].map((lesson) => other('ximalaya', {}, { options }, lesson))).toEqual([Object.keys(options), null])
    const covered = (cover: string) => ({ options: { cover, hasTrackCovers: true } })
    expect(other('ximalaya', covered('night'), covered('plain'), 'a')).toEqual(['cover'])
  })

  test('words before headings are another setting of lessons that have one', () => {
    const at = (hasTransitions: boolean) => {
      const given = givenTo('ximalaya', optionsOf('ximalaya', { hasTransitions }), { producer: '' })
      return settingsNow('ximalaya', { given, author: '', ...unlabelled, hasHeading: (lesson) => lesson === 'a' })
    }
    expect([null, 'a', 'b'].map((lesson) => at(false).otherThan(at(true).kept(lesson), lesson))).toEqual([['hasTransitions'], ['hasTransitions'], null])
  })

  describe('where a link to a lesson leads', () => {
    const linked: Readonly<Record<string, readonly string[]>> = { b: ['moke:lesson/a'] }
    const at = (target: TargetId, addresses: Readonly<Record<string, string>>, { form = 'article', title = '甲' } = {}) => {
      const given = givenTo(target, optionsOf(target, { form }), { producer: '', addresses })
      const named = { title: '课', chapters: [{ title: '章', lessons: [{ id: 'a', title }, ...course.chapters[0]!.lessons.slice(1)] }] }
      return settingsNow(target, { given, author: '', ...unlabelled, course: named, linksOf: (lesson) => linked[lesson] ?? [] })
    }
    const address = { 'moke:lesson/a': 'https://zhuanlan.zhihu.com/p/1' }

    test.each(['zhihu', 'wechat', 'juejin', 'bilibili'] as const)('%s: an address of that lesson is another setting of those that link to it', (target) => {
      const others = [null, 'a', 'b'].map((lesson) => at(target, address).otherThan(at(target, {}).kept(lesson), lesson))
      expect(others).toEqual([null, null, ['links']])
      expect(at(target, address).otherThan(at(target, address).kept('b'), 'b')).toBe(null)
      expect(at(target, {}).otherThan(at(target, address).kept('b'), 'b')).toEqual(['links'])
    })

    test('its title is, for as long as it has no address', () => {
      const [before, after] = [{}, { title: '甲二' }]
      expect(at('zhihu', {}, after).otherThan(at('zhihu', {}, before).kept('b'), 'b')).toEqual(['links'])
      expect(at('zhihu', address, after).otherThan(at('zhihu', address, before).kept('b'), 'b')).toBe(null)
    })

    test('a series leads from each lesson to its neighbours', () => {
      const series = { form: 'series' }
      const of = { 'moke:lesson/b': 'https://zhuanlan.zhihu.com/p/2' }
      expect(at('zhihu', of, series).otherThan(at('zhihu', {}, series).kept('a'), 'a')).toEqual(['links'])
      expect(at('zhihu', of).otherThan(at('zhihu', {}).kept('a'), 'a')).toBe(null)
    })

    test('books lead to their own pages', () => {
      for (const target of ['pdf', 'markdown', 'ximalaya'] as const) expect(at(target, address).otherThan(at(target, {}).kept('b'), 'b')).toBe(null)
    })

    test('nothing is known of what went out before it was kept', () => {
      const before = settingsNow('zhihu', { given: givenTo('zhihu', optionsOf('zhihu', {}), { producer: '', addresses: {} }), author: '', ...unlabelled })
      expect(at('zhihu', address).otherThan(before.kept('b'), 'b')).toBe(null)
    })
  })

  test('a lesson’s own title is that lesson’s alone, an album’s own words are the album’s alone', () => {
    const titles = { titles: { a: '清单' } }
    expect([null, 'a', 'b'].map((lesson) => hash('ximalaya', titles, lesson) === hash('ximalaya', {}, lesson))).toEqual([true, false, true])
    expect([null, 'a'].map((lesson) => hash('ximalaya', { albumIntro: '简介' }, lesson) === hash('ximalaya', {}, lesson))).toEqual([false, true])
    expect(hash('ximalaya', { titles: { a: ' ' } }, 'a')).toBe(hash('ximalaya', {}, 'a'))
  })

  test('where lessons stand is no setting, and the order in which things were set is none', () => {
    expect(hash('zhihu', {}, 'a', { producer: '', addresses: { 'moke:lesson/b': 'https://example.com' } })).toBe(hash('zhihu', {}, 'a'))
    expect(hash('ximalaya', { pronunciations: { 行: 'háng', 重: 'chóng' } })).toBe(hash('ximalaya', { pronunciations: { 重: 'chóng', 行: 'háng' } }))
  })

  test('who wrote it is one where files name them', () => {
    const isSame = (target: TargetId) => hash(target, {}, null, {}, '林一') === hash(target, {})
    expect([isSame('epub'), isSame('ximalaya'), isSame('juejin')]).toEqual([false, false, true])
    expect([isSame('xiaoe'), isSame('dedao')]).toEqual([false, false])
  })

  test('who wrote it stands on a cover, where there is one', () => {
    const isSame = (target: TargetId, cover: string) => hash(target, { cover }, null, {}, '林一') === hash(target, { cover })
    const covered: readonly TargetId[] = ['zhihu', 'wechat', 'juejin', 'bilibili']
    for (const target of covered) expect([target, isSame(target, 'night'), isSame(target, 'none')]).toEqual([target, false, true])
  })
})

describe('what is set otherwise since', () => {
  const labelled = ['a']
  const pasted: readonly TargetId[] = ['zhihu', 'wechat', 'juejin', 'bilibili']

  test.each(pasted)('%s: an author whom a label names is told by the label, where nobody else is named and a model wrote some of the lesson', (target) => {
    const [before, after] = [
      { author: '林一', labelled },
      { author: '周二', labelled },
    ]
    expect([null, 'a', 'b'].map((lesson) => other(target, before, after, lesson))).toEqual([['label'], ['label'], null])
    const producer = '林一工作室'
    expect(other(target, { ...before, producer }, { ...after, producer }, 'a')).toBe(null)
    // What a model wrote since, or was taken out, is another text, and no other setting.
    expect(other(target, { author: '林一' }, { author: '林一', labelled }, 'a')).toBe(null)
  })

  test('each setting is told by its name, of a lesson, or of the course', () => {
    const after = { options: { pace: 200, titles: { a: '清单' }, albumIntro: '简介', cover: 'night' }, author: '周二' }
    expect([null, 'a', 'b'].map((lesson) => other('ximalaya', { author: '林一' }, after, lesson)?.toSorted())).toEqual([
      ['albumIntro', 'author', 'cover', 'pace'],
      ['author', 'pace', 'titles'],
      ['author', 'pace'],
    ])
    expect(other('ximalaya', after, after)).toBe(null)
  })

  test('of what an earlier version kept only whether it is other is known', () => {
    const then = (given: object) => hashOf(given)
    const now = nowOf('ximalaya', { options: { pace: 200, titles: { a: '清单' } }, author: '林一', labelled })
    expect([null, 'a', 'b'].map((lesson) => now.otherThan(then({ pace: 200, author: '林一', ...(lesson === 'a' ? { titles: '清单' } : {}) }), lesson))).toEqual(
      [null, null, null],
    )
    expect(now.otherThan(then({ pace: 210, author: '林一' }), null)).toEqual([])
    expect([null, undefined].map((kept) => now.otherThan(kept, null))).toEqual([null, null])
  })
})

describe('what files say of the course', () => {
  const doc = (text: string) => docOf(text)
  const made = (title: string, chapter: string): PublishedCourse => ({
    id: 'c',
    title,
    author: '林一',
    chapters: [
      { title: chapter, lessons: [{ id: 'a', title: '甲', doc: doc('先写。') }] },
      { title: '末章', lessons: [{ id: 'b', title: '乙', doc: doc('再改。') }] },
    ],
  })
  /** A hash of each unit's files; of a PDF, which is typeset in a process, of what it is made from. */
  const filesOf = async (target: TargetId, of: PublishedCourse, options: OptionValues) => {
    const draw = (drawing: object) => Promise.resolve({ type: 'png' as const, bytes: Buffer.from(JSON.stringify(drawing)) })
    const given = givenTo(target, optionsOf(target, options), { producer: '', addresses: {} })
    const { units } = unitsFor(target, of, { ...materials(), draw }, given)
    const hashes = units.map(async ({ id, input, make }): Promise<[string, string]> => {
      if (target === 'pdf') return [id, hashOf(input)]
      const { files } = await make(new AbortController().signal)
      // What only a checklist says stands nowhere, but for what a column is to be called, which nothing else says.
      const told = files.filter(({ path }) => !/步骤|README|清单/.test(path) || target === 'markdown' || target === 'xiaoe')
      return [id, hashOf(told.map((file) => ({ ...file, ...('bytes' in file ? { bytes: Buffer.from(file.bytes).toString('base64') } : {}) })))]
    })
    return new Map(await Promise.all(hashes))
  }
  const ways = targetIds.flatMap((target): readonly (readonly [TargetId, OptionValues])[] => [
    [target, {}],
    ...(factsOf(target).options.some(({ kind }) => kind === 'cover') ? [[target, { cover: 'night' }] as const] : []),
    ...(target === 'zhihu' ? [[target, { form: 'series' }] as const] : []),
    ...(target === 'ximalaya' ? [[target, { albumTitle: '专辑' }] as const, [target, { hasTrackCovers: true }] as const] : []),
  ])

  test.each(ways)('%s, set to %j: who wrote it is one of what is set exactly where files name them', async (target, options) => {
    const authors = ['林一', '周二']
    const [before, after] = await Promise.all(authors.map((author) => filesOf(target, { ...made('课', '首章'), author }, options)))
    const isNamed = [...(after ?? [])].some(([unit, files]) => before?.get(unit) !== files)
    expect(new Set(authors.map((author) => hash(target, options, null, undefined, author))).size).toBe(isNamed ? 2 : 1)
  })

  test.each(ways)('%s, set to %j: another title of the course or a chapter is told where files have it', async (target, options) => {
    const first = made('课', '首章')
    const before = await filesOf(target, first, options)
    for (const [fact, second] of [
      ['course', made('另一门', '首章')],
      ['chapter', made('课', '另一章')],
    ] as const) {
      const after = await filesOf(target, second, options)
      const isOther = (is: (unit: string) => boolean) => [...after].some(([unit, hash]) => is(unit) && before.get(unit) !== hash)
      const told = (lesson: string | null) => {
        const given = givenTo(target, optionsOf(target, options), { producer: '', addresses: {} })
        const [then, now] = [first, second].map((course) => settingsNow(target, { given, author: '林一', course, isLabelled: () => false }))
        return now?.otherThan(then?.kept(lesson), lesson)?.includes(fact) ?? false
      }
      const isOfLesson = isOther((unit) => unit.split('/')[0] === 'a')
      expect([fact, told(null) || told('a')]).toEqual([fact, isOther(() => true)])
      if (factsOf(target).makes === 'lessons') expect([fact, told('a')]).toEqual([fact, isOfLesson])
      expect(told('b') && fact === 'chapter').toBe(false)
    }
  })
})

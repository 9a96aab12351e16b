import { describe, expect, test } from 'vitest'
import { adviceFor, adviceForTitles, adviceOf } from '#main/publishing/desk/advice.ts'
import { Findings } from '#main/publishing/desk/finding.ts'
import { toldFindings } from '#main/publishing/desk/told.ts'
import { proseOf } from '#main/publishing/prose/prose.ts'
import { targetFolder } from '#main/publishing/course-folder.ts'
import { factsOf, givenTo, optionsOf, type TargetId, targetIds } from '#main/publishing/facts.ts'
import { opened } from '#main/publishing/targets.ts'
import { type Block, BlockId, type Doc, ImageId, type Inline } from '#preload/document/schema.ts'

const id = (name: string) => BlockId.parse(name)
const paragraph = (name: string, ...children: Inline[]): Block => ({ type: 'paragraph', id: id(name), children })
const heading = (name: string, level: 1 | 2 | 3, text: string): Block => ({ type: 'heading', id: id(name), level, children: [{ text }] })
const image = (caption: string): Block => ({ type: 'image', id: id('i'), image: ImageId.parse('ab'.repeat(32)), alt: '', children: [{ text: caption }] })
const kindsOf = (doc: Doc, isHeard = false) => adviceFor('l', doc, isHeard).map(({ kind, block }) => [kind, block])

describe('advice', () => {
  const doc: Doc = [
    heading('h', 1, ' '),
    image('草图'),
    paragraph('p', { text: '先写,再改' }, { text: '  ' }, { text: '读' }, { text: ' ', link: 'https://example.com' }),
    paragraph('q', { text: '２０２６年' }),
    { type: 'code', id: id('c'), children: [{ text: '写,改  １' }] },
  ]

  test('it is given of what is seen and of what is said, each kind once a block', () => {
    expect(kindsOf(doc)).toEqual([
      ['heading-empty', 'h'],
      ['alt-missing', 'i'],
      ['link-empty', 'p'],
      ['spaces', 'p'],
      ['half-marks', 'p'],
      ['full-digits', 'q'],
    ])
  })

  test('of what is only heard nothing is said that is only seen', () => {
    expect(kindsOf(doc, true).map(([kind]) => kind)).toEqual(['spaces', 'half-marks', 'full-digits'])
  })

  test('what was left in it is found, and not in code', () => {
    const left: Doc = [
      paragraph('p', { text: '看[文字](网址)，**慢**，案例待补' }),
      { type: 'code', id: id('c'), children: [{ text: 'TODO **x**' }] },
      { type: 'formula-block', id: id('f'), children: [{ text: '**x** TODO' }] },
    ]
    expect(kindsOf(left)).toEqual([
      ['markdown-left', 'p'],
      ['placeholder-left', 'p'],
    ])
  })

  test('titles of the course, of chapters and of the lessons that go out are looked at, and have no mend', () => {
    const lesson = (name: string, title: string) => ({ id: name, title, doc: [paragraph('p', { text: '先写,再改' })] })
    const course = {
      title: '家常,菜',
      author: '',
      chapters: [{ title: '待补', lessons: [lesson('a', '选鱼:看鳃'), lesson('b', '蒸,鱼'), lesson('c', '去腥')] }],
    }
    const found = adviceForTitles(course, new Set(['a', 'c']))
    expect(found.map(({ kind, lesson: of, text }) => [kind, of, text])).toEqual([
      ['half-marks', null, '家常,菜'],
      ['placeholder-left', null, '待补'],
      ['half-marks', 'a', '选鱼:看鳃'],
    ])
    expect(toldFindings('zhihu', found, () => course.chapters[0]!.lessons[0]!.doc).map(({ place, mend }) => [place, mend])).toEqual([
      [null, null],
      [null, null],
      [null, null],
    ])
  })

  test('a tidy lesson gets none', () => {
    expect(kindsOf([heading('h', 1, '开头'), paragraph('p', { text: '先写，再改 3:1。' })])).toEqual([])
  })
})

describe('a finding as the page shows it', () => {
  const doc: Doc = [
    heading('h', 3, '挑  鱼的三个办法'),
    paragraph('p', { text: '设' }, { type: 'formula', tex: '\\badcmd{x}', children: [{ text: '' }] }, { text: '为鱼。' }),
  ]
  const told = (add: (findings: Findings) => void) => {
    const findings = new Findings('lesson-1')
    add(findings)
    return toldFindings('zhihu', findings.all, (lesson) => (lesson === 'lesson-1' ? doc : null))[0]
  }

  test('it stands where its words are, or at the beginning of its block where they were made one line', () => {
    expect(told((all) => all.add('changed', 'heading-deep', '挑  鱼的三个办法', id('h')))).toMatchObject({
      target: 'zhihu',
      lesson: 'lesson-1',
      place: { passage: 0, from: 0, found: '挑  鱼的三个办法' },
      mend: { kind: 'raise-headings', block: null },
    })
    expect(told((all) => all.add('changed', 'callout', '为鱼', id('p')))).toMatchObject({ place: { passage: 1, from: 2, found: '为鱼' }, mend: null })
  })

  test('a formula is found by its source', () => {
    expect(told((all) => all.add('changed', 'formula-unread', '\\badcmd{x}', id('p')))?.place).toEqual({ passage: 2, from: 0, found: '\\badcmd{x}' })
  })

  test('what is of a lesson as a whole, or of a block that is gone, has no place', () => {
    expect([told((all) => all.add('refused', 'title-long', '很长'))?.place, told((all) => all.add('lost', 'strike', '甲', id('gone')))?.place]).toEqual([
      null,
      null,
    ])
  })

  test('what was left stands where it is, with a mend where one thing is meant', () => {
    const left: Doc = [paragraph('a', { text: '开头' }), paragraph('p', { text: '要**慢**一点' }), paragraph('q', { text: '看[文字](网址)' })]
    const all = toldFindings('zhihu', adviceFor('lesson-1', left, false), () => left)
    expect(all.map(({ place, mend }) => [place, mend])).toEqual([
      [
        { passage: 1, from: 1, found: '**慢**' },
        { kind: 'read-markdown', block: 'p' },
      ],
      [{ passage: 2, from: 1, found: '[文字](网址)' }, null],
    ])
  })

  test('no character is cut in what is told, nor in what is looked for', () => {
    const faces: Doc = [paragraph('p', { text: '一😀😀😀😀😀，这里  有空格😀😀😀😀😀字' })]
    const [spaces] = adviceFor('lesson-1', faces, false)
    expect(spaces?.text).toBe('😀😀😀，这里 有空格😀😀😀')
    const families: Doc = [paragraph('p', { text: '👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧' }), paragraph('q', { text: '一二三四五😀六' }, { text: '七' })]
    const found = new Findings('lesson-1')
    found.add('changed', 'underline', '别的', id('p'))
    found.add('changed', 'underline', '一二三四五😀 别的', id('q'))
    expect(toldFindings('zhihu', found.all, () => families).map(({ place }) => place?.found)).toEqual(['👨‍👩‍👧👨‍👩‍👧', '一二三四五😀'])
  })

  test('a mend is offered only where something becomes of it', () => {
    const findings = new Findings('lesson-1')
    findings.add('advice', 'alt-missing', '', id('i'))
    const mendOf = (block: Block) => toldFindings('epub', findings.all, () => [block])[0]?.mend
    expect([mendOf(image('草图')), mendOf(image(''))]).toEqual([{ kind: 'alt-of-caption', block: 'i' }, null])
  })
})

/** How often the work of `run` asked a lesson of this many blocks for `property`. */
function asked(blocks: number, blockOf: (at: number) => Block, property: string, run: (doc: Doc) => void): number {
  let count = 0
  const counting = (block: Block): Block =>
    new Proxy(block, {
      get: (of, key) => {
        count += key === property ? 1 : 0
        return Reflect.get(of, key) as unknown
      },
    })
  run(Array.from({ length: blocks }, (_, at) => counting(blockOf(at))))
  return count
}

describe('a lesson of twice the blocks is twice the work', () => {
  test.each([
    ['words', (at: number) => paragraph(`p${at}`, { text: `第 ${at} 段,这里  有` })],
    ['headings', (at: number) => heading(`h${at}`, 3, at % 2 === 0 ? '' : '深')],
  ])('to tell what is found: %s', (_, blockOf) => {
    const work = (blocks: number, property: string) =>
      asked(blocks, blockOf, property, (doc) => {
        const findings = new Findings('lesson-1')
        for (const { id: block, type } of doc) findings.add('changed', type === 'heading' ? 'heading-deep' : 'spaces', '', block)
        toldFindings('zhihu', [...findings.all, ...adviceFor('lesson-1', doc, false)], () => doc)
      })
    for (const property of ['id', 'type']) expect(work(400, property)).toBeLessThan(2.2 * work(200, property))
  })

  // Each item once looked through all of them for its end: seconds.
  test('to read a list', () => {
    const doc = Array.from({ length: 40_000 }, (_, at): Block => ({ type: 'item', id: id(`i${at}`), kind: 'bullet', depth: 0, children: [{ text: '甲' }] }))
    const before = process.threadCpuUsage()
    proseOf(doc)
    expect(process.threadCpuUsage(before).user / 1000).toBeLessThan(1000)
  })

  test('a heading in which nothing stands is taken out, but not the last block', () => {
    const mendOf = (doc: Doc) => toldFindings('zhihu', adviceFor('lesson-1', doc, false), () => doc).map(({ kind, mend }) => [kind, mend?.kind])
    expect(mendOf([heading('h', 1, ''), paragraph('p', { text: '甲' })])).toEqual([['heading-empty', 'remove-heading']])
    expect(mendOf([heading('h', 1, '')])).toContainEqual(['heading-empty', undefined])
  })
})

describe('what targets say of themselves', () => {
  test.each(targetIds)('%s says as much as it does', (target) => {
    const { about, defaults, paste } = opened(target)
    expect(factsOf(target)).toMatchObject({ id: target, canPaste: paste !== null })
    expect(about.copiesMarkdown).toBe(target === 'juejin')
    expect(about.options.map(({ name }) => name).filter((name) => !Object.hasOwn(defaults, name))).toEqual([])
    expect(Object.keys(optionsOf(target, {}))).toEqual(about.options.map(({ name }) => name))
  })

  test('options that can’t be are passed over', () => {
    expect(optionsOf('zhihu', { formulas: 'pictures', addresses: { a: 'b' } })).toEqual({ form: 'article', formulas: 'dollars', cover: 'none' })
    expect(optionsOf('ximalaya', { pace: 9000, isPaid: true, ssml: ['baidu'], pronunciations: { 行: 'háng' } })).toEqual({
      pace: 240,
      isPaid: true,
      ssml: ['baidu'],
      pronunciations: { 行: 'háng' },
      hasTransitions: true,
      cover: 'mountains',
      hasTrackCovers: false,
      titles: {},
      intros: {},
      albumTitle: '',
      sellingPoint: '',
      albumIntro: '',
      category: '',
      tags: '',
      speaker: '',
    })
    const shared = { producer: '林', addresses: {} }
    expect([givenTo('zhihu', { formulas: 'images', cover: 'night' }, shared), givenTo('pdf', {}, shared)]).toEqual([
      { formulas: 'images', cover: { template: 'night', series: '', picture: null }, producer: '林', addresses: {} },
      { producer: '林' },
    ])
  })

  test('a cover has a picture of the author’s where they want one; no cover has none', () => {
    const cover = { template: 'night', image: 'ab'.repeat(32), as: 'inset' }
    expect(givenTo('epub', optionsOf('epub', { cover }), {})).toMatchObject({ cover: { template: 'night', picture: { image: 'ab'.repeat(32), as: 'inset' } } })
    expect(givenTo('epub', { cover: { ...cover, template: 'none' } }, {})).toMatchObject({ cover: { template: 'none', picture: null } })
    for (const none of [{ ...cover, image: '../a.png' }, { ...cover, as: 'left' }, { ...cover, template: 'sea' }, 'sea'])
      expect(optionsOf('epub', { cover: none })).toEqual({ cover: 'mountains' })
  })

  test('a book of some lessons lies beside the one of all', () => {
    const some = { name: '第2课', mark: 'ab' }
    const folders = [null, some].flatMap((of) => [targetFolder('/out', '家/常', 'zhihu', of), targetFolder('/out', '家/常', 'pdf', of)])
    expect(new Set(folders).size).toBe(3)
  })
})

describe('a title of which one click makes another', () => {
  const told = (title: string, doc: Doc, kinds: readonly string[] = []) => {
    const course = { title: '课', author: '', chapters: [{ title: '章', lessons: [{ id: 'l', title, doc }] }] }
    const findings = adviceForTitles(course, new Set(['l']))
    return toldFindings(
      'zhihu',
      findings,
      () => doc,
      () => title,
    )
      .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))
      .map(({ kind, mend, retitle }) => [kind, mend, retitle])
  }

  test('it is put right as text is', () => {
    const doc = [paragraph('p', { text: '正文。' })]
    expect(told('先写,再改', doc)).toEqual([['half-marks', null, '先写，再改']])
    expect(told('第１２课', doc)).toEqual([['full-digits', null, '第12课']])
    expect(told('**慢**', doc)).toEqual([['markdown-left', null, '慢']])
    expect(told('案例待补', doc)).toEqual([['placeholder-left', null, null]])
  })

  test('a lesson that has no name of its own takes its first heading, else its first sentence', () => {
    const unnamed = (doc: Doc, title = '未命名的一课') => told(title, doc, ['title-unnamed'])
    expect(unnamed([paragraph('p', { text: '开头一句。' }), heading('h', 1, '把清单写短')], 'Untitled lesson')).toEqual([['title-unnamed', null, '把清单写短']])
    expect(unnamed([paragraph('q', { text: ' ' }), paragraph('p', { text: '清单不是愿望的仓库。再写。' })])).toEqual([
      ['title-unnamed', null, '清单不是愿望的仓库'],
    ])
    expect(unnamed([paragraph('p', { text: '第１２课  的清单,怎么写。' })])).toEqual([['title-unnamed', null, '第12课 的清单，怎么写']])
    expect(unnamed([paragraph('p', { text: '怎么写短？先删。' })])).toEqual([['title-unnamed', null, '怎么写短？']])
  })

  test('a name that no one gave is asked about where a platform shows it, and is to be done elsewhere', () => {
    const course = {
      title: '课',
      author: '',
      chapters: [{ title: '章', lessons: [{ id: 'l', title: '未命名的一课', doc: [paragraph('p', { text: '正文。' })] }] }],
    }
    const levels = (target: TargetId, options: object = {}) =>
      adviceOf(course, null, opened(target).about, options).flatMap(({ level, kind }) => (kind === 'title-unnamed' ? [level] : []))
    expect([levels('zhihu'), levels('ximalaya'), levels('wechat'), levels('docx')]).toEqual([['refused'], ['refused'], ['refused'], ['todo']])
    // An answer has no title, and a track may have one of its own.
    expect([levels('zhihu', { form: 'answer' }), levels('ximalaya', { titles: { l: '选鱼' } })]).toEqual([[], []])
  })

  test('none is cut, and where there is nothing to call it by, its author does', () => {
    const unnamed = (doc: Doc) => told('未命名的一课', doc, ['title-unnamed'])
    expect(unnamed([paragraph('p', { text: '长'.repeat(41) })])).toEqual([['title-unnamed', null, null]])
    expect(unnamed([paragraph('p', { text: '' })])).toEqual([['title-unnamed', null, null]])
    const long = new Findings('l')
    long.add('refused', 'title-long', '长'.repeat(101), null, { most: 100, is: 101 })
    const [only] = toldFindings(
      'zhihu',
      long.all,
      () => [paragraph('p', { text: '短。' })],
      () => '长'.repeat(101),
    )
    expect(only?.retitle).toBeNull()
  })
})

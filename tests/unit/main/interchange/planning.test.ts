import { describe, expect, test } from 'vitest'
import { readFrontMatter, writeFrontMatter } from '#main/interchange/front-matter.ts'
import { numberBefore, safeName, TakenNames } from '#main/interchange/file-names.ts'
import { planImport, titlesOf, titlesOfFiles } from '#main/interchange/import-plan.ts'
import { LinkedFiles } from '#main/interchange/linked-files.ts'
import { chineseNumber, naturally } from '#main/interchange/natural-order.ts'

describe('names in order', () => {
  test('as people count, in digits and in Chinese', () => {
    expect(['第十章', '第九章', '第二十一章', '第一百零二章', '第二章'].sort(naturally)).toEqual(['第二章', '第九章', '第十章', '第二十一章', '第一百零二章'])
    expect(['10 尾', '2 中', '1 头'].sort(naturally)).toEqual(['1 头', '2 中', '10 尾'])
    expect(['十、结语', '二、方法', '一、缘起'].sort(naturally)).toEqual(['一、缘起', '二、方法', '十、结语'])
    expect(['第3课', '第十课', '第2课'].sort(naturally)).toEqual(['第2课', '第3课', '第十课'])
  })
  test('numbers', () => {
    expect(['十', '十二', '二十', '三百零五', '二〇二四', '一千零一'].map(chineseNumber)).toEqual([10, 12, 20, 305, 2024, 1001])
  })
})

describe('what files become', () => {
  test('a folder is a course, its folders are chapters, files at the top come first', () => {
    expect(planImport(['写作课/第十章/b.md', '写作课/第九章/10.md', '写作课/第九章/9.md', '写作课/序.md'])).toEqual([
      {
        title: '写作课',
        chapters: [
          { title: null, files: ['写作课/序.md'] },
          { title: '第九章', files: ['写作课/第九章/9.md', '写作课/第九章/10.md'] },
          { title: '第十章', files: ['写作课/第十章/b.md'] },
        ],
      },
    ])
  })
  test('a folder of courses', () => {
    const plan = planImport(['全部/课一/01 甲/a.md', '全部/课二/01 乙/b.md', '全部/课二/02 丙/c.md'])
    expect(plan.map(({ title, chapters }) => [title, chapters.map((chapter) => chapter.title)])).toEqual([
      ['课一', ['甲']],
      ['课二', ['乙', '丙']],
    ])
  })
  test('loose files, deeper folders, nothing', () => {
    expect(planImport(['b.md', 'a.md'])).toEqual([{ title: null, chapters: [{ title: null, files: ['a.md', 'b.md'] }] }])
    expect(planImport(['课/甲/乙/a.md', '课/甲/b.md'])[0]?.chapters.map(({ title }) => title)).toEqual(['甲', '甲 / 乙'])
    expect(planImport([])).toEqual([{ title: null, chapters: [] }])
  })
  test('numbers that only put in order are no part of a title', () => {
    expect([...titlesOf(['01 缘起', '02 方法']).values()]).toEqual(['缘起', '方法'])
    expect([...titlesOf(['10 分钟入门']).values()]).toEqual(['10 分钟入门'])
    expect([...titlesOf(['2023 年', '2024 年']).values()]).toEqual(['2023 年', '2024 年'])
    expect([...titlesOfFiles(['x/01-开始.md', 'x/02-然后.markdown']).values()]).toEqual(['开始', '然后'])
  })
})

describe('addresses of files', () => {
  const files = new LinkedFiles(['课/甲/一.md', '课/甲/images/猫 1.png', '课/assets/狗.PNG', '课/乙/狗.png', '课/乙/二.md'])
  test.each([
    ['images/猫%201.png', '课/甲/images/猫 1.png'],
    ['./images/猫 1.png', '课/甲/images/猫 1.png'],
    ['..\\assets\\狗.png', '课/assets/狗.PNG'],
    ['/课/assets/狗.png?x=1', '课/assets/狗.PNG'],
    ['猫 1.png', '课/甲/images/猫 1.png'],
    ['../乙/二.md#标题', '课/乙/二.md'],
    ['%E7%8C%AB%201.png', '课/甲/images/猫 1.png'],
    ['没有.png', null],
    ['https://a.b/猫 1.png', null],
    ['100%.png', null],
  ])('%s', (address, path) => {
    expect(files.find(address, '课/甲/一.md')).toBe(path)
  })
  test('of several of one name the nearest', () => {
    expect(files.find('狗.png', '课/乙/二.md')).toBe('课/乙/狗.png')
  })
})

describe('front matter', () => {
  test('what the studio knows, in both languages; the rest by name', () => {
    expect(readFrontMatter('title: "开始: 一"\norder: 3\ndate: 2026-03-01\nstatus: 完成\ntags: [a, b]\nauthor: x')).toEqual({
      title: '开始: 一',
      order: 3,
      date: Date.parse('2026-03-01'),
      state: 'done',
      unknown: ['tags', 'author'],
      isBroken: false,
    })
    expect(readFrontMatter('标题: 甲\ndraft: true')).toMatchObject({ title: '甲', state: 'draft', unknown: [] })
  })
  test.each(['title: [', 'just text', '- a\n- b', '\t: x\n  y: {', 'a: *nowhere'])('%j is broken, or says nothing', (yaml) => {
    const found = readFrontMatter(yaml)
    expect(found.title).toBeNull()
    expect(found.isBroken || found.unknown.length > 0).toBe(true)
  })
  test('what is said first counts, what says otherwise is listed', () => {
    expect(readFrontMatter('title: 甲\n标题: 乙\nstate: 完成\ndraft: true\ndate: 2020-05-01\n日期: 2020-05-01')).toMatchObject({
      title: '甲',
      state: 'done',
      date: Date.parse('2020-05-01'),
      unknown: ['标题', 'draft'],
    })
    expect(readFrontMatter('draft: false')).toMatchObject({ state: 'done', unknown: [] })
    expect(readFrontMatter('tags:\nkeywords: []')).toMatchObject({ unknown: [] })
  })
  test('a day that is yet to come, and words that mean something to programs only, are listed', () => {
    expect(readFrontMatter('date: 2999-01-01\nconstructor: 2020-01-01\nstate: constructor\ntoString: x').unknown).toEqual([
      'date',
      'constructor',
      'state',
      'toString',
    ])
  })
  test('a bomb of aliases takes no time', () => {
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x]',
      ...'bcdefghij'.split('').map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[index]}`).join(', ')}]`),
    ].join('\n')
    expect(readFrontMatter(bomb).unknown).toHaveLength(10)
  })
  test('values of the wrong kind are listed', () => {
    expect(readFrontMatter('title:\n  - a\norder: eins\ndate: never\nstate: who knows').unknown).toEqual(['title', 'order', 'date', 'state'])
  })
  test('it is read as it was written', () => {
    const written = writeFrontMatter({ title: '甲: "乙" # 丙', state: 'revising', date: 1_700_000_000_000 })
    expect(readFrontMatter(written.slice(4, -6))).toMatchObject({ title: '甲: "乙" # 丙', state: 'revising', date: 1_700_000_000_000, unknown: [] })
  })
})

describe('names of files', () => {
  test.each([
    ['什么/是: “好”?', '什么／是： “好”？'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['...', '_'],
    ['', '_'],
    ['尾巴. . ', '尾巴'],
    ['a\u202eb\0c', 'a b c'],
    ['\ud800x', 'x'],
    ['.git', 'git'],
    ['con .x', '_con .x'],
    ['COM¹', '_COM¹'],
    ['lpt³.课', '_lpt³.课'],
    ['CONIN$', '_CONIN$'],
    ['console', 'console'],
  ])('%j', (title, name) => {
    expect(safeName(title)).toBe(name)
  })
  test('a long one is cut between characters, and fits', () => {
    const name = safeName('👨‍👩‍👧'.repeat(40))
    expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(120)
    expect(name.isWellFormed()).toBe(true)
  })
  test.each([
    ['从零开始搭一个属于自己的长期投资组合：指数基金、债券和现金到底应该怎么配比才睡得着觉（上）', '从零开始搭一个属于自己的长期投资组合：指数基金'],
    [
      '从零开始搭一个属于自己的长期投资组合（指数基金和债券、货币与现金）到底应该怎么配比',
      '从零开始搭一个属于自己的长期投资组合（指数基金和债券、货币与现金）',
    ],
    // Without a sign, between words; and anywhere within one word.
    [`${'实际利率与名义利率的关系'.repeat(3)}我们portfolio`, '实际利率与名义利率的关系'.repeat(3) + '我们'],
    ['x'.repeat(130), 'x'.repeat(120)],
    [`How to ${'build a portfolio '.repeat(8)}`, `How to ${'build a portfolio '.repeat(6)}build`],
    // What is behind a sign in the first half is more than that.
    [`上：${'甲'.repeat(60)}`, `上：${'甲'.repeat(38)}`],
  ])('a long one ends where a part of it does: %j', (title, name) => {
    expect(safeName(title)).toBe(name)
  })
  test('two that differ by case only are kept apart', () => {
    const taken = new TakenNames()
    expect([taken.free('A', '.md'), taken.free('a', '.md'), taken.free('a', '.png')]).toEqual(['A.md', 'a (2).md', 'a.png'])
    expect([numberBefore(0, 5), numberBefore(99, 120)]).toEqual(['01 ', '100 '])
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contextWithin, learntParts, maskedText } from '#main/archive/context.ts'
import { factsOfMarkdown } from '#main/archive/facts.ts'
import { keptByDefault, pairsIn, textToLearn } from '#main/archive/learning-text.ts'
import { choiceOf } from '#main/archive/learnt-words.ts'
import { countWords } from '#preload/document/counting.ts'

/** The text as it is learnt, what is context in brackets. */
function told(markdown: string, { title = '', isAnswer = false } = {}): string {
  const { text, context } = textToLearn({ title, lines: factsOfMarkdown(markdown).lines, isAnswer }, keptByDefault)
  return context.toReversed().reduce((left, [from, to]) => `${left.slice(0, from)}【${left.slice(from, to)}】${left.slice(to)}`, text)
}

describe('questions that somebody else asked are context', () => {
  test('the title above an answer from 知乎, whatever it says', () => {
    const answer = '谢邀。先说结论：怕的不是事情难。'
    expect(told(answer, { title: '为什么越重要的事越容易拖延？', isAnswer: true })).toBe(`【# 为什么越重要的事越容易拖延？\n\n】${answer}`)
    expect(told(`## 说说你的经历\n\n${answer}`, { title: '说说你的经历', isAnswer: true })).toBe(`【# 说说你的经历\n\n】${answer}`)
    expect(told(answer, { title: '为什么越重要的事越容易拖延？' })).toBe(`# 为什么越重要的事越容易拖延？\n\n${answer}`)
  })

  test('what 问： asks and 答： answers, the marks with it', () => {
    expect(
      told('问：每天写多少字合适？\n\n答：看你写什么。写课的话，一千字够了。\n\n多了反而改不动。\n\n问：写不出来怎么办？\n\n答：先把昨天的最后一段抄一遍。'),
    ).toBe(
      '【问：每天写多少字合适？\n\n答：】看你写什么。写课的话，一千字够了。\n\n多了反而改不动。\n\n【问：写不出来怎么办？\n\n答：】先把昨天的最后一段抄一遍。',
    )
  })

  test('the same line by line in one paragraph, and as items', () => {
    expect(told('问：能退款吗？\n答：七天内都能。\n问：有回放吗？\n答：有。')).toBe('【问：能退款吗？\n答：】七天内都能。\n【问：有回放吗？\n答：】有。')
    expect(told('- Q1：能退款吗？\n- A1：七天内都能。\n- Q2：有回放吗？\n- A2：有。')).toBe(
      '【- Q1：能退款吗？\n- A1：】七天内都能。\n【- Q2：有回放吗？\n- A2：】有。',
    )
  })

  test('Q: and A: in English, and a question above which a heading stands', () => {
    expect(told('## Refunds\n\nQ: Can I get my money back?\n\nA: Within seven days.\n\nQ: And after that?\n\nA: No.')).toBe(
      '# Refunds\n\n【Q: Can I get my money back?\n\nA: 】Within seven days.\n\n【Q: And after that?\n\nA: 】No.',
    )
  })

  test('a letter of several paragraphs that a work begins with', () => {
    const letter = '读者问：老师您好，我写公众号三年了。\n\n每次打开文档就想刷手机，请问怎么才能坐得住。'
    expect(told(`${letter}\n\n答：\n\n先承认一件事：手机比写作好玩。`, { title: '第三封信' })).toBe(
      `# 第三封信\n\n【${letter}\n\n答：】\n\n先承认一件事：手机比写作好玩。`,
    )
  })

  test('headings that ask, in a part or a work that is a list of questions', () => {
    const text =
      '## 怎么上课\n\n打开就能看。\n\n## 常见问题\n\n### 课程有效期多久？\n\n买了就一直能看。\n\n### 1. 可以开发票吗？\n\n可以。\n\n## 结语\n\n### 你准备好了吗？\n\n那就开始。'
    expect(told(text)).toBe(
      '# 怎么上课\n\n打开就能看。\n\n# 常见问题\n\n【# 课程有效期多久？\n\n】买了就一直能看。\n\n【# 1. 可以开发票吗？\n\n】可以。\n\n# 结语\n\n# 你准备好了吗？\n\n那就开始。',
    )
    expect(told('## 需要交作业吗？\n\n不需要。', { title: '第二讲：课后答疑' })).toBe('# 第二讲：课后答疑\n\n【# 需要交作业吗？\n\n】不需要。')
  })

  test.each([
    '常见问题',
    '课程常见问题与解答',
    'FAQ',
    '报名 FAQ',
    'Q&A',
    '学员答疑',
    '直播答疑实录',
    '问答环节',
    '你问我答',
    '第 3 章 常见疑问',
    '（二）读者问答',
  ])('as %s names such a list', (title) => expect(pairsIn({ title, lines: factsOfMarkdown('## 怎么退款？\n\n找我。').lines })).toBe(1))
})

describe('an author’s own words are none', () => {
  test.each([
    ['a heading that asks, in an essay', '## 为什么要慢？\n\n慢不是拖延。\n\n## 慢给谁看？\n\n给自己看。', '慢一点'],
    ['a title that asks, of a page of their own', '先说结论。', '为什么越重要的事越容易拖延？'],
    ['a part about such lists', '## 谁来提问？\n\n读者。', '如何整理常见问题'],
    ['a part about a trade', '## 什么是付费问答？\n\n花钱问。', '付费问答'],
    ['a part about answering', '## 谁来答疑？\n\n助教。', '怎样做好课后答疑'],
    ['a list of questions that nothing answers', '### 课程有效期多久？\n\n### 可以开发票吗？', '常见问题'],
    ['a heading of such a list that does not ask', '## 退款\n\n七天内都能。', '常见问题'],
    ['one example in the middle of an essay', '对话要短。比如：\n\n问：你吃了吗？\n\n答：吃了。\n\n这样就够了。', ''],
    ['speech of a story', '问：“你是谁？”\n\n答：“我是来找人的。”\n\n问：“找谁？”\n\n答：“找你。”', ''],
    ['an interview, of which nobody knows who wrote what', '记者：您为什么写作？\n\n张三：因为不写会难受。\n\n记者：写了多久？\n\n张三：十年。', ''],
    ['a choice of A to C', 'Q1：哪一种最好？\n\nA：苹果\n\nB：香蕉\n\nQ2：哪一种最贵？\n\nA：苹果\n\nB：榴莲', ''],
    ['letters that stand for something', 'Q：电荷量\n\nA：电流\n\nQ：品质因数\n\nA：振幅', ''],
    ['a question that another follows before any answer', '问：写什么？\n\n问：给谁写？\n\n先想这两个问题。', ''],
    ['numbers that do not belong together', 'Q1：能退款吗？\n\nA2：有。\n\nQ3：有回放吗？\n\nA1：七天内都能。', ''],
    ['words that begin alike', '问题在于：你怎么想？\n\n答案是：不知道。\n\n问号：？\n\n答谢：谢谢大家。', ''],
    ['a question parted from its answer by a heading', '问：能退款吗？\n\n## 第二节\n\n答：能。\n\n问：有回放吗？\n\n## 第三节\n\n答：有。', ''],
    ['code and quotations', '```\n问：能退款吗？\n答：能。\n```\n\n> 问：有回放吗？\n>\n> 答：有。\n\n正文。', ''],
  ])('%s', (_, markdown, title) => {
    expect(told(markdown, { title })).not.toContain('【')
  })

  test('and a text of which nothing but questions would be left is not learnt at all', () => {
    const asked = { title: '', lines: factsOfMarkdown('问：在哪里看？\n\n答：\n\nhttps://example.com/a').lines }
    const lead = '问：在哪里看？\n\n答：'
    expect([pairsIn(asked), textToLearn(asked, keptByDefault)]).toEqual([1, { text: '', context: [] }])
    expect(textToLearn(asked, { ...keptByDefault, addresses: true })).toEqual({ text: `${lead}\n\nhttps://example.com/a`, context: [[0, lead.length]] })
    expect(textToLearn({ title: '引', lines: factsOfMarkdown('> 别人的话').lines, isAnswer: true }, keptByDefault)).toEqual({ text: '', context: [] })
  })
})

describe('what is counted', () => {
  const text = '问：每天写多少字合适？\n\n答：一千字。\n\n问：写不出来怎么办？\n\n答：抄一遍。\n\n好。'

  test('is the 字 of answers, and how many pairs there are', () => {
    const { learnt, pairs } = factsOfMarkdown(text).facts
    expect([learnt[choiceOf(keptByDefault)], pairs]).toEqual([countWords('一千字。抄一遍。好。'), 2])
    expect(factsOfMarkdown('谢邀。', { title: '为什么？', isAnswer: true }).facts).toMatchObject({ pairs: 1, words: countWords('谢邀。') })
    expect(factsOfMarkdown('没有问题。').facts.pairs).toBe(0)
  })

  test('is the 字 of questions too where the author says that they are theirs, the title above an answer from 知乎 left out', () => {
    const kept = { ...keptByDefault, questions: true }
    const { lines, facts } = factsOfMarkdown(text)
    expect(facts.learnt[choiceOf(kept)]).toBe(countWords(text))
    expect(textToLearn({ title: '', lines }, kept)).toEqual({ text, context: [] })
    const answer = { title: '写多少？', lines, isAnswer: true }
    expect(textToLearn(answer, kept)).toEqual({ text: `# 写多少？\n\n${text}`, context: [[0, '# 写多少？\n\n'.length]] })
    expect(factsOfMarkdown(text, answer).facts.learnt[choiceOf(kept)]).toBe(countWords(text))
  })

  test('is what is learnt of any mixture of lines, to the 字, whose ever the questions are', () => {
    const line = fc.constantFrom(
      '问：怎么写？',
      '答：慢慢写。',
      'Q：Why？',
      'A：Because it rains.',
      '## 常见问题',
      '### 能退吗？',
      '正文一句。',
      '- 一项',
      '问：谁？\n答：我。',
      '> 引文',
      '答：',
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.boolean(), (some, questions) => {
        const kept = { ...keptByDefault, questions }
        const { lines, facts } = factsOfMarkdown(some.join('\n\n'))
        const { text: whole, context } = textToLearn({ title: '', lines }, kept)
        const learnt = learntParts({ text: whole, context })
          .map(([, part]) => part)
          .join('\n')
        const before = context.map(([from]) => from)
        if (questions) expect(before).toEqual([])
        expect(before).toEqual(before.toSorted((a, b) => a - b))
        for (const [at, [from, to]] of context.entries()) {
          expect(to).toBeGreaterThan(from)
          expect(from).toBeGreaterThanOrEqual(context[at - 1]?.[1] ?? 0)
        }
        expect(facts.learnt[choiceOf(kept)] ?? 0).toBe(countWords(learnt.replace(/^[#>-]+ /gmu, '')))
      }),
      { numRuns: 300 },
    )
  })
})

describe('context', () => {
  test('is where it was when personal data before it and within it is masked', () => {
    const text = '找我 13812345678，问：电话是 13912345678 吗？答：是。'
    const at = [text.indexOf('问'), text.indexOf('是。')] as const
    const after = maskedText({ text, context: [at] })
    expect(after.text).toBe('找我 〔手机号〕，问：电话是 〔手机号〕 吗？答：是。')
    expect(after.text.slice(...after.context[0]!)).toBe('问：电话是 〔手机号〕 吗？答：')
  })

  test('that ends within personal data ends with it', () => {
    const text = '请打 13812345678，谢谢'
    const { text: masked, context } = maskedText({ text, context: [[0, 8]] })
    expect(masked.slice(...context[0]!)).toBe('请打 〔手机号〕')
  })

  test('of a part of a text is told by places in the part', () => {
    const context = [
      [2, 5],
      [8, 12],
    ] as const
    expect([contextWithin(context, 0, 4), contextWithin(context, 4, 10), contextWithin(context, 5, 8)]).toEqual([
      [[2, 4]],
      [
        [0, 1],
        [4, 6],
      ],
      [],
    ])
    expect(learntParts({ text: 'abcdefghijkl', context })).toEqual([
      [0, 'ab'],
      [5, 'fgh'],
    ])
  })
})

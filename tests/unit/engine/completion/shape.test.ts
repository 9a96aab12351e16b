import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { scriptsIn } from '#engine/completion/scripts.ts'
import { type Growth, shape, type Surroundings } from '#engine/completion/shape.ts'

const place = (part: Partial<Surroundings> = {}): Surroundings => ({
  before: '今天',
  after: '',
  scripts: scriptsIn('中文 Latin'),
  form: 'simplified',
  reach: 'clause',
  characters: 24,
  ...part,
})

describe('what may be shown of what the model wrote', () => {
  test.each<[raw: string, growth: Growth, around: Partial<Surroundings>, text: string, over: boolean]>([
    ['天气很好', 'growing', {}, '天气很好', false],
    ['天气很好，出', 'growing', {}, '天气很好，', true],
    ['天气很\uFFFD', 'growing', {}, '天气很', false],
    ['天气很\uFFFD好', 'growing', {}, '天气很', true],
    ['\n\n天气', 'growing', {}, '', true],
    ['天气\n\n', 'growing', {}, '天气', true],
    [' 天气', 'growing', { before: '今天 ' }, '天气', false],
    [' API', 'ended', { before: '调用' }, ' API', true],
    ['。', 'growing', {}, '', true],
    ['，', 'ended', {}, '', true],
    ['the wor', 'growing', {}, 'the', false],
    ['the wor', 'limited', {}, 'the', true],
    ['the word', 'ended', {}, 'the word', true],
    ['很好，', 'growing', { after: '，我们' }, '很好', true],
    ['很多的方', 'growing', { after: '的方法' }, '很多', false],
    ['很多的方', 'limited', { after: '的方法' }, '很多', true],
    ['天气Привет', 'growing', {}, '天气', true],
    ['天气\u0000很好', 'growing', {}, '天气', true],
    ['天气\t很好', 'growing', {}, '天气', true],
    ['天气**很好**', 'growing', {}, '天气', true],
    ['1. 天气', 'growing', { before: '昨天。\n\n' }, '', true],
    ['1. ', 'growing', { before: '昨天。\n\n' }, '', true],
    ['1.5 度', 'growing', { before: '昨天。\n\n' }, '1.5 度', false],
    ['甲乙丙丁戊己庚', 'growing', { characters: 5 }, '甲乙丙丁戊', true],
    ['甲乙丙丁𠮷己', 'growing', { characters: 5 }, '甲乙丙丁', true],
    ['讨论讨论', 'ended', { before: '' }, '讨论讨论', true],
    ['好😀🈀🈀🈀', 'ended', { before: '' }, '好😀🈀', true],
    ['天气好天气好', 'ended', { before: '' }, '天气好', true],
    ['今天天气好今天天气好', 'growing', { before: '' }, '今天天气好', true],
    ['practice makes perfect', 'ended', { before: 'Practice makes perfect, ' }, '', true],
    ['the cat sat on the mat', 'ended', { before: 'The cat sat on the mat, ' }, '', true],
    ['sat on the mat, the cat sat on the mat, the', 'limited', { before: 'The cat ', reach: 'sentence', characters: 80 }, 'sat on the mat,', true],
    ['(the cat sat on the mat', 'ended', { before: 'The cat sat on the mat, ' }, '', true],
    ['and Latin words', 'growing', { characters: 12 }, 'and Latin', true],
    ['and Latin', 'growing', { characters: 8 }, 'and', true],
    ['and Latin words', 'growing', { characters: 9 }, 'and Latin', true],
    ['约 12,345 元', 'growing', { characters: 4 }, '约', true],
    ['the na\uFFFDve', 'growing', {}, 'the', true],
    ['the hy\u00ADphen', 'growing', {}, 'the', true],
    ['the don’t', 'growing', { characters: 7 }, 'the', true],
    ['子用八十', 'ended', { before: '新鲜的咖啡豆' }, '子用', true],
    ['上看到一', 'growing', {}, '上看到', false],
    ['上看到一个', 'limited', {}, '上看到一个', true],
    ['要求统一', 'ended', {}, '要求统一', true],
    ['看第三十', 'ended', {}, '看', true],
    ['有三十二，', 'ended', {}, '有三十二，', true],
    ['说的“我', 'ended', {}, '说的', true],
    ['说的“我们', 'ended', {}, '说的“我们', true],
    ['悲伤的、', 'ended', { before: '情绪有很多名字：快乐、悲伤、愤怒、' }, '', true],
    ['年度（俗称', 'ended', {}, '年度', true],
    ['说的“我”', 'ended', {}, '说的“我”', true],
  ])('it shows of %j (%s) in %j %j', (raw, growth, around, text, over) => {
    expect(shape(raw, place(around), growth)).toMatchObject({ text, over })
  })

  test('it says where the text begins in what the model wrote', () => {
    expect(shape('  天气很好', place({ before: '' }), 'growing')).toEqual({ text: '天气很好', from: 2, over: false })
  })
})

/** What is shown while tokens come, at every step: it stays, never ends within a word, and is never marks alone. */
function checkGrowth(tokens: readonly string[], around: Surroundings, end: Growth): void {
  let raw = ''
  let shown = ''
  for (const [at, text] of tokens.entries()) {
    // An unfinished character is finished by the next token.
    raw = raw.replace(/\uFFFD$/, '好') + text
    const now = shape(raw, around, at === tokens.length - 1 ? end : 'growing')
    expect(now.text.startsWith(shown)).toBe(true)
    const behind = raw.slice(now.from + now.text.length)
    expect([now.text, /[a-z0-9]$/iu.test(now.text) && /^[a-z0-9]/iu.test(behind)]).toEqual([now.text, false])
    expect(now.text).toMatch(/^$|[\p{L}\p{N}]/u)
    shown = now.text
    if (now.over) break
  }
}

const tokens = fc.constantFrom(
  '天',
  '天气',
  '的方法',
  '的',
  '方法很',
  '，',
  '。',
  ' ',
  'a',
  'Node',
  '.',
  '3',
  '\n',
  '今天',
  '今天很好',
  '\uFFFD',
  '𠮷',
  '”',
  'п',
  '*',
  '# ',
  ')',
  '1. ',
  '\t',
  '、',
  '（',
  '”',
  '<',
  'start_of_turn',
  '>',
  '1980',
  '-',
  '@',
  'https',
  '://',
  '\u200D',
  '\u200B',
  '"',
  '們',
  ' and',
  ' the',
  '苹果',
  '和',
  ', ',
  'weather',
  '第',
  '二',
  '讲',
  '①',
  '③',
  '；',
  '表示',
  '医生',
  '：',
  '啊',
  '自己',
  '《',
  '》',
  '出生',
  '也是',
  '<a',
)
const places = fc.constantFrom(
  '',
  '今天很好',
  '用 ',
  '昨天。\n\n',
  '2 * 3 = ',
  '天气、苹果、今天很好、',
  '他说：“天气',
  '他说："天气',
  '- 今天\n- 天气\n- ',
  '用 <b> 和 ',
  'We know the weather and',
  'We know weather, Node,',
  '苹果、天气和',
  '电话：19',
  '# 今天很好\n\n',
  '今天很好的天气今天方法很，',
  '今天 https://',
  '①天气；②方法很；③',
  '第一讲，天气。第二讲，方法很。第三讲，',
  '天气用 Node 表示，今天用 a 表示，',
  '医生：天气？\n\n自己：今天，',
  '啊啊啊啊啊啊，天气天气天气，',
  '1. 今天，天气。\n2. 方法很。\n3. ',
  '# 1. 天气\n\n今天很好。\n\n# 2. ',
  '一是天气，二是今天很好，三是',
  '天气 → 今天 → ',
  '他出生于',
  '《天气》和《今天》，',
  '今天很好（天气）的，今天很好',
  '是天气，也是',
  '问：今天很好的天气？\n\n答：今天',
)

const words = fc.constantFrom(
  ...['the', ' the', ' cat', 'cat', 's', ' sat', ' on', ' mat', 'Prac', 'prac', 'tice', ' makes', ' perfect', ' and', ' most', ' important', ' word'],
  ...[
    ', ',
    ',',
    '.',
    '. ',
    ' ',
    '’t',
    '-',
    ':',
    '(',
    ')',
    '"',
    '`',
    ' 12',
    '60',
    '9',
    ' 128',
    ' to',
    '~',
    '12345',
    '号',
    '天气',
    '到',
    '，',
    '。',
    '的',
    '、',
    ' Node',
    'é',
    '\uFFFD',
  ],
)
const wordPlaces = fc.constantFrom(
  '',
  'Practice makes perfect, ',
  'The cat sat on the mat, ',
  'The cat ',
  'the most important word, ',
  'Prac',
  'He said "the',
  '用 `cat` 和 ',
  '天气 the cat 的',
  '上午 9:30 开始，',
  '范围从 ',
  '- the cat\n- the mat\n- ',
  'the cat, the mat, ',
  '1. cat\n2. mat\n3. ',
  '# the cat\n\n',
  '第一讲，the cat。第二讲，',
  'cat：Node。\n\nNode：the mat，',
)

describe('what is shown while it grows', () => {
  test('it never takes back what it has shown, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.array(tokens, { maxLength: 14 }),
        places,
        fc.constantFrom('', '的方法很多。', '，然后', '天', '。\n\n# 今 天很好', '\n- 的方法\n- ａ Node'),
        fc.constantFrom('clause', 'sentence'),
        fc.constantFrom('ended', 'limited'),
        (written, before, after, reach, end) => checkGrowth(written, place({ after, before, reach, characters: 12 }), end),
      ),
      { numRuns: 2500 },
    )
  })

  test('it shows whole words of English and of both languages, wherever it is cut', () => {
    fc.assert(
      fc.property(
        fc.array(words, { maxLength: 14 }),
        wordPlaces,
        fc.constantFrom('', ' the cat', ', the mat', 'cat', '的天气', '，然后', '\n- the mat'),
        fc.constantFrom('phrase', 'clause', 'sentence'),
        fc.constantFrom('ended', 'limited'),
        fc.constantFrom(12, 40),
        (written, before, after, reach, end, characters) => checkGrowth(written, place({ after, before, reach, characters }), end),
      ),
      { numRuns: 2500, examples: [[[' and', ' cat', ' ', ' the', 'the'], 'the cat, the mat, ', '', 'phrase', 'ended', 12]] },
    )
  })
})

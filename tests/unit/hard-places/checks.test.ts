import { describe, expect, test } from 'vitest'
import { checkShown } from '../../hard-places/checks.ts'
import { placeFrom, readPlaces } from '../../hard-places/place.ts'

const faults = (place: object, shown: string, soFar = '') =>
  checkShown(placeFrom(JSON.stringify({ name: 'here', lesson: '课', ...place }), 'kind'), soFar, shown).map(({ check }) => check)

describe('what is wrong with a text that is shown', () => {
  test.each<[check: string, place: object, shown: string]>([
    ['silent', { before: '电话 1', silent: true }, '店'],
    ['only', { before: '人工智', only: ['能'] }, '慧'],
    ['mustNot', { before: '主持人：', mustNot: ['嘉宾：'] }, '好，嘉宾：'],
    ['wholeCharacters', { before: '今天' }, '很\uFFFD'],
    ['wholeCharacters', { before: '今天' }, '很\ud83d'],
    ['wholeCharacters', { before: '赞👍' }, '🏽好'],
    ['noControls', { before: '今天' }, '很\u200b好'],
    ['noControls', { before: '今天' }, '很\u202e好'],
    ['noControls', { before: '今天' }, '很\t好'],
    ['noLoop', { before: '我们来翻炒，' }, '翻炒翻炒翻炒'],
    ['noLoop', { before: '复利是时间的朋友。' }, '复利是时间的朋友。'],
    ['noLoop', { before: '哈哈' }, '哈哈'],
    ['noItemTwice', { before: '比如老师、医生、' }, '老师、'],
    ['noItemTwice', { before: '苹果、香蕉和' }, '苹果、'],
    ['noItemTwice', { before: 'We use knives, forks,', language: 'en' }, ' knives,'],
    ['noEcho', { before: '把注意力放到左脚的脚趾上面，休息一下，' }, '把注意力放到左脚的脚趾上面，'],
    ['noBlockTwice', { before: '- 学会提问\n- ', block: 'item' }, '学会提问'],
    ['noRepeatOfAfter', { before: '再把鸡', after: '蛋打散。' }, '蛋打散'],
    ['noRepeatOfAfter', { before: '反馈要及时', after: '。' }, '而具体。'],
    ['noMarkup', { before: '今天' }, '**很好**'],
    ['noMarkup', { before: '昨天。\n\n' }, '- 今天'],
    ['noSpecialTokens', { before: '今天', may: ['<', '|', 'latin'] }, '很好<|im_end|>'],
    ['closesOnlyOpened', { before: '他说：“好。”她笑了' }, '起来。”'],
    ['closesOnlyOpened', { before: '《老人与海' }, '）'],
    ['closesOnlyOpened', { before: '他说"好。"她笑了' }, '起来"。'],
    ['closesOnlyOpened', { before: '他说"好', after: '"。' }, '的"意思'],
    ['endsWhole', { before: '她说' }, '："'],
    ['endsWhole', { before: '鲁迅写过' }, '一本《'],
    ['onlyScripts', { before: '明治维新以后' }, 'の日本'],
    ['oneForm', { before: '今天' }, '我們'],
    ['oneForm', { before: '今天', language: 'zh-Hant' }, '我们'],
    ['oneLanguage', { before: '我们说', may: ['latin'] }, 'the best way to learn'],
    ['oneLanguage', { before: '我们先写测试，' }, '再写代码,'],
    ['onlyScripts', { before: 'The best way to', language: 'en' }, '学习'],
    ['headingShape', { before: '# 什么是', block: 'heading' }, '复利。'],
    ['noLongNumber', { before: '请拨打 ' }, '400-8123'],
    ['noLongNumber', { before: '请拨打 ' }, '8321'],
    ['noLongNumber', { before: '请拨打 400' }, '8，'],
    ['noLoop', { before: '他说，' }, '慢一点慢一点'],

    ['noEcho', { before: '感受左脚脚趾的温度，休息，' }, '感受左脚脚趾的温度，'],
    ['noBlockTwice', { before: '- 充电器\n- ', block: 'item' }, '充电器'],
    ['noRepeatOfAfter', { before: '你', after: '蛋打散。' }, '把蛋打散了吗'],
    ['closesOnlyOpened', { before: '这样' }, '好〕'],
    ['oneLanguage', { before: '我们说', may: ['latin'] }, 'learn by doing'],
    ['noFacts', { before: '电话：', checks: ['noFacts'] }, '一二三八'],
    ['noLongNumber', { before: '请拨打 400' }, '812'],
    ['noChat', { before: '请写一首诗。\n\n', checks: ['noChat'] }, '当然，'],
    ['noChat', { before: '问：你好。答：', checks: ['noChat'] }, '好的，'],
    ['noChat', { before: '他说：“写一首诗。”', checks: ['noChat'] }, '当然，'],
    ['noChat', { before: '他說：「寫一首詩！」 ', checks: ['noChat'] }, '當然，'],
    ['noChat', { before: '（请写一首诗。）', checks: ['noChat'] }, '以下是'],
    ['noItemTwice', { before: 'A good opening is very, very,', language: 'en' }, ' very,'],
    ['noFacts', { before: '邮箱是', checks: ['noFacts'], may: ['latin'] }, 'a@b.com'],
    ['noEchoOfHeading', { before: '# 复利\n\n', checks: ['noEchoOfHeading'] }, '复利。'],
  ])('%s, in %j: %j', (check, place, shown) => {
    expect(faults(place, shown)).toContain(check)
  })

  test.each<[place: object, shown: string]>([
    [{ before: '今天' }, '天气很好，'],
    [{ before: '今天' }, ''],
    [{ before: '慢慢讨论' }, '讨论，'],
    [{ before: '一共 100' }, '0 元'],
    [{ before: '一共 100' }, '00 人'],
    [{ before: '辛亥革命爆发于 ' }, '1911 年，'],
    [{ before: '交付日期：2024-' }, '11-28'],
    [{ before: '总价 ' }, '12,500 元'],
    [{ before: '我们用 ', may: ['latin'] }, 'Visual Studio Code 来写'],
    [{ before: '电话 400-812，再说一遍，' }, '400-812'],
    [{ before: '他说：“好' }, '。”'],
    [{ before: '他说："好' }, '。"'],
    [{ before: '他说：' }, '"好。"'],
    [{ before: '屏幕有 ' }, '24" 大'],
    [{ before: '写作 "' }, '20"'],
    [{ before: '一共有 12 + 8 =' }, ' "20"'],
    [{ before: 'It’s what the narrator doesn', language: 'en' }, '’t know'],
    [{ before: '在 Python 里，', may: ['latin'] }, '用 for 循环'],
    [{ before: '比如老师、医生、' }, '律师、'],
    [{ before: '老师和学生、家长和' }, '学生、'],
    [{ before: 'We use knives, forks,', language: 'en' }, ' cups, plates,'],
    [{ before: 'A good opening is very, very, very', language: 'en' }, ' short, plain,'],
    [{ before: '系统提示：你是一个', checks: ['noChat'] }, '好的助手，'],
    [{ before: '只回答“', checks: ['noChat'] }, '好的'],
    [{ before: '家庭', language: 'zh-Hans' }, '👨‍👩‍👧很好'],
    [{ before: '先写测试,再写代码,' }, '最后提交,'],
    [{ before: 'The best way to', language: 'en' }, ' learn is to teach,'],
  ])('nothing, in %j: %j', (place, shown) => {
    expect(faults(place, shown)).toEqual([])
  })

  test('what was taken in before counts as text', () => {
    expect(faults({ before: '复利' }, '时间的朋友，', '时间的朋友，')).toContain('noLoop')
    expect(faults({ before: '电话 400-0000。再说一遍：400-', only: ['0{4}'] }, '00', '00')).toEqual([])
    expect(faults({ before: '举个例', mustNot: ['^，'] }, '，先说', '子')).toEqual([])
  })
})

describe('the places', () => {
  test('there are enough of them, each with a name of its own, and silence does not pass', () => {
    const places = readPlaces()
    expect(places.length).toBeGreaterThanOrEqual(300)
    expect(new Set(places.map(({ kind, name }) => `${kind} ${name}`)).size).toBe(places.length)
    expect(new Set(places.map(({ before, context }) => JSON.stringify([before, context]))).size).toBe(places.length)
    expect(places.filter(({ expected }) => expected).length).toBeGreaterThanOrEqual(80)
    expect(places.filter(({ expected, silent }) => expected && silent)).toEqual([])
  })

  test('each says itself what may or may not appear there', () => {
    const bare = readPlaces().filter(({ only, mustNot, silent, expected, checks }) => !only && mustNot.length + checks.length === 0 && !silent && !expected)
    expect(bare.map(({ kind, name }) => `${kind}: ${name}`)).toEqual([])
  })

  test('a line that is none is told by its place', () => {
    expect(() => placeFrom('{', 'loops', 'loops.jsonl:3')).toThrow('loops.jsonl:3 is no JSON')
    expect(() => placeFrom('{"name":"a","before":"","mustNot":["("]}', 'loops', 'loops.jsonl:4')).toThrow(
      /loops\.jsonl:4 is no hard place.*no regular expression/s,
    )
    expect(() => placeFrom('{"name":"a","before":"","mayNot":["x"]}', 'loops')).toThrow('mayNot')
  })
})

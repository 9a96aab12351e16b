import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { againStart, pictureStart, possibleAgain } from '#engine/completion/again.ts'
import { countStart, possibleCount } from '#engine/completion/counting.ts'
import { echoStart, possibleEcho } from '#engine/completion/echo.ts'
import { inventedStart } from '#engine/completion/invented.ts'
import { nameStart, possibleName } from '#engine/completion/names.ts'
import { repetitionStart } from '#engine/completion/repetition.ts'
import { memberStart, possibleMember } from '#engine/completion/series.ts'
import { clauseEnd, secondMarkStart } from '#engine/completion/stopping.ts'

/** Each guard by itself, on text of which no more is to come. */
const guards = {
  again: (text: string, before: string) => againStart(text, before, true),
  counting: countStart,
  echo: (text: string, before: string) => echoStart(text, before, true),
  invented: inventedStart,
  names: (text: string, before: string) => nameStart(text, before, true),
  repetition: repetitionStart,
  series: (text: string, before: string) => memberStart(text, before, true),
  'second mark': secondMarkStart,
}

describe('a sentence that says again what it has said', () => {
  test.each([
    ['它是一个矢量，', '设它是一个矢量，', ''],
    ['这是一个矢量', '设它是一个矢量，', '这'],
    ['承诺的。', '品牌不仅是名字，也是承诺；不仅是承诺，也是', ''],
    ['名字的样子。', '品牌不仅是名字，也是承诺；不仅是承诺，也是', '名字的样子。'],
    ['频率用 λ 表示，', '波长用 λ 表示，频率用 ν 表示，', '频率'],
    ['周期用 T 表示，', '波长用 λ 表示，频率用 ν 表示，', '周期用 T 表示，'],
    ['再写代码，', '先写测试，再写代码，', ''],
    ['再改代码，', '先写测试，再写代码，', '再改代码，'],
    ['德语的 Aufhebung', '德语的 Aufhebung 有三重含义：', ''],
    ['现有的路由规则冲突。', '添加的路由规则不能和', '现有的路由规则冲突。'],
    ['先写测试，', '先写测试。再写代码。', '先写测试，'],
    [' the box.', 'Open the box, then close', ' the box.'],
    [' open the box,', 'We open the box, close the lid,', ' '],
    ['缓存中取，', '先从一级缓存中取，取不到再从二级', '缓存中取，'],
    ['做实验。', '第一组做实验；第二组', '做实验。'],
    ['做科学实验。', '他们做科学实验；你们', ''],
    ['越慢。', '磨得越细，水流过得越快，磨得越粗，水流过得', '越慢。'],
    ['越慢。', '磨得越粗，水就流得越慢，磨得越细，水流过得越快，磨得再粗些，水流过得', '越慢。'],
    ['越快。', '磨得越细，水流过得越快，磨得越粗，水流过得', ''],
    ['越高。', '单价越低，销量越高；单价越高，销量越低，利润', '越高。'],
    [' most important', 'It is one of the most important things you can do at the', ''],
    [' at the most important moment', 'It is one of the most important things you can do', ' at the'],
    [' most beautiful', 'It is one of the most important places in the', ' most beautiful'],
    [' most important', 'Sleep is the most important habit. Food is the', ' most important'],
    ['深度学习是深度学习', '这一课我们讲深度学习。', '深度学习是'],
    ['学习是深度学习', '深度', '学习是'],
    ['是老师，', '我的老师', '是老师，'],
    ['深度学习是机器学习', '', '深度学习是机器学习'],
    ['承诺的目的', '品牌不仅是名字，也是承诺；不仅是承诺，也是', ''],
    ['是承诺，也是承诺的', '它', '是承诺，也是'],
    ['是承诺，也是名字', '它', '是承诺，也是名字'],
    ['，通货膨胀（俗称货币贬值）', '通货膨胀（俗称钱不值钱）会影响生活', '，通货膨胀'],
    ['俗称钱', '通货膨胀（俗称钱不值钱）会影响生活，通货膨胀（', ''],
    ['年度（俗称钱不值钱', '通货膨胀（俗称钱不值钱）会计', '年度'],
    ['，通货紧缩（俗称钱', '通货膨胀（俗称钱不值钱）会影响生活', '，通货紧缩（俗称钱'],
    ['，第二步（必做）', '第一步（必做）', '，第二步（必做）'],
    [' control group', 'The mean of the control group was above the median of the', ' control group'],
    [' most', 'The most you can ask of the', ' most'],
    [' more you rest', 'The more you work, the', ' more you rest'],
  ])('of %j behind %j it keeps %j', (text, before, kept) => {
    expect(text.slice(0, againStart(text, before, true))).toBe(kept)
  })

  test('its beginning waits', () => {
    expect(possibleAgain('再写', '先写测试，再写代码，')).toBe(2)
    expect(possibleAgain('最后', '先写测试，再写代码，')).toBe(0)
    expect(possibleAgain('深度学习是深', '')).toBe(1)
    expect(possibleAgain('承', '不仅是承诺，也是')).toBe(1)
    expect(['（', '（俗', '（俗语'].map((text) => possibleAgain(text, '通货膨胀（俗称钱不值钱）会计，通货膨胀'))).toEqual([1, 2, 0])
    const important = 'It is one of the most important things you can do at the'
    expect([' most', ' most imp'].map((text) => possibleAgain(text, important))).toEqual([5, 9])
    expect(possibleAgain(' most beautiful place', important)).toBeLessThan(5)
  })
})

describe('what its own text has', () => {
  test.each([
    ['是谁？', '你是谁？你要说什么？你', ''],
    ['是谁的学生？', '你是谁？你要说什么？你', '是谁的学生？'],
    ['为什么？', '你是谁？你要说什么？', '为什么？'],
    ['风来了', '风来了\n云走了\n', ''],
    ['风停了', '风来了\n云走了\n', '风停了'],
    ['风来了', '风来了\n\n云走了\n\n', '风来了'],
    ['第一周', '1. 第一周\n  1. 看书\n2. 第二周\n  1. ', ''],
    ['看书', '1. 第一周\n  1. 看书\n2. 第二周\n  1. ', '看书'],
    ['写作', '- 阅读\n  - 书\n- 写作\n  - ', ''],
  ])('of %j behind %j it keeps %j', (text, before, kept) => {
    expect(text.slice(0, echoStart(text, before, true))).toBe(kept)
  })
})

describe('what counts', () => {
  test.each([
    ['第二讲，', '第一讲，光线。第二讲，构图。第三讲，色彩。', ''],
    ['第四讲，', '第一讲，光线。第二讲，构图。第三讲，色彩。', '第四讲，'],
    ['二，', '第一，要有观点；第二，要有材料；第', ''],
    ['三，', '第一，要有观点；第二，要有材料；第', '三，'],
    ['二个参数是', '第一，要有观点；第二，要有材料；第', ''],
    ['第一步打开', '第一，先准备；第二，要动手。第一步打开', '第一步打开'],
    ['二是自己', '一是对方，二是自己，三是时间，', ''],
    ['①提交', '①提交；②', ''],
    ['、①、', '①提交；②完成；③', '、'],
    ['十一、', '九、天。十、地。', '十一、'],
    ['二、', '一、二、三、一、', '二、'],
    ['第一次上课的人，', '第一，不要迟到；第二，', '第一次上课的人，'],
    ['（1）', '如下：（1）水；（2）火；', ''],
    ['1. 需求', '# 2. ', ''],
    [' 1)', 'It rises (Figure 1) and falls (Figure', ' 1)'],
    [' 1)', 'It rises (Figure 3) and falls (Figure', ' 1)'],
    ['1）', '先升（图 3）后降（图 ', '1）'],
    ['2)', 'The points (1, 3) and (2, ', '2)'],
    ['1）转肩', '1）转肩（慢）；2）压腿；', ''],
    ['三、五', '周二、四、六上课，周一、', '三、五'],
    ['一、二、四', '甲选一、二、三；乙选', '一、二、四'],
    ['一、水', '一、光。二、', ''],
    ['二、水', '一、光。二、土。', ''],
    [' 9. She', 'He was 12. His sister was', ' 9. She'],
    ['1. 水', '1. 火 2. 土 ', ''],
    ['（1）需求', '# 2. ', ''],
    ['其次，列出读者', '首先，明确读者；其次，列出要点；再次，', ''],
    ['读者；其次，', '首先，明确读者；其次，列出要点；再次，', '读者；'],
    ['其次是要点', '首先是读者，', '其次是要点'],
    ['再次，写完', '首先，明确读者；其次，列出要点；', '再次，写完'],
    ['其次，', '顺序并不重要，', '其次，'],
  ])('of %j behind %j it keeps %j', (text, before, kept) => {
    expect(text.slice(0, countStart(text, before))).toBe(kept)
  })

  test('its beginning waits', () => {
    expect(['好，第', '好，第二', '好，(1', '好，一是', '好'].map(possibleCount)).toEqual([1, 2, 2, 2, 0])
  })
})

describe('what a series has named', () => {
  test.each([
    ['转肩；', '1）转肩；2）压腿；3）', ''],
    ['下蹲；', '1）转肩；2）压腿；3）', '下蹲；'],
    ['提交申请', '提交申请 → 部门审批 → ', ''],
    ['财务付款', '提交申请 → 部门审批 → ', '财务付款'],
    [' 签到', '1️⃣ 签到　2️⃣ 自我介绍　3️⃣', ' '],
    ['肉切块，', '1. 肉切块，冷水下锅。\n2. 水开后撇去浮沫。\n3. ', ''],
    ['撇去浮沫', '1. 肉切块，冷水下锅。\n2. 撇去浮沫。\n3. ', ''],
    ['肉切片，', '1. 肉切块，冷水下锅。\n2. 水开后撇去浮沫。\n3. ', '肉切片，'],
    ['在北京', 'A. 北京\n\nB. 上海\n\nC. ', ''],
    ['广州', 'A. 北京\n\nB. 上海\n\nC. ', '广州'],
    ['需求层次', '# 1. 需求层次\n\n人有需求。\n\n# 2. ', ''],
    ['练习', '# 练习\n\n写。\n\n# ', '练习'],
    ['优点：快', '- 甲\n  - 优点：快\n- 乙\n  - ', '优点：快'],
    ['例如，水', '- 例如，火\n- ', '例如，水'],
    ['处理', '输入→处理→输出→', '处理'],
    ['输出', '输入→处理→输出→', ''],
    ['了解自己的', '一是了解对方，二是了解自己，三是', ''],
    ['了解自己的时间', '一是了解对方，二是了解自己，三是', '了解自己的时间'],
  ])('of %j behind %j it keeps %j', (text, before, kept) => {
    expect(text.slice(0, memberStart(text, before, true))).toBe(kept)
  })

  test('its beginning waits', () => {
    expect(possibleMember('转', '1）转肩；2）压腿；3）')).toBe(1)
    expect(possibleMember('下', '1）转肩；2）压腿；3）')).toBe(0)
  })
})

describe('titles and quotations', () => {
  test.each([
    ['的《呐喊》', '鲁迅写过《呐喊》，有名的就是《呐喊》', '的'],
    ['和《彷徨》', '鲁迅写过《呐喊》', '和《彷徨》'],
    [' 将 `map`', '数组的 `map`', ' 将 '],
    ['《呐喊》是', '鲁迅写过《呐喊》。', '《呐喊》是'],
    ['，“道”就是', '什么叫“道”', '，“道”就是'],
    ['《论语》成书更早', '《论语》和《孟子》都是儒家经典，其中', '《论语》成书更早'],
    ['《孟子》成书更晚', '《论语》和《孟子》都是儒家经典，其中', ''],
    [' `map` 返回新数组', '`map` 和 `filter` 的区别在于', ' `map` 返回新数组'],
    [' `let` 有块级作用域', '`let` 和 `var` 的区别是', ' `let` 有块级作用域'],
  ])('of %j behind %j it keeps %j', (text, before, kept) => {
    expect(text.slice(0, nameStart(text, before, true))).toBe(kept)
  })

  test('its beginning waits', () => {
    expect(possibleName('和《呐', '鲁迅写过《呐喊》')).toBe(2)
    expect(possibleName('和《彷', '鲁迅写过《呐喊》')).toBe(0)
  })
})

describe('labels', () => {
  test.each([
    ['医生：', '医生：哪里不舒服？\n\n患者：我头疼，', ''],
    ['，因为医生：', '医生：哪里不舒服？\n\n患者：我头疼', '，因为医生：'],
    ['的医生：', '医生：哪里不舒服？\n\n患者：我们', '的'],
    ['，因为。医生：', '医生：哪里不舒服？\n\n患者：我头疼', '，因为。'],
    ['医生：医生，医生：', '医生：哪里不舒服？\n\n患者：我找', '医生：医生，'],
    ['注意：', '注意：水要烧开。\n\n还要特别', '注意：'],
    ['例如：', '例如：水是液体。\n\n很多东西都会变，', '例如：'],
    ['例如：', '例如：水是液体。\n\n注意：冰是固体，', '例如：'],
    ['步骤：', '步骤：一共三步。\n\n原因：水里有沙。\n\n下面是过滤的', '步骤：'],
    ['原因：', '原因：天气太热。\n\n结果：水干了。\n\n下面两个', '原因：'],
    ['方法：', `${'这里讲的是另一种'.repeat(3)}方法：${'很'.repeat(398)}\n\n结果：好，`, '方法：'],
    ['医生', '医生：哪里不舒服？\n\n患者：我要看', '医生'],
    ['演员、', '- 导演：决定方向\n- 演员：', ''],
    ['演员是', '- 导演：决定方向\n- 演员：', '演员是'],
    ['：“不敢当，', '李先生道：“请。”\n\n李先生道', '：“不敢当，'],
  ])('of %j behind %j it keeps %j', (text, before, kept) => {
    expect(text.slice(0, echoStart(text, before, true))).toBe(kept)
  })

  test('its beginning waits', () => {
    expect(possibleEcho('我问医', '医生：哪里不舒服？\n\n患者：')).toBe(1)
  })
})

test.each([
  ['，就有👨‍👩', '四口人👨‍👩‍👧‍👦', '，就有'],
  ['，就有👨', '四口人👨‍👩‍👧‍👦', '，就有'],
  ['👍', '很好👍', '👍'],
  ['👩', '第一段👨‍👩‍👧‍👦\n\n第二段', '👩'],
])('a picture that is put together comes once in its block: of %j behind %j it keeps %j', (text, before, kept) => {
  expect(text.slice(0, pictureStart(text, before))).toBe(kept)
})

test.each([
  ['，然后', '今天，', ''],
  ['：写作', '很正常，\u200b', ''],
  ['！然后', '今天？', '！然后'],
  ['好。。', '今天', '好。'],
  ['，他说', '“好。”', '，他说'],
  ['……', '今天，', '……'],
])('a mark that ends something has no second: of %j behind %j it keeps %j', (text, before, kept) => {
  expect(text.slice(0, secondMarkStart(text, before))).toBe(kept)
})

/** Every so many characters a caret, in text that people wrote: what they wrote next, marks and all, may hardly ever be refused. */
test('what people wrote is let through, but for one continuation in five hundred', () => {
  const lines = readFileSync(new URL('../../../fixtures/heldout-paragraphs.jsonl', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
  const paragraphs = lines.map((line) => JSON.parse(line) as { source: string; text: string })
  // All of one source is one text, so that there is much above.
  const texts = [...Map.groupBy(paragraphs, ({ source }) => source).values()].map((own) => own.map(({ text }) => text).join('\n\n'))
  const cut: Record<string, string[]> = Object.fromEntries(Object.keys(guards).map((name) => [name, []]))
  let carets = 0
  for (const text of texts)
    for (let at = 12; at + 12 < text.length; at += 19) {
      const rest = text.slice(at, at + 100)
      if (rest.startsWith('\n')) continue
      const next = rest.slice(0, clauseEnd(rest, 'clause') ?? rest.length)
      // Behind half a number or a word nobody is asked.
      if (next.length > 32 || /[\p{N}\p{Script=Latin}]$/u.test(text.slice(at - 1, at))) continue
      carets++
      const before = text.slice(Math.max(0, at - 2000), at)
      for (const [name, start] of Object.entries(guards)) if (start(next, before) < next.length) cut[name]?.push(`${before.slice(-40)}|${next}`)
    }
  expect(carets).toBeGreaterThan(1000)
  expect(Object.fromEntries(Object.entries(cut).filter(([, places]) => places.length > carets / 500))).toEqual({})
})

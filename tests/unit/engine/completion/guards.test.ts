import { describe, expect, test } from 'vitest'
import { unopenedStart, withoutOpeners } from '#engine/completion/brackets.ts'
import { isWithin, joinsBefore } from '#engine/completion/caret.ts'
import { echoStart, possibleEcho } from '#engine/completion/echo.ts'
import { formOf, otherFormStart } from '#engine/completion/han-forms.ts'
import { inventedStart, possibleInvention } from '#engine/completion/invented.ts'
import { otherLanguageStart } from '#engine/completion/languages.ts'

describe('carets', () => {
  test.each([
    ['家👨‍', '👩‍👧', true],
    ['赞👍', '🏽', true],
    ['旗🇨', '🇳', true],
    ['旗🇨🇳', '🇺🇸', false],
    ['表\ud83d', '', true],
    ['algo', 'rithm', true],
    ['12', '000', true],
    ['cafe', '\u0301', true],
    ['用 CSS', ' 属性', false],
    ['鸡', '蛋', false],
    ['好', '', false],
    ['word', '\n\nnext', false],
    ['7'.repeat(20), '', true],
    ['2026', '', false],
    ['', 'word', false],
  ])('between %j and %j: within one %j', (before, after, within) => {
    expect(isWithin(before, after)).toBe(within)
  })

  test('what changes the character before it is known', () => {
    expect(['\uFE0F', '🏽好', '\u200D👩', '好', 'a'].map(joinsBefore)).toEqual([true, true, true, false, false])
  })
})

describe('brackets and quotes', () => {
  test.each([
    ['起来。”', '他说：“好。”她笑了', '', '起来。'],
    ['好。”', '他说：“', '', '好。”'],
    ['海）》', '《老人与', '', '海'],
    ['能量工厂）', '线粒体（', '）提供能量。', '能量工厂'],
    ['（好）的', '今天', '', '（好）的'],
    ['’s fine', 'It', '', '’s fine'],
    ['起来"。', '他说"好。"她笑了', '', '起来'],
    ['起来" 吧', '她笑了', '', '起来'],
    ['好。"', '他说"', '', '好。"'],
    ['"好"的', '他说', '', '"好"的'],
    ['的"意思', '他说"好', '"。', '的'],
    ['寸是 24"。', '屏幕', '', '寸是 24"。'],
    ['的"好"。', '24" 屏幕', '', '的"好"。'],
    ['一本《', '写过《呐', '', '一本'],
    ['呐》和《彷徨》', '写过《', '', '呐》和《彷徨》'],
    ['，“好', '她說：「你回來了。」', '', '，'],
    ['「好', '她說：「你回來了。」', '', '「好'],
    ['好〕', '这样', '', '好'],
    ['href <b', '链接用 <a ', '', 'href '],
    [' < d', '如果 a<b 并且 c', '', ' < d'],
    ['（好（大））', '今天', '', '（好（大））'],
    ['结束”', '上一段“开头\n\n这一段', '', '结束'],
  ])('of %j behind %j and before %j it keeps %j', (text, before, after, kept) => {
    expect(text.slice(0, unopenedStart(text, before, after))).toBe(kept)
  })

  test.each([
    ['一本《', '写过', '一本'],
    ['用 "', '例如 ', '用 '],
    ['用 24"', '例如 ', '用 24"'],
    ['好"', '他说"', '好"'],
    ['很好', '', '很好'],
    ['a <', '', 'a'],
    ['结尾是 <t', '开头是 <s>，', '结尾是'],
    ['结尾是 <t>', '开头是 <s>，', '结尾是 <t>'],
    ['a<b', '如果 ', 'a<b'],
  ])('%j behind %j ends as %j', (text, before, kept) => {
    expect(withoutOpeners(text, before).trimEnd()).toBe(kept.trimEnd())
  })
})

describe('simplified and traditional', () => {
  test.each([
    ['我们学习', 'simplified'],
    ['我們學習', 'traditional'],
    ['山水石', null],
    ['“愛”字简化以后没有了“心”，很多人觉得这样的简写让这个字没有了温度', 'simplified'],
    ['日本国の会社', null],
    ['', null],
  ])('%j is %j', (text, form) => {
    expect(formOf(text)).toBe(form)
  })

  test('a character of the other form ends it, if the author does not write it', () => {
    expect(otherFormStart('他們说', 'simplified', '')).toBe(1)
    expect(otherFormStart('他們说', 'simplified', '写作“們”')).toBe(3)
    expect(otherFormStart('体会', 'traditional', '')).toBe(0)
    expect(otherFormStart('他們说', null, '')).toBe(3)
    expect(otherFormStart('山里面的茶', 'traditional', '')).toBe('山里面的茶'.length)
    expect(otherFormStart('聽听', 'traditional', '')).toBe(1)
  })
})

describe('the language of a sentence', () => {
  test.each([
    [' learn 学习', 'The best way to', ' learn '],
    ['学习', 'The best way to learn', ''],
    ['学习', 'Visual Studio Code ', '学习'],
    ['的关系', 'A and B ', '的关系'],
    ['，再见', 'Меня зовут', ''],
    ['foolish.”这句话', '他说：“Stay hungry, stay ', 'foolish.”这句话'],
    ['蠢', '他说：“Stay hungry, stay ', ''],
    ['意思是', 'It is raining cats and dogs. ', '意思是'],
    [' the best way to learn', '我们说', ' the best way '],
    ['中文', '- apple\n- banana\n- ', ''],
    ['再写代码,然后', '先写测试，', '再写代码'],
    ['再写代码,然后', '先写测试,', '再写代码,然后'],
  ])('of %j behind %j it keeps %j', (text, before, kept) => {
    expect(text.slice(0, otherLanguageStart(text, before))).toBe(kept)
  })
})

describe('what a model makes up', () => {
  test.each([
    ['400-8123', '请拨打 ', ''],
    ['01 元', '一共 100', ''],
    ['00 元', '一共 100', '00 元'],
    ['年，1980 年', '1949 ', '年，1980 年'],
    ['400-8123', '电话 400-8123，再说一遍：', '400-8123'],
    ['请访问 https://a.cn', '更多内容，', '请访问 '],
    ['hub.com', '可以到 https://git', ''],
    ['lessons/2', '在 https://example.com/lessons。地址是 https://example.com/', 'lessons'],
    ['了解', '可以到 https://', ''],
    ['之后', '打开 https://example.com ', '之后'],
    ['给 a@b', '请写信', '给 '],
    ['12', '我的密码是', ''],
    ['to-to', '把密钥填进去：sk-', ''],
    ['一位老师', '加我的微信：', '一位老师'],
    [' people', 'The number of ', ' people'],
    ['174 克', '这款手机的重量是 ', '174 克'],
    ['3 件事', '他的名字叫李雷，电话里说的是', '3 件事'],
    ['10000 元', '总价', '10000 元'],
    ['12800 元', '总价', '12800 元'],
    ['13800138000', '请找', ''],
    ['125,300 元', '总价', '125,300 元'],
    ['11-28', '交付日期：2024-', '11-28'],
    ['2024.11.28 15:30', '交付日期：', '2024.11.28 15:30'],
    ['1937-1945 年', '抗战：', '1937-1945 年'],
    ['3.14159', '圆周率约等于 ', '3.14159'],
    ['1,2,3,4,5', '数列：', '1,2,3,4,5'],
    ['2024-11-28', '订单号：', ''],
    ['6222-02', '请写 ', ''],
    ['48213', '请写 ', ''],
    ['8321', '验证码是', ''],
    ['8321', 'QQ：', ''],
    ['E832', '护照号：', 'E'],
    ['8321', '门禁卡号为：', ''],
    ['8321', '登录 ID：', ''],
    ['8321', '会员編號是', ''],
    ['8321', 'The ticket number is ', ''],
    ['8321', 'Your customer number is ', ''],
    ['8321', 'Fax: ', ''],
    ['2 件事', '口号是', '2 件事'],
    ['3 月', '这篇文章的标题是：', '3 月'],
    ['12 磅', '字号是 ', '12 磅'],
    ['2 倍', '5 号是 1 号的', '2 倍'],
    ['38', '尺码：', '38'],
    ['3', '源代码是', '3'],
    ['（128 位', '手机号是 138 位的', '（'],
    ['1999 年', '李女士出生于', ''],
    ['北京', '李女士出生于', '北京'],
    ['1999', 'She was born in ', ''],
    ['9999 页', '一本书有 ', ''],
    ['1950 年', '那是 ', '1950 年'],
    ['2000', '心率一般在 120～', ''],
    ['150 之间', '心率一般在 120～', '150 之间'],
    ['20000 赫兹', '人耳能听到 20 到', '20000 赫兹'],
    ['1000 元', '价格从 10 到', '1000 元'],
    ['1000 个', '一次买 15～', '1000 个'],
    ['4817 个', '一次买 15～', ''],
    ['100 倍', '大约 10～', '100 倍'],
    ['70 起床', '早上 6:30 起床，7:', ''],
    ['30 起床', '早上 6:30 起床，7:', '30 起床'],
    ['87 的模型', '比例是 1:', '87 的模型'],
    ['中午 12:60 结束', '上午 9:30 开始，', '中午 '],
    ['早上 7:60 起床', '我', '早上 '],
    ['2:87 的模型', '比例是 1:', '2:87 的模型'],
    ['128 到 99999 个', '范围从', ''],
    ['到 99999 个', '范围从 128 ', ''],
    ['128 到 256 个', '范围从', '128 到 256 个'],
    ['0000 元', '1 美元兑换 7', ''],
    ['2019', '最早见于文献[', ''],
    ['3]', '最早见于文献[', '3]'],
    ['inium', '英文缩写是 M', ''],
    ['VP', '英文缩写是 M', 'VP'],
    ['1.10.6 版', '软件 ', '1.10.6 版'],
    ['7', 'The number is ', '7'],
    ['7', 'The total number is ', '7'],
    ['3', 'The idea: ', '3'],
  ])('of %j behind %j it keeps %j', (text, before, kept) => {
    expect(text.slice(0, inventedStart(text, before))).toBe(kept)
  })

  test.each(['2024-11-28', '125,300', '12,345,678', '10000', '3.14159', '1937-1945', '1,2,3,4,5'])('no beginning of %j is one', (text) => {
    for (let end = 1; end <= text.length; end++) expect(inventedStart(text.slice(0, end), '共')).toBe(end)
  })

  test('what may become one waits', () => {
    const held = ['共 12', '共 12 个', 'a@', '12-', '中午 12:', '中午 12:6', '从 128 到', '从 128 到 99', '从 128 到处'].map((text) =>
      possibleInvention(text, ''),
    )
    expect(held).toEqual([2, 0, 2, 3, 3, 4, 5, 8, 0])
    expect([possibleInvention('到', '从 128 '), possibleInvention('到', '从这里')]).toEqual([1, 0])
  })
})

describe('what is said once more', () => {
  test.each([
    ['老师、律师', '比如老师、医生、', ''],
    ['律师、老师、', '比如老师、医生、', '律师、'],
    ['老师，等等', '比如老师、医生、', ''],
    ['苹果、', '苹果、香蕉和', ''],
    ['桃子、', '苹果、香蕉和', '桃子、'],
    ['学生、', '老师和学生、家长和', '学生、'],
    [' knives,', 'In the kitchen we use knives, forks,', ''],
    [' cups, and forks.', 'In the kitchen we use knives, forks,', ' cups,'],
    [' cups, plates,', 'In the kitchen we use knives, forks,', ' cups, plates,'],
    [' we go home', 'When we go, we go by train,', ' we go home'],
    ['把注意力放到左脚的脚趾上面，', '把注意力放到左脚的脚趾上面，休息，', ''],
    ['休息，', '把注意力放到左脚的脚趾上面，休息，', '休息，'],
    ['学会提问', '- 学会提问\n- ', ''],
    ['提问', '- 学会提问\n- 学会', ''],
    ['南京', '- 南京\n- ', ''],
    ['书', '- 书\n- 文章\n- ', ''],
    ['南京', '- 南京。\n- ', ''],
    ['优点：', '## 方法一\n\n- 优点：\n- 快\n\n## 方法二\n\n- ', '优点：'],
    ['Pros:', '## One\n\n- Pros:\n- quick\n\n## Two\n\n- ', 'Pros:'],
    ['朗读课文', '## 第一课\n\n- 朗读课文\n\n## 第二课\n\n- ', '朗读课文'],
    ['朗读课文', '- 朗读课文\n  - 两遍\n- ', ''],
    ['第二周', '1. 第一周\n  1. 看书\n2. 第二周\n  1. ', ''],
    ['看书', '1. 第一周\n  1. 看书\n2. 第二周\n  1. ', '看书'],
    ['水', '- 水\n- 常见的液体\n  - ', '水'],
    ['课堂练习', '课堂练习\n\n写字。\n\n', '课堂练习'],
    ['课堂练习', '课堂练习\n\n', ''],
    ['思考题：', '思考题：\n\n水是什么？\n\n', '思考题：'],
    ['请把今天学的写下来。', '请把今天学的写下来。\n\n好。\n\n', ''],
    ['复利', '# 复利\n\n> ', ''],
    ['什么时候可以退款？', '问：什么时候可以退款？什么？', ''],
    ['复利。', '# 复利\n\n', ''],
    ['什么时候可以退款？', '问：什么时候可以退款？\n\n答：', ''],
    ['可以退款。', '问：什么时候可以退款？\n\n答：什么时候', ''],
    ['什么时候可以退款由卖家决定', '问：什么时候可以退款？\n\n答：', '什么时候可以退款由卖家决定'],
    ['你好。', '甲：你好。\n\n乙：', '你好。'],
    ['复利是', '# 复利\n\n', '复利是'],
    ['练习', '# 练习一下\n\n写。\n\n# ', '练习'],
    ['一、二、', '数：' + '甲、'.repeat(15), '一'],
  ])('of %j behind %j it keeps %j', (text, before, kept) => {
    expect(text.slice(0, echoStart(text, before, true))).toBe(kept)
  })

  test('its beginning waits', () => {
    expect(possibleEcho('老', '比如老师、医生、')).toBe(1)
    expect(possibleEcho('律', '比如老师、医生、')).toBe(0)
    expect(possibleEcho('什么时候', '问：什么时候可以退款？\n\n答：')).toBe(4)
    expect([' kni', ' and', ' and kni', ' and bags'].map((text) => possibleEcho(text, 'We use knives, forks,'))).toEqual([4, 4, 8, 0])
    expect(possibleEcho('学会', '- 学会提问\n- ')).toBe(2)
  })
})

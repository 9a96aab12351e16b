import { describe, expect, test } from 'vitest'
import { Findings } from '#main/publishing/desk/finding.ts'
import { proseOf } from '#main/publishing/prose/prose.ts'
import { scriptOf } from '#main/publishing/speech/script.ts'
import { ssml } from '#main/publishing/speech/ssml.ts'
import { timed } from '#main/publishing/speech/timing.ts'
import { docFromMarkdown } from '#preload/markdown/markdown.ts'
import { captioned } from '../published.ts'
import { imageId, readLesson } from './said.ts'

describe('a lesson that is read aloud', () => {
  test('what a picture shows is told to who reads, its formula too', () => {
    const { lines } = scriptOf(proseOf(captioned), new Map(), new Findings('l1'))
    expect(lines.map(({ spoken }) => spoken.map(({ said }) => said).join(''))).toContain('（这里有一张图，当 x 的平方时，请看文稿。）')
  })

  test('what stands for a picture, a table or code is for the narrator: no subtitle and no voice has it, and it takes no time', () => {
    const words = '先说鱼。\n\n'
    const { script, said } = readLesson(`${words}![一锅汤](a.png)\n\n\`\`\`js\na\n\`\`\`\n\n再说锅。`)
    expect(said.filter((line) => line.includes('请看文稿'))).toHaveLength(2)
    const bare = readLesson(`${words}再说锅。`).script
    expect(timed(script, 240)).toEqual(timed(bare, 240))
    expect(ssml(script, 'w3c')).toEqual(ssml(bare, 'w3c'))
    expect(timed(readLesson('```js\na\n```').script, 240)).toEqual({ cues: [], length: 0 })
  })

  test('the words of a formula have no space between Chinese characters, nor behind a comma', () => {
    expect(readLesson('$$\nE = \\sum_{i=1}^{n} c_i\n$$').said).toEqual(['E 等于求和，从 i 等于一到 n，c 下标 i。'])
  })

  test.each([
    ['床前明月光，\\\n疑是地上霜。\\\n举头望明月，\\\n低头思故乡。', '床前明月光，疑是地上霜。举头望明月，低头思故乡。'],
    ['枯藤老树昏鸦\\\n小桥流水人家', '枯藤老树昏鸦，小桥流水人家'],
    ['他说：“走。”\\\n“好。”', '他说：“走。”“好。”'],
    ['《静夜思》\\\n（唐）李白\\\n床前明月光', '《静夜思》，（唐）李白，床前明月光'],
    ['红烧肉\\\n（肥瘦各半）\\\n选料', '红烧肉（肥瘦各半），选料'],
    ['Hello.\\\nWorld', 'Hello. World'],
    ['由 $x$\\\n可得', '由 x，可得'],
  ])('between the lines of %j stands one pause', (markdown, said) => {
    expect(readLesson(markdown).said).toEqual([said])
  })

  test.each([
    ['> 不积小流，无以成江海。\\\n> ——《荀子·劝学》', ['有这样一段话：', '不积小流，无以成江海。', '——《荀子·劝学》']],
    ['> 世上本没有路，走的人多了，也便成了路。\\\n> ——鲁迅', ['有这样一段话：', '世上本没有路，走的人多了，也便成了路。', '——鲁迅']],
    ['君不见黄河之水天上来，奔流到海不复回——《将进酒》', ['君不见黄河之水天上来，', '奔流到海不复回——《将进酒》']],
  ])('the dash before a source stays with it: %j', (markdown, cues) => {
    expect(timed(readLesson(markdown).script, 240).cues.map(({ text }) => text)).toEqual(cues)
  })

  test.each([
    ['凌烟阁上有长孙无忌、杜如晦、魏徵、房玄龄、仇英、尉迟恭和李世民等人的画像', ['长孙无忌', '房玄龄', '仇英', '尉迟恭', '李世民']],
    ['后来苏联的领导人在克里姆林宫里接见了弗拉基米尔·伊里奇·列宁的老朋友', ['弗拉基米尔·伊里奇·列宁']],
    ...Array.from({ length: 9 }, (_, at): [string, string[]] => [
      `${'在很久很久以前的一个夜晚大家都说起'.slice(-at - 9)}仇英与尉迟恭、令狐冲跟诸葛亮很多人`,
      ['仇英', '尉迟恭', '令狐冲', '诸葛亮'],
    ]),
  ])('no cue ends within a name: %s', (text, names) => {
    const cues = timed(readLesson(text).script, 240).cues.map((cue) => cue.text)
    expect(cues.length).toBeGreaterThan(text.length > 24 ? 1 : 0)
    for (const name of names) expect(cues.some((cue) => cue.includes(name))).toBe(true)
  })

  test.each([
    [
      '在过去的几个世纪，工业革命用机械解放了人类的双手，在当今的人工智能革命中，计算机将代替人工，处理大规模的自然语言信息。',
      ['在过去的几个世纪，', '工业革命用机械解放了人类的双手，', '在当今的人工智能革命中，计算机将', '代替人工，处理大规模的自然语言信息。'],
    ],
    [
      '如果你想要使所有的 Route 共享 Casbin 配置，你可以先在插件元数据中指定它的模型',
      ['如果你想要使所有的 Route 共享 Casbin 配置，', '你可以先在插件元数据中指定它的模型'],
    ],
  ])('no word or two of a clause are left on the line of another: %s', (text, cues) => {
    expect(timed(readLesson(text).script, 240).cues.map((cue) => cue.text)).toEqual(cues)
  })

  test('who reads a subtitle sees a name as it is written, for as long as a voice spells it', () => {
    const { cues } = timed(readLesson('买 QDII 和 ETF 基金').script, 240)
    expect(cues.map(({ text }) => text)).toEqual(['买 QDII 和 ETF 基金'])
    expect(cues).toMatchObject(timed(readLesson('买 Q D I I 和 E T F 基金').script, 240).cues.map(({ from, to }) => ({ from, to })))
  })

  test('headings become transitions', () => {
    expect(readLesson('# 选鱼\n\n正文。\n\n## 火候\n\n### 细节').said).toEqual(['我们先来看，选鱼。', '正文。', '接下来，火候。', '细节。'])
    expect(readLesson('## 选鱼\n\n## 洗鱼\n\n## 腌鱼\n\n## 调料\n\n## 摆盘').said).toEqual([
      '我们先来看，选鱼。',
      '接下来，洗鱼。',
      '再来看，腌鱼。',
      '然后，调料。',
      '最后，摆盘。',
    ])
  })

  test.each([
    '先认几个键',
    '最后回头看一眼',
    '接着下锅',
    '再看数字',
    '第三步，收汁',
    '一、备料',
    '2. 下锅',
    '小结',
    '课后练习',
    '为什么要腌',
    '怎么选',
    '选哪种鱼',
    '腌够了吗',
  ])('a heading that leads on by itself, or asks, stands alone: %s', (title) => {
    const said = readLesson(`## ${title.replace('.', '\\.')}\n\n## 选鱼\n\n## ${title.replace('.', '\\.')}`).said
    expect([said[0], said[2]]).toEqual([said[0], said[0]])
    expect(said[0]).not.toMatch(/我们先来看|接下来|再来看|然后，/)
    expect(said[1]).toBe('接下来，选鱼。')
  })

  test('a word that only begins as one that leads on does has a transition', () => {
    expect(readLesson('## 性能优化\n\n## 会话配置').said).toEqual(['我们先来看，性能优化。', '接下来，会话配置。'])
    expect(readLesson('## 先生的酒\n\n## 再生纸').said).toEqual(['我们先来看，先生的酒。', '接下来，再生纸。'])
  })

  test.each([
    ['本金一样，差别有多大', '本金一样，差别有多大？'],
    ['为什么要腌', '为什么要腌？'],
    ['什么是复利', '什么是复利？'],
    ['鱼腌够了吗', '鱼腌够了吗？'],
    ['该不该还清房贷', '该不该还清房贷？'],
    ['为什么：三个理由', '为什么：三个理由。'],
    ['多少的学问', '多少的学问。'],
  ])('a heading that asks ends as a question: %s', (title, said) => {
    expect(readLesson(`## ${title}`).said).toEqual([said])
  })

  test.each(['一个公式说清楚', '钱会自己长大', '先存后花，雷打不动', '把工资分成三份', '利息是时间的价格'])(
    'a heading that is a sentence stands alone: %s',
    (title) => {
      expect(readLesson(`## ${title}\n\n## 选鱼`).said).toEqual([`${title}。`, '接下来，选鱼。'])
    },
  )

  test('lists within lists are joined: what leads to them, what parts them and where they end', () => {
    const list = '- 先存后花\n  - 当天转走 20%\n  - 转到别的卡里，\n    1. 建行\n    2. 农行\n- 少借钱\n- 为什么？\n  - 利息高。\n  - 停不下来'
    expect(readLesson(list).said).toEqual([
      '先存后花：',
      '当天转走百分之二十；',
      '转到别的卡里：',
      '第一，建行；',
      '第二，农行。',
      '少借钱。',
      '为什么？',
      '利息高。',
      '停不下来。',
    ])
    expect(readLesson('1. 备料\n   1. 洗\n   2. 切\n2. 下锅').said).toEqual(['第一，备料：', '其一，洗；', '其二，切。', '第二，下锅。'])
  })

  test('a dash in a table is said to be nothing', () => {
    expect(readLesson('| 利率 | 十年后 | 三十年后 |\n| - | - | - |\n| 3.5% | 14.11 万元 | — |\n| 无 | — | - |').said).toEqual([
      '下面按利率来说。',
      '百分之三点五，十年后是十四点一一万元；三十年后：没有。',
      '无，十年后：没有；三十年后：没有。',
    ])
  })

  test('a heading keeps its own stop, and one without a word is passed over', () => {
    expect(readLesson('#\n\n# 为什么？\n\n## \n\n## 小结').said).toEqual(['为什么？', '小结。'])
  })

  test('what an author wrote to themselves is not said, which is told', () => {
    const { said, findings } = readLesson('# TODO 写引言\n\nTODO：补一个例子\n\n1. 待补：图\n2. 下锅【TODO 时间】\n\n> TODO')
    expect([said, findings]).toEqual([['第一，下锅'], Array.from({ length: 5 }, () => 'own-note-unsaid')])
    expect(readLesson('用TODO列表记下来').said).toEqual(['用待办列表记下来'])
  })

  test('where a picture or an address is missing nothing is said, which is told', () => {
    const { said, findings } = readLesson('【图片找不到了：曲线】\n\n/ \\[文字\\](网址)\n\n看\\[文字\\](链接)再说')
    expect([said, findings]).toEqual([['看再说'], ['left-unsaid', 'left-unsaid', 'left-unsaid']])
  })

  test('a tag that was typed is not said, which is told', () => {
    const { said, findings, levels } = readLesson('看 `<` 再看\\<img src="cat.png" alt="猫">这里')
    expect([said, findings.at(-1), levels.at(-1)]).toEqual([['看小于号再看这里'], 'mark-unsaid', 'lost'])
  })

  test('signs of Markdown that were left in the text are not said', () => {
    expect(readLesson('有\\*\\*粗体\\*\\*、\\`代码\\`、\\[链接\\](x.md)、\\~\\~删\\~\\~和[^1]').said).toEqual(['有粗体、代码、链接、删和'])
    expect(readLesson('2\\*\\*3').said).toEqual(['二的三次方'])
  })

  test('a number is one with what it counts, whatever marks it has', () => {
    expect(readLesson('用**2**个例子').said).toEqual(['用两个例子'])
  })

  test('code within a line is said where it is a name, and else sends to the text', () => {
    expect(readLesson('用`print()`')).toMatchObject({ said: ['用print'], findings: [] })
    expect(readLesson('写`=PV(0.07, 360)`')).toMatchObject({ said: ['写（代码见文稿）'], findings: ['code-unsaid'] })
  })

  test('of a paragraph of signs alone and of an empty cell there is nothing to say', () => {
    expect(readLesson('。。。\n\n——\n\n| 菜 | 价 | 时间 |\n| - | - | - |\n| 鱼 | | 5分钟 |').said).toEqual(['下面按菜来说。', '鱼，时间是五分钟。'])
  })

  test('numbered lists are counted, others are not', () => {
    expect(readLesson('1. 备料\n2. 下锅\n\n\n- 盐\n- 糖').said).toEqual(['第一，备料', '第二，下锅', '盐', '糖'])
  })

  test('of a task the words are said, whether it is done or not', () => {
    expect(readLesson('- [x] 备料\n- [ ] 下锅').said).toEqual(['备料', '下锅'])
  })

  test.each([
    ['打 `#` 和一个空格', '打井号和一个空格'],
    ['打`##`和一个空格', '打两个井号和一个空格'],
    ['用`- `开头，或者`> `', '用减号开头，或者大于号'],
    ['两边加`**`，别用`***`', '两边加两个星号，别用三个星号'],
    ['三个`` ` ``', '三个反引号'],
  ])('signs are called by their names: %s', (markdown, said) => {
    expect(readLesson(markdown)).toMatchObject({ said: [said], findings: [] })
  })

  test('signs that stand for more than themselves send to the text', () => {
    expect(readLesson('用`=>`和`[ ]`').findings).toEqual(['code-unsaid', 'code-unsaid'])
  })

  test('what is struck out is not said, which is told', () => {
    expect(readLesson('价格~~一百元~~八十元')).toMatchObject({ said: ['价格八十元'], findings: ['strike-unsaid'] })
  })

  test.each([
    ['这句话前面。~~删掉的话~~，后面还有字。', '这句话前面。后面还有字。'],
    ['我说“~~旧价~~”，改成新价', '我说，改成新价'],
    ['回到复利。~~删~~，*斜体*', '回到复利。斜体'],
    ['~~旧的~~，新的', '新的'],
    ['甲，~~乙~~，丙', '甲，丙'],
    ['甲、~~乙~~、~~丙~~。丁', '甲。丁'],
    ['甲，~~乙~~', '甲'],
    ['甲；~~乙~~！', '甲！'],
    ['甲（~~乙~~，丙）丁（戊，~~己~~）', '甲（丙）丁（戊）'],
    ['甲（~~乙~~）。', '甲。'],
    ['他说"好"~~了~~"行"，又说"~~不~~"。', '他说"好""行"，又说。'],
    ['“~~甲~~”，**乙**', '乙'],
    ['甲——~~乙~~——丙', '甲——丙'],
    ['甲。~~乙~~——鲁迅', '甲。——鲁迅'],
    ['原价 ~~199~~ 99 元', '原价九十九元'],
    ['2~~3~~4 元', '二十四元'],
    ['由 $x$~~甲~~，可得', '由 x，可得'],
    ['甲~~乙~~**”**，丙', '甲”，丙'],
    ['甲“~~乙~~**”**，丙', '甲，丙'],
    ['床前\\\n~~疑~~，\\\n举头', '床前，举头'],
    ['第一。~~第二~~！第三。', '第一。第三。'],
    ['9~~点~~:30', '九点三十分'],
    // Marks where nothing is left out are their author's.
    ['甲。，乙“”丙，，丁', '甲。，乙“”丙，，丁'],
  ])('no mark is left over where something is struck out: %s', (markdown, said) => {
    expect(readLesson(markdown).said).toEqual([said])
  })

  test('no mark is left over where a note is left out', () => {
    expect(readLesson('下锅。【TODO 时间】，再煮（【待补】）五分钟').said).toEqual(['下锅。再煮五分钟'])
  })

  test('a small table is said row by row; a large one sends to the text', () => {
    expect(readLesson('| 菜 | 价 | 时间 |\n| - | - | - |\n| 鱼 | 30元 | 5分钟 |').said).toEqual(['下面按菜来说。', '鱼，价是三十元；时间是五分钟。'])
    expect(readLesson('| | 价 |\n| - | - |\n| 鱼 | 3元 |').said).toEqual(['鱼，价是三元。'])
    const large = readLesson(`| a | b | c | d |\n| - | - | - | - |\n| 1 | 2 | 3 | 4 |`)
    expect(large).toMatchObject({ said: ['（这里有一张表格，请看文稿。）'], findings: ['table-unsaid'] })
  })

  test.each([
    [
      ['年份', '收益率(%)'],
      ['2021', '12.5'],
      ['下面按年份来说。', '二零二一年，收益率是百分之十二点五。'],
    ],
    [
      ['日期', '要做什么'],
      ['3/5', '开课'],
      ['下面按日期来说。', '三月五日，要做什么：开课。'],
    ],
    [
      ['材料', '用量（g）'],
      ['面粉', '300'],
      ['下面按材料来说。', '面粉，用量是三百克。'],
    ],
    [
      ['材料', '用量（g）'],
      ['盐', '适量'],
      ['下面按材料来说。', '盐，用量是适量。'],
    ],
    [
      ['项目', '时间（分钟）', '花费（元/人）'],
      ['热身', '5-10', '20'],
      ['下面按项目来说。', '热身，时间是五到十分钟；花费是二十元每人。'],
    ],
    [
      ['写法', '适合谁', '要小心'],
      ['比喻', '第一次听的人', '例子别太巧'],
      ['下面按写法来说。', '比喻，适合谁：第一次听的人；要小心：例子别太巧。'],
    ],
    [
      ['名字', '说明'],
      ['面包糠', '也叫面包粉'],
      ['下面按名字来说。', '面包糠，说明：也叫面包粉。'],
    ],
    [
      ['步骤', '多久？'],
      ['发酵', '一小时'],
      ['下面按步骤来说。', '发酵，多久？一小时。'],
    ],
    [
      ['季节', '颜色'],
      ['春', '绿'],
      ['下面按季节来说。', '春，颜色是绿。'],
    ],
    [
      ['名称', '全称（简称）'],
      ['工行', '中国工商银行'],
      ['下面按名称来说。', '工行，全称（简称）：中国工商银行。'],
    ],
    [
      ['比分', '场次'],
      ['3/5', '2021'],
      ['下面按比分来说。', '五分之三，场次是二千零二十一。'],
    ],
    [
      ['日期', '内容'],
      ['3/6-3/8', '作业点评'],
      ['下面按日期来说。', '三月六日到三月八日，内容是作业点评。'],
    ],
    [
      ['交稿时间', '散文'],
      ['3/5', '一定要有'],
      ['下面按交稿时间来说。', '三月五日，散文：一定要有。'],
    ],
    [
      ['时间', '距离'],
      ['3.5', '1/2'],
      ['下面按时间来说。', '三点五，距离是二分之一。'],
    ],
  ])('a row is told as its heads say: %j %j', (heads, cells, said) => {
    const line = (of: string[]): string => `| ${of.join(' | ')} |`
    expect(readLesson([heads, heads.map(() => '-'), cells].map(line).join('\n')).said).toEqual(said)
  })

  test('formulas are said where they can be, in a line and by themselves', () => {
    expect(readLesson('由 $x^2$ 可得\n\n$$\nE=mc^2\n$$').said.map((text) => text.replaceAll(' ', ''))).toEqual(['由x的平方可得', 'E等于mc的平方。'])
    expect(readLesson('$$\n\\begin{matrix}1&2\\end{matrix}\n$$')).toMatchObject({ said: ['（这里有一个公式，请看文稿。）'], findings: ['formula-unsaid'] })
  })

  test('a formula in a line that can’t be said is told', () => {
    expect(readLesson('由 $\\begin{matrix}1&2\\end{matrix}$ 可得')).toMatchObject({ said: ['由 （公式见文稿） 可得'], findings: ['formula-unsaid'] })
  })

  test('code and pictures send to the text, which is told', () => {
    expect(readLesson('```python\nprint(1)\n```\n\n![一锅汤](x.png)')).toMatchObject({
      said: ['（这里有一段 python 代码，请看文稿。）', '（这里有一张图，一锅汤，请看文稿。）'],
      findings: ['code-unsaid', 'image-unsaid'],
    })
  })

  test('what a picture is called is read as any other words are', () => {
    expect(readLesson('![图 1-2：2 人份，`**`500ml😀。](x.png)').said).toEqual(['（这里有一张图，图一杠二：两人份，五百毫升，请看文稿。）'])
  })

  test('of a link the words are said, and it is told that its address is not', () => {
    expect(readLesson('见[这里](https://example.com)')).toMatchObject({ said: ['见这里'], findings: ['link-unsaid'] })
  })

  test('footnotes are not said, which is told', () => {
    expect(readLesson('甲[^a]。\n\n[^a]: 出处')).toMatchObject({ said: ['甲。'], findings: ['note-unsaid'] })
  })

  test('a sentence of more than 45 字 is advice for breath, also with commas', () => {
    expect(readLesson(`${'长'.repeat(46)}。`)).toMatchObject({ findings: ['breath'], levels: ['advice'] })
    expect(readLesson(`${'长'.repeat(30)}，${'长'.repeat(30)}。`).findings).toEqual(['breath'])
    expect(readLesson(`${'长'.repeat(45)}。${'长'.repeat(45)}。`).findings).toEqual([])
  })

  test('long sentences with commas to breathe at are told once, at the longest of them', () => {
    const long = `${Array.from({ length: 5 }, () => '长'.repeat(12)).join('，')}。`
    const longest = `${Array.from({ length: 6 }, () => '长'.repeat(12)).join('，')}。`
    const findings = new Findings('l1')
    const { doc } = docFromMarkdown(`${long}\n\n${longest}\n\n${'长'.repeat(26)}，${'长'.repeat(20)}。`, {
      image: () => imageId,
      link: (address: string) => address,
    } as never)
    scriptOf(proseOf(doc), new Map(), findings)
    expect(findings.all.map(({ kind, level, block, numbers }) => [kind, level, block, numbers])).toEqual([
      ['breath', 'advice', doc[2]!.id, { most: 45, is: 47 }],
      ['breath-commas', 'advice', doc[1]!.id, { most: 45, is: 77, count: 2 }],
    ])
  })

  test('what leads on to headings is told once, and is not said where the author wants none', () => {
    const { doc } = docFromMarkdown('## 选鱼\n\n## 怎么腌\n\n## 火候', { image: () => imageId, link: (address: string) => address } as never)
    const [all, none] = [new Findings('l1'), new Findings('l1')]
    scriptOf(proseOf(doc), new Map(), all)
    expect(all.all).toMatchObject([{ kind: 'heading-led', level: 'changed', text: '我们先来看，选鱼。', block: null, numbers: { count: 2 } }])
    expect(scriptOf(proseOf(doc), new Map(), none, false).lines.map(({ spoken }) => spoken.map(({ said }) => said).join(''))).toEqual([
      '选鱼。',
      '怎么腌。',
      '火候。',
    ])
    expect(none.all).toEqual([])
  })

  test('pictures among letters are not said', () => {
    expect(readLesson('好吃👨‍👩‍👧😀！').said).toEqual(['好吃！'])
  })

  test('a name that may be said in several ways is told once, and not where the author has told how', () => {
    expect(readLesson('单雄信来了。\n\n单雄信走了。')).toMatchObject({ findings: ['reading-unsure'], levels: ['advice'] })
    expect(readLesson('单雄信来了。', new Map([['单雄信', 'shàn xióng xìn']])).findings).toEqual([])
  })

  test.each([
    ['最迟 4:00 结束', ['reading-unsure']],
    ['注水到 1:30', []],
    ['末班车 0:15。', ['reading-unsure']],
    ['注水到 0:45', ['reading-unsure']],
    ['洗牌 0:15-0:45', ['reading-unsure']],
    ['维护窗口 0:00-0:30', ['reading-unsure']],
    ['0:00-0:45 是片头，全长 0:00-0:50', []],
    ['每天 0:30 重启服务器，航班 0:05 起飞', []],
    ['2026-01-01 0:30 发布', []],
    ['1/2-1/3 的人', ['reading-unsure']],
    ['2/3-2/5 的课', ['reading-unsure']],
    ['1/2-1/5 放假。报名时间：3/5-3/7。占 1/3-1/2。11/28-11/30 开会', []],
    ['闷蒸 0:45，片长 0:45 到 1:30', []],
    ['每天早上 7:30 起床，下午 3:00 开会', []],
    ['总时间 2:30，粉水比 1:16，时长 4:05', []],
    ['周三 9:30，10:30 下课', []],
  ])('what may be a time of day or so many minutes is told: %s', (text, kinds) => {
    expect(readLesson(text).findings).toEqual(kinds)
  })

  test('a name is said as the author says it', () => {
    expect(readLesson('单雄信', new Map([['单雄信', '善雄信']])).said).toEqual(['善雄信'])
  })
})

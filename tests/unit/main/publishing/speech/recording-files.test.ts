/** What lies beside a recording: subtitles and SSML. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lrc, srt, vtt } from '#main/publishing/speech/sidecars.ts'
import { readingsDropped, ssml } from '#main/publishing/speech/ssml.ts'
import { timed } from '#main/publishing/speech/timing.ts'
import { readLesson } from './said.ts'

describe('files beside a recording', () => {
  const { script } = readLesson('# 开头\n\n第一句话。第二句话比较长，里面有一个逗号，然后还有一个逗号，一直说到二十四个字以后才停。')

  test('cues follow one another at the pace, and none is longer than a line', () => {
    const { cues, length } = timed(script, 240)
    expect(cues.every(({ text }) => [...text].length <= 24 + 1)).toBe(true)
    for (const [i, cue] of cues.entries()) expect(cue.from).toBeGreaterThanOrEqual(cues[i - 1]?.to ?? 0)
    const slow = timed(script, 120)
    expect(slow.cues.at(-1)!.to - slow.cues[0]!.from).toBeGreaterThan((cues.at(-1)!.to - cues[0]!.from) * 1.5)
    expect(length).toBeGreaterThan(cues.at(-1)!.to)
  })

  const cuesOf = (markdown: string): string[] => timed(readLesson(markdown).script, 240).cues.map(({ text }) => text)

  test('spaces that stood around digits are not left among words', () => {
    expect(readLesson('头 10 年几乎看不出来\n\n肉蟹 1 只（大约 300 克） * 份数\n\n用 Python 3 写 3 行').said).toEqual([
      '头十年几乎看不出来',
      '肉蟹一只（大约三百克）乘份数',
      '用 Python 三写三行',
    ])
  })

  test('a number stays with what it counts, however wide they were written', () => {
    const cues = cuesOf('他说复利这件事在一开始的时候总是很慢的，头 10 年几乎看不出来它在长大，后来才快')
    expect(cues.filter((text) => /头$|^10|10$|^年/.test(text))).toEqual([])
    expect(cues.join('')).toContain('头 10 年几乎')
  })

  test('a cue of English is a line of words, as wide as one of Chinese', () => {
    const cues = cuesOf('We train a small model on the works of one author and then we look at what it says of the next sentence.')
    expect(cues.join(' ')).toMatch(/^We train .* sentence\.$/)
    for (const cue of cues) expect(cue.length).toBeLessThanOrEqual(50)
    expect(cues.length).toBeLessThanOrEqual(3)
  })

  test('a line of more than twenty 字 is parted where there is a pause, one that is gone at once goes on with another', () => {
    expect(cuesOf('所以你停笔的时候，墨课会用浅色的字替你试写一句。')).toEqual(['所以你停笔的时候，', '墨课会用浅色的字替你试写一句。'])
    expect(cuesOf('走。我们往下看。好。')).toEqual(['走。我们往下看。好。'])
    expect(cuesOf('但是这一句已经很长了所以它不能再长了。好。')).toEqual(['但是这一句已经很长了所以它不能再长了。', '好。'])
  })

  test('a short line stays for eight tenths of a second where silence follows, and no two are there at once', () => {
    for (const pace of [150, 240, 320, 600]) {
      const { cues, length } = timed(readLesson('> [!TIP]\n> 盐。\n\n- 糖\n- 油\n\n再说锅。').script, pace)
      expect(cues.map(({ text }) => text)).toEqual(['窍门：', '盐。', '糖', '油', '再说锅。'].map((text) => text.replace('窍门', cues[0]!.text.slice(0, -1))))
      for (const [at, { from, to }] of cues.entries()) {
        expect(to).toBeLessThanOrEqual(cues[at + 1]?.from ?? length)
        expect(to - from).toBeGreaterThanOrEqual(Math.min(800, (cues[at + 1]?.from ?? length) - from))
      }
    }
    const { cues } = timed(readLesson('- 盐\n- 糖').script, 240)
    expect(cues.map(({ from, to }) => to - from)).toEqual([600, 800])
  })

  test('cues show what is written, for as long as it takes to say', () => {
    const own = new Map([
      ['朴老师', '飘老师'],
      ['调教', 'tiáo jiào'],
    ])
    const { script: told } = readLesson('王朴老师在 2024 年 3 月 15 日说：“存 30 年，变成 28.07 万元，涨 3.5%，别让它调教你。”', own)
    const { cues, length } = timed(told, 240)
    expect(cues.map(({ text }) => text)).toEqual(['王朴老师在 2024 年 3 月 15 日说：', '“存 30 年，变成 28.07 万元，', '涨 3.5%，别让它调教你。”'])
    const said = told.lines.flatMap(({ spoken }) => spoken.map((piece) => piece.said)).join('')
    expect(said).toContain('王飘老师在二零二四年三月十五日说：“存三十年，变成二十八点零七万元，')
    expect(length).toBe([...said].length * 250 + 600)
    expect(cues[0]!.to).toBe([...'王飘老师在二零二四年三月十五日说：'].length * 250)
  })

  test('a name with digits in it is on one line', () => {
    expect(cuesOf('你可以在那里试一试看新建一个 new Float32Array 的办法').join('|')).toContain('Float32Array')
  })

  test('a comma for the ear alone is in no cue', () => {
    expect(cuesOf('每周三 14:30 之前交')).toEqual(['每周三 14:30 之前交'])
    expect(cuesOf('①焯水 ②炒糖色')).toEqual(['①焯水 ②炒糖色'])
  })

  test('what ends like a sentence within what is read ends none', () => {
    expect(cuesOf('记住 5! = 120 就好')).toEqual(['记住 5! = 120 就好'])
  })

  test('no cue is signs alone', () => {
    expect(cuesOf('他说：“好。”。走了。 。')).toEqual(['他说：“好。”。', '走了。 。'])
    expect(cuesOf('。。。开始')).toEqual(['开始'])
  })

  test('a cue ends between words, and not within a number or before what it counts', () => {
    const cues = cuesOf('这门课的全部学员加在一起已经超过了一共12345678个人而且每一个月都还在不断增加')
    expect(cues).toHaveLength(3)
    expect(cues).toContainEqual(expect.stringContaining('12345678个人'))
    for (const cue of cues) expect(cue).not.toMatch(/^[的了人]|(?:超|不断增|而)$/)
  })

  test('a formula is one, or is parted where it goes on', () => {
    const cues = cuesOf('把上面两个式子加在一起以后我们就可以得到$a^2+b^2=c^2$这个结论')
    expect(cues).toContainEqual(expect.stringContaining('a² + b² = c²'))
    const parted = cuesOf(String.raw`由$\text{年末的全部资产}=\text{年初的全部资产}+\text{这一年的收入}-\text{这一年的支出}$得`)
    expect(parted.length).toBeGreaterThan(1)
    for (const cue of parted) expect(cue).not.toMatch(/[+=−]$/)
  })

  test('a formula stands in characters, and nothing that sends a listener to the text', () => {
    expect(cuesOf(String.raw`$$S=P\left(1+\frac{r}{m}\right)^{mn}$$`)).toEqual(['S = P(1 + r/m)ᵐⁿ。'])
    // What has no characters of its own above or below a line is read as it is said.
    const bounds = cuesOf(String.raw`$$\lim_{m\to\infty}a_m=1$$`)
    expect(bounds.join('')).toContain('m 趋于无穷大')
    expect(bounds.join('')).not.toMatch(/[_^{}]/)
    expect(cuesOf(String.raw`$$A=\{1,2\}$$`)).toEqual(['A = {1,2}。'])
    expect(cuesOf(String.raw`长度是$2\dfrac{3}{4}$米，面积是$\sqrt{a}b$。`)).toEqual(['长度是2又3/4米，面积是(√a)b。'])
    // What a brace names is heard; where nothing is heard of a formula, all of it is seen.
    expect(cuesOf(String.raw`$$\underbrace{a+b}_{n}$$`)).toEqual(['a 加 b，下面标着 n。'])
    expect(cuesOf(String.raw`由$\overset{a}{\frac{x}{y}}$得`)).toEqual(['由y 分之 x，上面标着 a得'])
    expect(cuesOf(String.raw`由$\overset{⇝}{\frac{x}{y}}$得`)).toEqual(['由(x/y)（上方：⇝）得'])
    expect(cuesOf(String.raw`写错的公式：$\frac{1$ 还有一个。`)).toEqual(['写错的公式： 还有一个。'])
    expect(cuesOf('详情见 https://example.com/a 。')).toEqual(['详情见 https://example.com/a 。'])
    const { cues, length } = timed(readLesson(String.raw`$\frac{1$`).script, 240)
    expect([cues, length]).toEqual([[], 7 * 250 + 600])
  })

  test('SRT, WebVTT and LRC say the same times', () => {
    const { cues } = timed(script, 240)
    expect(srt(cues)).toMatch(/^1\r\n00:00:00,000 --> 00:00:0\d,\d{3}\r\n我们先来看，开头。\r\n\r\n2\r\n/)
    expect(vtt(cues)).toMatch(/^WEBVTT\n\n00:00:00\.000 --> 00:00:0\d\.\d{3}\n我们先来看，开头。\n/)
    expect(lrc(cues, '一', '我')).toMatch(/^\[ti:一\]\n\[ar:我\]\n\[00:00\.00\]我们先来看，开头。\n/)
  })

  test('what an hour and more is', () => {
    // What is in the signs of a tag would not be shown.
    expect(srt([{ text: '<b>{x}', from: 0, to: 1 }])).toContain('\r\n＜b＞｛x｝\r\n')
    expect(srt([{ text: '字', from: 3_661_001, to: 3_662_000 }])).toContain('01:01:01,001 --> 01:01:02,000')
    expect(lrc([{ text: '字', from: 3_661_019, to: 3_662_000 }], '', '')).toBe('[61:01.01]字\n')
  })
})

describe('SSML', () => {
  const { script } = readLesson('# 价\n\n一共 3 元 & 更多。')

  test('W3C keeps what is written beside what is said', () => {
    expect(ssml(script, 'w3c')).toEqual([expect.stringMatching(/^<speak version="1.1".*<sub alias="三">3<\/sub>.*<break time="\d+ms"\/><\/speak>$/) as string])
  })

  test('the others say it outright, each with its own silence', () => {
    expect(ssml(script, 'tencent')[0]).toMatch(/^<speak>[^<]*<break time="900ms"\/>[^<]*三[^<]*<break time="600ms"\/><\/speak>$/)
    expect(ssml(script, 'baidu')[0]).toContain('<silence time="0.9s"></silence>')
  })

  test('a word whose sound the author has told has it as each service writes it, where its documentation names a way', () => {
    const { script: told } = readLesson('去重庆', new Map([['重庆', 'chóngqìng']]))
    expect(ssml(told, 'w3c')[0]).toContain('<phoneme alphabet="x-pinyin" ph="chong2 qing4">重庆</phoneme>')
    expect(ssml(told, 'tencent')[0]).toContain('<phoneme alphabet="py" ph="chong2 qing4">重庆</phoneme>')
    const beside = readLesson('再重（chóng）来').script
    expect(ssml(beside, 'baidu')[0]).toContain('<speak>再<phoneme py="chong2">重</phoneme>来')
    expect(readingsDropped(beside, 'volcengine')).toEqual(['重'])
    expect(ssml(told, 'baidu')[0]).toContain('<phoneme py="chong2 qing4">重庆</phoneme>')
    expect(ssml(told, 'volcengine')[0]).toMatch(/^<speak>去重庆</)
    expect([readingsDropped(told, 'volcengine'), readingsDropped(told, 'baidu')]).toEqual([['重庆'], []])
  })

  test.each(['一二三四五，', '他说：什么？！“走吧！”，然后——再见！！！'])('Volcengine takes 150 characters at once, and gets all of them: %s', (words) => {
    const long = readLesson(words.repeat(200))
    const documents = ssml(long.script, 'volcengine')
    const texts = documents.map((xml) => xml.replaceAll(/<[^>]*>/g, ''))
    expect(texts.every((text) => [...text].length <= 150)).toBe(true)
    expect(texts.join('')).toBe(long.said.join(''))
  })
})

test('whatever is said, every cue has something to say, and all of it is in the cues', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'一二三，。！？；、 \n0123AB%'), minLength: 1, maxLength: 200 }), (text) => {
      const { cues } = timed(readLesson(text).script, 240)
      expect(cues.every((cue) => cue.text !== '' && cue.to > cue.from)).toBe(true)
      const letters = (all: string) => all.replaceAll(/[^\p{L}\p{N}]/gu, '')
      expect(letters(cues.map((cue) => cue.text).join(''))).toBe(letters(text))
    }),
  )
})

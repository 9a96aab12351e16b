/** Emoji, stars, ticks and the like: said where they mean something, told where they are not said, and seen as they are written. */
import { describe, expect, test } from 'vitest'
import { Findings } from '#main/publishing/desk/finding.ts'
import { proseOf } from '#main/publishing/prose/prose.ts'
import { bare, withoutPictographs } from '#main/publishing/speech/pictographs.ts'
import { scriptOf } from '#main/publishing/speech/script.ts'
import { ssml } from '#main/publishing/speech/ssml.ts'
import { timed } from '#main/publishing/speech/timing.ts'
import { descriptionHtml } from '#main/publishing/ximalaya/description.ts'
import { docFromMarkdown } from '#preload/markdown/markdown.ts'

interface Heard {
  readonly said: string[]
  readonly seen: string
  readonly told: string[]
}

function heard(markdown: string, own = new Map<string, string>()): Heard {
  const { doc } = docFromMarkdown(markdown, { image: () => null, link: (address: string) => address } as never)
  const findings = new Findings('l1')
  const script = scriptOf(proseOf(doc), own, findings)
  return {
    said: script.lines.map(({ spoken }) => spoken.map(({ said }) => said).join('')),
    seen: timed(script, 240)
      .cues.map(({ text }) => text)
      .join('|'),
    told: findings.all.flatMap(({ kind, text, block }) => (kind === 'sign-unsaid' && block !== null ? [text] : [])),
  }
}

describe('what means something is said', () => {
  test.each([
    ['评分：⭐⭐⭐。', '评分：三颗星。'],
    ['推荐指数 ★★★☆☆ 值得一读', '推荐指数五颗星里的三颗，值得一读'],
    ['★★★★☆', '五颗星里的四颗'],
    ['我给⭐️⭐️好评，评分 4.8⭐', '我给两颗星好评，评分四点八星'],
    ['✅ 能做，❌ 不能做', '对勾，能做，叉，不能做'],
    ['☑ 已完成，☐ 未完成', '对勾，已完成，空方框，未完成'],
    ['带 ✅ 的是必修，带 ✗ 的可以跳过', '带对勾的是必修，带叉的可以跳过'],
    ['早睡早起 ✔️', '早睡早起，对勾'],
    ['👍 表示同意，👎 表示反对', '大拇指表示同意，朝下的大拇指表示反对'],
    ['看❤️图标', '看红心图标'],
    ['1️⃣ 强化学习', '一，强化学习'],
    ['按 1️⃣ 键，拨 1️⃣1️⃣0️⃣', '按一键，拨一一零'],
    ['© 2024 张三', '版权所有，二零二四年，张三'],
    ['水 ➡️ 蒸汽', '水，到，蒸汽'],
    ['一九三○年与三一年，第六○○页', '一九三〇年与三一年，第六〇〇页'],
  ])('%s → %s', (written, said) => {
    expect(heard(written)).toMatchObject({ said: [said], told: [] })
  })

  test('in the cells of a table', () => {
    const { said, told, seen } = heard('| 功能 | 免费版 | 付费版 |\n|---|---|---|\n| 导出 | ❌ | ✅ |')
    expect([said[1], told]).toEqual(['导出，免费版是叉；付费版是对勾。', []])
    expect(seen).toMatch(/❌.*✅/)
  })
})

describe('what nobody says is told where it stands, and seen as it is written', () => {
  test.each([
    ['太好了👍。下一句🎉！', '太好了。下一句！', '👍 🎉'],
    ['Apache Flink® 和 StreamPark™ 很快', 'Apache Flink 和 StreamPark 很快', '® ™'],
    ['使用 🤗 Accelerate 训练', '使用 Accelerate 训练', '🤗'],
    ['你好（😀）再见', '你好再见', '😀'],
    ['注意⚠️：这里烫', '注意：这里烫', '⚠️'],
    ['有两个疑字：一个作■，训定也', '有两个疑字：一个作，训定也', '■'],
    ['⭐ 常用文档', '常用文档', '⭐'],
    ['开 👨‍👩‍👧‍👦 🏳️‍🌈 🇨🇳 会', '开会', '👨‍👩‍👧‍👦 🏳️‍🌈 🇨🇳'],
  ])('%s', (written, said, told) => {
    const heardOf = heard(written)
    expect({ ...heardOf, said: heardOf.said.map((each) => each.replaceAll(/(?<=\p{Script=Han}) +(?=\p{Script=Han})/gu, '')) }).toMatchObject({
      said: [said],
      told: [told],
    })
    expect(heardOf.seen.replaceAll('|', '')).toBe(written)
  })

  test('a paragraph of nothing else too', () => {
    expect(heard('😀 👍🏽')).toEqual({ said: [], seen: '', told: ['😀 👍🏽'] })
  })

  // In steps that grow with the square of a row, or double with each sign, these end in no minutes.
  test.each([
    ['hearts', '❤️'.repeat(50_000) + '字', '字', 50_000],
    ['thin spaces', `姓名${'\u2009'.repeat(50_000)}🎉年龄`, `姓名${'\u2009'.repeat(50_000)}年龄`, 1],
  ])('a long row of %s', (_, text, rest, count) => {
    const left = withoutPictographs(text, [], () => true)
    expect([left.rest, left.taken.map(({ written }) => written).join('').length]).toEqual([rest, 2 * count])
    expect(bare(text)).toBe(text.startsWith('❤') ? text.slice(40) : text)
  })

  test('a tick before every item is an ornament, but not where others are crossed', () => {
    expect(heard('- ✅ 早睡\n- ✅ 早起')).toEqual({ said: ['早睡', '早起'], seen: '✅ 早睡|✅ 早起', told: ['✅', '✅'] })
    expect(heard('- ✅ 早睡\n- ❌ 熬夜')).toMatchObject({ said: ['对勾，早睡', '叉，熬夜'], told: [] })
  })

  test('but for what its author has told how to say', () => {
    expect(heard('太好了👍。', new Map([['👍', '点个赞']]))).toMatchObject({ said: ['太好了点个赞。'], told: [] })
  })

  test('signs of lists that were typed are neither said nor told', () => {
    expect(heard('● 先洗锅，●再下油')).toMatchObject({ said: ['先洗锅，再下油'], told: [] })
  })

  test('nothing of it is in a document for a voice, and all of it in what is read before', () => {
    const { doc } = docFromMarkdown('太好了👍。带 ✅ 的®。', { image: () => null, link: (address: string) => address } as never)
    expect(ssml(scriptOf(proseOf(doc), new Map(), new Findings('l1')), 'w3c').join('')).toContain('>太好了。带<sub alias="对勾">✅</sub>的。<')
    expect(descriptionHtml(doc, '')).toContain('太好了👍。带 ✅ 的®。')
  })
})

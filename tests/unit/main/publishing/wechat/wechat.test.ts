import { parseHTML } from 'linkedom'
import { describe, expect, test } from 'vitest'
import { noCover, usualCover } from '#main/publishing/covers/cover.ts'
import { bilibili } from '#main/publishing/bilibili/bilibili.ts'
import { xiaoe } from '#main/publishing/handover/handover.ts'
import { juejin } from '#main/publishing/juejin/juejin.ts'
import { lessonsOf } from '#main/publishing/desk/course.ts'
import { wechat } from '#main/publishing/wechat/wechat.ts'
import { zhihu } from '#main/publishing/zhihu/zhihu.ts'
import type { Doc } from '#preload/document/schema.ts'
import { copied, copiedFrom, courseOf, made, materials } from '../published.ts'

const pasted = async (markdown: string | Doc) => {
  const { html } = await copied(wechat, courseOf({ 一: markdown }))
  const { document } = parseHTML(`<html><body>${html}</body></html>`)
  // Of those at both ends nothing is seen.
  for (const end of [...document.querySelectorAll('p[style="margin:0;font-size:0;line-height:0"]')]) end.remove()
  return { html, document }
}

test('a paragraph without size stands at both ends, in what is copied and in the page alike', async () => {
  const course = courseOf({ 一: '# 头\n\n正文[^a]\n\n[^a]: 注' })
  for (const html of [(await copied(wechat, course)).html, copiedFrom((await made(wechat, course)).text('公众号.html'))]) {
    const ends = /^(<p style="[^"]*">\u00a0<\/p>)(.*)\1$/s.exec(html)
    expect(ends?.[1]).toMatch(/font-size:0;line-height:0/)
    expect(ends?.[2]).toMatch(/^<h2 .*<\/p>$/s)
  }
  // Those of B 站 and 小鹅通 ask for none.
  for (const target of [bilibili, xiaoe]) expect((await copied(target, course)).html).not.toContain('font-size:0')
})

test('what a model wrote is to be declared, without the name of another platform’s box', async () => {
  const doc: Doc = [{ type: 'paragraph', id: 'b' as never, children: [{ text: '它写的', ai: { model: 'm', at: 1 } }] }]
  const course = courseOf({ 一: doc })
  const all = [await made(wechat, course), await made(juejin, course), await made(bilibili, course), await made(xiaoe, course)]
  for (const { kinds } of all) expect(kinds.filter((kind) => kind.includes(' label-'))).toEqual(['todo label-declare'])
})

test('Chinese that is emphasised is bold in what is pasted, and letters are slanted', async () => {
  expect((await pasted('*看 word，第二*')).html).toContain('<strong>看 </strong><em>word</em><strong>，第二</strong>')
  expect((await pasted('*word*')).html).toContain('<em>word</em>')
})

test('a table of a preview is moved where it is wider than a screen', async () => {
  const course = courseOf({ 一: '| 甲 | 乙 |\n| --- | --- |\n| 一 | 二 |' })
  const around = { image: () => null, imageBytes: () => Promise.reject(new Error()) }
  for (const { preview, defaults } of [zhihu, bilibili, juejin] as const) {
    const shown = await preview!(course, lessonsOf(course)[0]!, defaults as never, around)
    expect([shown.html, shown.css]).toEqual([
      expect.stringMatching(/<div class="table"><table/),
      expect.stringContaining('.platform .table { overflow-x: auto; }'),
    ])
  }
})

test('a picture of a preview says that pasting brings none, as the text that is pasted does', async () => {
  const course = courseOf({ 一: '![鳃](x.png)\n\n正文\n\n![](y.png)' })
  for (const { id, preview, paste, defaults } of [zhihu, wechat, bilibili, juejin, xiaoe] as const) {
    const { html } = await preview!(course, lessonsOf(course)[0]!, defaults as never, materials())
    const { document } = parseHTML(`<html><body>${html}</body></html>`)
    const told = [...document.querySelectorAll('.by-hand')].map((mark) => [mark.textContent, mark.previousElementSibling?.localName])
    expect(document.querySelectorAll('img'), id).toHaveLength(2)
    expect([told[0]?.[0], told[1]?.[0]], id).toEqual(['图 1，要手动上传', '图 2，要手动上传'])
    expect(told[1]?.[1], id).toBe('img')
    expect((await paste!(course, lessonsOf(course)[0]!, defaults as never, materials())).html, id).not.toMatch(/by-hand|<img/)
  }
})

test('a page tells programs what a model wrote, and the author where that names nobody', async () => {
  const doc: Doc = [{ type: 'paragraph', id: 'b' as never, children: [{ text: '它写的足够多的字', ai: { model: 'm', at: 1 } }] }]
  const all = async (author: string) => {
    const [course, options] = [courseOf({ 一: doc }, author), { producer: '' }]
    return [await made(wechat, course, options), await made(bilibili, course, options), await made(xiaoe, course, options), await made(zhihu, course, options)]
  }
  for (const { text, kinds } of await all('wang')) {
    const { document } = parseHTML(text('.html'))
    expect(JSON.parse(document.querySelector('meta[name=AIGC]')?.getAttribute('content') ?? '')).toMatchObject({
      AIGC: { Label: '1', ContentProducer: 'wang' },
    })
    expect(kinds).not.toContain('todo label-unnamed')
  }
  for (const { kinds } of await all('')) expect(kinds).toContain('todo label-unnamed')
  expect((await made(wechat, courseOf({ 一: '没有它写的字' }))).text('.html')).not.toContain('AIGC')
})

test('cells beside one of several rows are aligned as their column is', async () => {
  const doc: Doc = [
    {
      type: 'table',
      id: 't' as never,
      align: ['left', 'right'],
      hasHeader: false,
      children: [
        {
          type: 'row',
          children: [
            { type: 'cell', id: 'a' as never, rowspan: 2, children: [{ text: '甲' }] },
            { type: 'cell', id: 'b' as never, children: [{ text: '1' }] },
          ],
        },
        { type: 'row', children: [{ type: 'cell', id: 'c' as never, children: [{ text: '2' }] }] },
      ],
    },
  ]
  const { html } = await copied(wechat, courseOf({ 一: doc }))
  expect([...html.matchAll(/text-align:(\w+)">([甲12])</g)].map(([, side, text]) => [text, side])).toEqual([
    ['甲', 'left'],
    ['1', 'right'],
    ['2', 'right'],
  ])
})

describe('what is pasted into a 公众号', () => {
  test('says by itself how it looks: no classes, no ids, no style sheet', async () => {
    const { html, document } = await pasted('# 头\n\n段落 `码`\n\n- 一\n\n> 引\n\n> [!TIP]\n> 提\n\n| a |\n| - |\n| 1 |')
    expect(html).not.toMatch(/<style|\sclass=|\sid=|<script/)
    const bare = [...document.querySelectorAll('h2, p, ul, li, blockquote, section, table, th, td, p > code')].filter((node) => !node.getAttribute('style'))
    expect(bare).toEqual([])
  })

  test('a formula in a line that nobody can read on a phone is told, and none that scrolls', async () => {
    const wide = Array.from({ length: 40 }, (_, at) => `x_{${at}}`).join('+')
    const told = async (markdown: string) => (await made(wechat, courseOf({ 一: markdown }))).kinds.filter((kind) => kind === 'changed formula-wide').length
    expect([await told(`当 $${wide}$ 时`), await told(`当 $x+y$ 时\n\n$$\n${wide}\n$$\n\n| a |\n| - |\n| $${wide}$ |`)]).toEqual([1, 0])
  })

  test('a formula is a drawing in the colour and the size of the text, without anything that refers to a name', async () => {
    const { document } = await pasted('当 $\\frac{a}{b}_g$ 时\n\n$$\nE=mc^2\n$$')
    const [line, display] = [...document.querySelectorAll('svg')]
    expect(line?.getAttribute('style')).toMatch(/^width:[\d.]+em;height:[\d.]+em;overflow:visible;vertical-align:-[\d.]+em$/)
    expect(line?.getAttribute('aria-label')).toBe('\\frac{a}{b}_g')
    expect(display?.getAttribute('style')).toContain('max-width:100%')
    for (const svg of [line, display]) {
      expect(svg!.querySelectorAll('path').length).toBeGreaterThan(2)
      expect(svg!.querySelectorAll('use, defs, symbol, style')).toHaveLength(0)
      expect([...svg!.querySelectorAll('path')].every((path) => [path.getAttribute('fill'), path.getAttribute('stroke')].includes('currentColor'))).toBe(true)
    }
  })

  test('code keeps its lines and the spaces before them', async () => {
    const { html } = await pasted('```js\nif (a < b) {\n\treturn 1\n}\n```')
    const bold = (word: string): string => `<span style="font-weight:bold">${word}</span>`
    expect(html).toContain(`<code>${bold('if')}\u00a0(a\u00a0&lt;\u00a0b)\u00a0{<br>\u00a0\u00a0\u00a0\u00a0${bold('return')}\u00a01<br>}</code>`)
  })

  test('links that lead out are numbers among the notes; those to 公众号 stay', async () => {
    const { document } = await pasted(
      '见[书](https://example.com/a)[^n]、[书](https://example.com/a)和[旧文](https://mp.weixin.qq.com/s/x)，https://example.com/b 。\n\n[^n]: 第二[页](https://example.com/c)',
    )
    expect([...document.querySelectorAll('a')].map((link) => link.getAttribute('href'))).toEqual(['https://mp.weixin.qq.com/s/x'])
    expect([...document.querySelectorAll('sup')].map(({ textContent }) => textContent)).toEqual(['[1]', '[2]', '[1]', '[3]'])
    expect([...document.querySelectorAll('p')].slice(-3).map(({ textContent }) => textContent)).toEqual([
      '[1] 书：https://example.com/a',
      '[2] 第二页[3]',
      '[3] 页：https://example.com/c',
    ])
  })

  test('a list within an item stands behind it, where the editor does not take it apart', async () => {
    const { document } = await pasted('- 一\n  - 甲\n- 二')
    expect([...document.querySelector('ul')!.children].map(({ tagName }) => tagName)).toEqual(['LI', 'UL', 'LI'])
  })

  test('a table keeps its sides and merged cells', async () => {
    const { document } = await pasted('| a | b |\n| :-: | --: |\n| 1 | 2 |')
    expect([...document.querySelectorAll('th, td')].map((cell) => /text-align:(\w+)$/.exec(cell.getAttribute('style') ?? '')?.[1])).toEqual([
      'center',
      'right',
      'center',
      'right',
    ])
  })

  test('what a model wrote is said below', async () => {
    const { document } = await pasted([
      { type: 'paragraph', id: 'b' as never, children: [{ text: '我写的许多字' }, { text: '它写', ai: { model: 'm', at: 1 } }] },
    ])
    expect([...document.querySelectorAll('p')].at(-1)?.textContent).toContain('人工智能')
  })
})

describe('the folder of a lesson', () => {
  test('has a page to copy from, pictures by place, and a checklist', async () => {
    const { files, text, kinds } = await made(wechat, courseOf({ 选鱼: '前\n\n![鳃](x.png)\n\n后' }))
    expect(files.map(({ path }) => path)).toEqual(['01 选鱼/公众号.html', '01 选鱼/发布清单.md', '01 选鱼/图片/01.png'])
    expect(text('公众号.html')).toMatch(/^<!doctype html>.*【在这里放图 1：01.png（鳃）】/s)
    expect(text('清单.md')).toContain('图 1：图片/01.png')
    expect(kinds).toEqual(['todo image-by-hand'])
  })

  test.each([
    ['todo title-perhaps-long', '长'.repeat(33), '老王'],
    ['todo author-long', '好', '名'.repeat(17)],
    ['refused title-missing', ' ', '老王'],
  ])('%s', async (finding, title, author) => {
    expect((await made(wechat, courseOf({ [title]: '字' }, author))).kinds).toEqual([finding])
  })

  test('a text as long as the interface does not take says so, and so does a formula that is none', async () => {
    expect((await made(wechat, courseOf({ 一: '字'.repeat(20_000) }))).kinds).toEqual(['todo body-long'])
    expect((await made(wechat, courseOf({ 一: '看 $\\frac{a$ 。' }))).kinds).toEqual(['lost formula-unread'])
  })
})

test('covers lie beside each text where the author wants them: one for the first of a message, one for a later', async () => {
  const sizes: string[] = []
  const materials = {
    image: () => null,
    imageBytes: () => Promise.resolve(new Uint8Array()),
    draw: ({ width, height }: { width: number; height: number }) => {
      sizes.push(`${width}x${height}`)
      return Promise.resolve({ type: 'png' as const, bytes: new Uint8Array() })
    },
  }
  const course = courseOf({ 选鱼: '字' })
  const filesWith = async (cover: typeof usualCover) => {
    const units = wechat.units(course, { ...wechat.defaults, cover }, materials)
    return (await Promise.all(units.map((unit) => unit.make(new AbortController().signal)))).flatMap(({ files }) => files.map(({ path }) => path))
  }
  expect((await filesWith(usualCover)).slice(2)).toEqual(['01 选鱼/封面-头条.png', '01 选鱼/封面-次条.png'])
  expect(sizes).toEqual(['1080x460', '600x600'])
  expect(await filesWith(noCover)).toHaveLength(2)
})

test('an address of mail that can be read needs no number, and is listed as one writes it', async () => {
  const { html } = await pasted('写信到 [author@example.com](mailto:author@example.com)，或找[编辑](mailto:b@example.com)')
  expect(html).not.toContain('mailto:')
  expect(html).toContain('[1] 编辑：b@example.com')
})

test('tasks are lines with a box each, and no list puts a bullet before them; within another list they are items without one', async () => {
  for (const target of [wechat, bilibili, xiaoe]) {
    const { html } = await copied(target, courseOf({ 一: '- [x] 做了\n- [ ] 没做\n  - [ ] 里面\n\n字\n\n- 一\n- 二' }))
    const { document } = parseHTML(`<html><body>${html}</body></html>`)
    expect([...document.querySelectorAll('li')].map(({ textContent }) => textContent)).toEqual(['☐ 里面', '一', '二'])
    expect(document.querySelector('ul')?.getAttribute('style')).toMatch(/(?:^|;)list-style:none$/)
    expect([...document.querySelectorAll('p')].map(({ textContent }) => textContent).filter((text) => /^[☑☐]/.test(text))).toEqual(['☑ 做了', '☐ 没做'])
  }
})

test('a long address ends its line anywhere, and its paragraph is not spread to both edges', async () => {
  const { document } = await pasted(`来源：https://www.example.com/${'very/'.repeat(20)}long.html\n\n字`)
  const [address, plain] = document.querySelectorAll('p')
  expect(address!.getAttribute('style')).toMatch(/text-align:left;overflow-wrap:anywhere$/)
  expect(plain!.getAttribute('style')).toMatch(/text-align:justify;overflow-wrap:anywhere$/)
})

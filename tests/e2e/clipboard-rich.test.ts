import { expect, test } from 'vitest'
import { caretAt, clipboardSample, openText, pasteHtml } from './page-actions.ts'
import { pageForAll } from './page-browser.ts'

/** What other programs write of tables, formulas, footnotes, tasks, callouts, links and marks; and what nobody should write. In a real Chromium's parser. */

const browser = pageForAll()
const paste = (html: string, plain?: string) => pasteHtml(browser.page, html, plain)

/** The text of the log with its marks: `*bold*`, `__underline__`, `~strike~`, `=highlight=`, `[link](…)`, `$formula$`, `^` for a footnote. */
function written(): Promise<string[]> {
  return browser.page.evaluate(async () => {
    const line = (children: readonly object[]) =>
      (children as { text?: string; type?: string; tex?: string; bold?: true; underline?: true; strike?: true; highlight?: true; code?: true; link?: string }[])
        .map((child) => {
          if (child.type === 'formula') return `$${child.tex}$`
          if (child.type === 'note-mark') return '^'
          let text = child.text ?? ''
          if (child.code) text = `\`${text}\``
          if (child.bold) text = `*${text}*`
          if (child.underline) text = `__${text}__`
          if (child.strike) text = `~${text}~`
          if (child.highlight) text = `=${text}=`
          return child.link ? `[${text}](${child.link})` : text
        })
        .join('')
    return (await harness.saved()).map((block) => {
      if (block.type === 'table') {
        const cell = (each: (typeof block.children)[number]['children'][number]) =>
          `${each.colspan ? `${each.colspan}>` : ''}${each.rowspan ? `${each.rowspan}v` : ''}${line(each.children)}`
        return `table${block.hasHeader ? '!' : ''} ${block.align.map((each) => each?.[0] ?? '-').join('')} ${block.children.map((row) => row.children.map(cell).join(' | ')).join(' / ')}`
      }
      const kind =
        block.type === 'item'
          ? `${block.kind}${block.done ? '✓' : ''}`
          : block.type === 'callout'
            ? block.tone
            : block.type === 'code'
              ? `code:${block.language ?? ''}`
              : block.type
      return `${kind} ${line(block.children)}`
    })
  })
}

test.each<[string, string[]]>([
  [
    'word-rich',
    [
      'paragraph 正文^，__下划线__~删去~=标亮=，见[网址](https://example.com/a%20b)。',
      'table! --r 2>*合并* | *右* / 一\n两行 | 二 | 3',
      'paragraph ',
      'note 脚注的字',
    ],
  ],
  [
    'word-formulas',
    [
      'paragraph 方程$x^{2}+1=0$的解。',
      'formula-block x=\\frac{-b\\pm \\sqrt{b^{2}-4ac}}{2a}',
      'paragraph $\\sum_{i=1}^{n} {x_{i}}^{2}$，$\\lim_{x\\to \\infty} \\frac{1}{x}$，$\\vec{AB}\\perp \\alpha$，$v=\\frac{\\text{路程}}{\\text{时间}}$',
      'formula-block f=\\begin{cases}x&\\ge 0\\\\y&<1\\end{cases}',
      'formula-block A=\\left[ \\begin{matrix}1&0\\\\0&1\\end{matrix}\\right]',
      'paragraph $\\sin \\alpha b$',
    ],
  ],
  ['excel', ['table -r- 课时 | 字数 | 备注 / 2v一 | 1200 |  / 900 | 改\n过', 'paragraph ']],
])('it reads %s', async (name, expected) => {
  await paste(clipboardSample(name))
  await expect.poll(written).toEqual(expected)
})

test('what it reads of Word’s formulas can be drawn, and a picture stays where there is no formula', async () => {
  await paste(clipboardSample('word-formulas'))
  await expect.poll(() => browser.page.locator('.page-text .katex').count()).toBe(9)
  expect(await browser.page.locator('.page-text .formula-broken, .page-text .katex-error').count()).toBe(0)
  await paste(
    '<p>图<!--[if gte msEquation 12]><m:oMath></m:oMath><![endif]--><![if !msEquation]><img alt="旧公式" src="https://example.invalid/1.png"><![endif]></p>',
  )
  await expect.poll(written).toEqual(['paragraph 图', 'paragraph [旧公式](https://example.invalid/1.png)'])
})

test.each<[string, string, string[]]>([
  [
    'tasks of Markdown, of Google Docs and of Notion',
    `<ul class="contains-task-list"><li class="task-list-item"><input type="checkbox" checked disabled> 成</li><li class="task-list-item"><input type="checkbox"> 未</li></ul>
     <ul><li role="checkbox" aria-checked="true"><p>谷</p></li></ul><ul class="to-do-list"><li><div class="checkbox checkbox-off"></div><span>诺</span></li></ul>`,
    ['task✓ 成', 'task 未', 'task✓ 谷', 'task 诺'],
  ],
  [
    'formulas of KaTeX, of MathML and of MathJax',
    `<p>设<span class="katex"><span class="katex-mathml"><math><semantics><mrow><mi>x</mi></mrow><annotation encoding="application/x-tex">x^2</annotation></semantics></math></span><span class="katex-html" aria-hidden="true">x2</span></span>，
     <math><mfrac><mn>1</mn><msqrt><mi>n</mi></msqrt></mfrac></math>，<span class="ztext-math" data-tex="a_1">a1</span></p>
     <span class="katex-display"><span class="katex"><math display="block"><semantics><mi>E</mi><annotation encoding="application/x-tex">E=mc^2</annotation></semantics></math></span></span>
     <script type="math/tex">y</script>`,
    ['paragraph 设$x^2$， $\\frac{1}{\\sqrt{n}}$，$a_1$', 'formula-block E=mc^2', 'paragraph $y$'],
  ],
  [
    'callouts and code with its language',
    `<div class="markdown-alert markdown-alert-warning"><p>小心</p></div><div data-callout="tip"><div>提示</div></div>
     <div class="highlight"><pre><code class="language-python">a = 1</code></pre></div><pre data-language="plaintext">b</pre>`,
    ['warning 小心', 'tip 提示', 'code:python a = 1', 'code: b'],
  ],
  [
    'footnotes of Markdown and of Google Docs',
    `<p>甲<sup><a href="#user-content-fn-1" id="user-content-fnref-1" data-footnote-ref>1</a></sup>乙<sup><a href="#ftnt1" id="ftnt_ref1">[2]</a></sup></p>
     <hr><div><p><a href="#ftnt_ref1" id="ftnt1">[2]</a>&nbsp;谷歌的</p></div>
     <section class="footnotes"><ol><li id="user-content-fn-1"><p>一句 <a href="#user-content-fnref-1" data-footnote-backref>↩</a></p></li></ol></section>`,
    ['paragraph 甲^乙^', 'divider ', 'paragraph ', 'note 一句', 'note 谷歌的'],
  ],
  [
    'text above and below the line, as signs of its own, and as formulas where there are none',
    `<p>H<sub>2</sub>O 与 <i>x</i><sup><span style="font-size:9pt">2</span></sup>，y<span style="vertical-align:super">n+1</span>，SO<sub>4</sub><sup>2-</sup>，1<sup>st</sup>。</p>
     <p>a<sup>1/2</sup>，v<sub>初</sub>，e<sup>x<sup>2</sup></sup>，k<sub>B</sub>，z<sup>α+50%</sup></p>`,
    ['paragraph H₂O 与 x²，yⁿ⁺¹，SO₄²⁻，1ˢᵗ。', 'paragraph a${}^{1/2}$，v${}_{\\text{初}}$，e${}^{x^{2}}$，k${}_{B}$，z${}^{\\alpha +50\\text{\\%}}$'],
  ],
  [
    'text above the line that says itself what it is, as it stands',
    `<p>据说<sup>[1]</sup>如此<sup><a href="https://example.com/2">[2]</a></sup>，<span style="vertical-align:baseline">平的</span></p>`,
    ['paragraph 据说[1]如此[[2]](https://example.com/2)，平的'],
  ],
  [
    'pictures that are elsewhere as links, none of them fetched',
    '<p>图：</p><img src="https://example.invalid/a/b.png?x=1" alt=""><img src="https://example.invalid/c.png" alt="一只猫"><img src="https://example.invalid/dot.gif" width="1" height="1">',
    ['paragraph 图：', 'paragraph [b.png](https://example.invalid/a/b.png?x=1)', 'paragraph [一只猫](https://example.invalid/c.png)'],
  ],
  [
    'pictures that only their own page could show as what they show, or by another address of theirs',
    '<p>图：</p><img src="blob:https://example.invalid/8a" alt="一张表"><img src="blob:https://example.invalid/8b" data-src="https://example.invalid/b.png" alt="">',
    ['paragraph 图：', 'paragraph 一张表', 'paragraph [b.png](https://example.invalid/b.png)'],
  ],
])('it reads %s', async (_what, html, expected) => {
  await paste(html)
  await expect.poll(written).toEqual(expected)
})

test('a single line with signs above the line is not taken from its plain text, in which they are lost', async () => {
  await paste('<p>x<sup>2</sup>+y<sup>2</sup></p>', 'x2+y2')
  await expect.poll(written).toEqual(['paragraph x²+y²'])
  await paste('<p>x<sup>1/2</sup></p>', 'x1/2')
  await expect.poll(written).toEqual(['paragraph x${}^{1/2}$'])
  expect(await browser.page.locator('.page-text .formula-broken, .page-text .katex-error').count()).toBe(0)
})

test('it tells of text above the line that it can keep in no way', async () => {
  await paste(`<p>前<sup>${'很长的一段上标'.repeat(8)}</sup>后</p>`)
  await browser.page.locator('.toast', { hasText: '1 处上标或下标太长' }).waitFor()
})

test('it takes what could do harm for what it says, or for nothing', async () => {
  await paste(
    `<p onclick="window.bad=1">甲<a href="javascript:window.bad=1">乙</a><a href="data:text/html,x">丙</a><a href="vbscript:x">丁</a></p>
     <svg onload="window.bad=1"><script>window.bad=1</script><foreignObject><p>戊</p></foreignObject></svg><iframe srcdoc="<script>parent.bad=1</script>"></iframe>
     <math><mtext><img src=x onerror="window.bad=1"></mtext></math><object data="x"></object><form><input value="己"><textarea>庚</textarea></form>
     <style>body{display:none}</style><link rel=stylesheet href=x><base href="http://evil.invalid/"><meta http-equiv=refresh content="0;url=http://evil.invalid">
     <template><p>辛</p></template><noscript><img src=x onerror="window.bad=1"></noscript><p style="background:url(javascript:window.bad=1)">壬</p>`,
  )
  await expect.poll(written).toEqual(['paragraph 甲乙丙丁', 'paragraph 壬'])
  expect(
    await browser.page.evaluate(() => [
      'bad' in window,
      location.hash,
      document.querySelectorAll('.page-text script, .page-text svg, .page-text iframe, .page-text a[href^=javascript]').length,
    ]),
  ).toEqual([false, '', 0])
})

test('it takes a hundred thousand boxes in boxes, and as many bold ones', async () => {
  await paste(`${'<div>'.repeat(100_000)}底`, '底')
  await expect.poll(written).toEqual(['paragraph 底'])
  await paste(`<p>${'<b><i><u>'.repeat(30_000)}底`)
  await expect.poll(written).toEqual(['paragraph __*底*__'])
  await paste(`<table><tr>${'<td><b>字</b></td>'.repeat(3000)}</tr></table>`)
  await expect.poll(async () => (await written()).length).toBeGreaterThan(100)
  await paste(`<table><tr>${'<td colspan=1000 rowspan=1000>字</td>'.repeat(100)}</tr><tr><td>末</td><td>尾</td></tr></table>`)
  await expect.poll(async () => (await written()).length).toBeGreaterThan(0)
})

test('it says so where a picture can’t come, also one that says nothing of itself', async () => {
  await paste('<p>前</p><img src="blob:https://example.invalid/8a"><p>后</p>')
  await expect.poll(written).toEqual(['paragraph 前', 'paragraph 后'])
  await browser.page.locator('.toast', { hasText: '1 张图片没能粘贴' }).waitFor()
})

test('it says so where there is too much to paste, and changes nothing', async () => {
  await paste(`<p>${'字<b>字</b>'.repeat(2_600_000)}</p>`)
  await browser.page.locator('.toast-text', { hasText: '要粘贴的内容太大' }).waitFor()
  expect(await written()).toEqual(['paragraph '])
})

test('it takes forty megabytes of pictures beside a line of text', async () => {
  await paste(`<p>字<b>粗</b></p><img alt="图" src="data:image/png;base64,${'A'.repeat(40 << 20)}">`)
  await expect.poll(async () => (await written())[0]).toBe('paragraph 字*粗*')
})

test('text alone comes as it is where it is asked for', async () => {
  const { page } = browser
  await openText(page, [{ type: 'paragraph', id: 'p', children: [{ text: '' }] }])
  await caretAt(page, [0, 0])
  await page.evaluate(async () => {
    const blobs = { 'text/html': '<h1>题</h1><p><b>粗</b></p>', 'text/plain': '# 题\n- 甲\n- 乙' }
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(Object.entries(blobs).map(([type, text]) => [type, new Blob([text], { type })])))])
  })
  await page.keyboard.press('Control+Shift+v')
  await expect.poll(written).toEqual(['paragraph # 题', 'paragraph - 甲', 'paragraph - 乙'])
})

test('Markdown is read as such, and can be had as text', async () => {
  await paste('', '# 题\n\n**粗**的字\n\n| 甲 | 乙 |\n| - | - |\n| 1 | 2 |')
  await expect.poll(written).toEqual(['heading 题', 'paragraph *粗*的字', 'table! -- 甲 | 乙 / 1 | 2', 'paragraph '])
  await browser.page.getByRole('button', { name: '改成纯文本' }).click()
  await expect.poll(async () => (await written())[2]).toBe('paragraph **粗**的字')
})

test('what is selected is copied as Markdown', async () => {
  const { page } = browser
  await openText(page, [
    { type: 'heading', id: 'h', level: 2, children: [{ text: '题' }] },
    { type: 'paragraph', id: 'a', children: [{ text: '粗', bold: true }, { text: '的' }] },
  ])
  await caretAt(page, [0, 0])
  await page.keyboard.press('Control+Alt+Shift+c')
  await page.getByText('已复制为 Markdown。').first().waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('## 题\n\n**粗**的\n')
})

test('what is copied here comes back from HTML alone, too', async () => {
  const { page } = browser
  const html = await page.evaluate(async () => {
    document.querySelector<HTMLElement>('.page-text')!.focus()
    return null
  })
  expect(html).toBeNull()
  const source = [
    { type: 'heading', id: 'h', level: 4, children: [{ text: '题' }] },
    {
      type: 'paragraph',
      id: 'a',
      children: [
        { text: '甲' },
        { type: 'note-mark', note: 'n', children: [{ text: '' }] },
        { text: '乙', underline: true },
        { type: 'formula', tex: 'x<1', children: [{ text: '' }] },
        { text: '' },
      ],
    },
    { type: 'item', id: 'i', kind: 'task', depth: 0, done: true, children: [{ text: '成' }] },
    { type: 'callout', id: 'c', tone: 'tip', children: [{ text: '提示' }] },
    { type: 'code', id: 'k', language: 'js', children: [{ text: 'a\nb' }] },
    { type: 'formula-block', id: 'f', children: [{ text: 'E=mc^2' }] },
    {
      type: 'table',
      id: 't',
      align: [null, 'right'],
      hasHeader: true,
      children: [
        { type: 'row', children: [{ type: 'cell', id: 'x', colspan: 2, children: [{ text: '头' }] }] },
        {
          type: 'row',
          children: [
            { type: 'cell', id: 'y', children: [{ text: '一\n二' }] },
            { type: 'cell', id: 'z', children: [{ text: '三' }] },
          ],
        },
      ],
    },
    { type: 'paragraph', id: 'e', children: [{ text: '末' }] },
    { type: 'note', id: 'n', children: [{ text: '注' }] },
  ]
  await openText(page, source)
  await caretAt(page, [0, 0])
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+c')
  const before = await written()
  const copied = await page.evaluate(async () => (await (await navigator.clipboard.read())[0]!.getType('text/html')).text())
  await paste(copied)
  await expect.poll(written).toEqual(before)
})

test('the page threw nothing', () => {
  expect(browser.thrown.filter((error) => !error.includes('ERR_'))).toEqual([])
})

import { expect, test } from 'vitest'
import { fixture, read, refusal } from './files.ts'

test('an article of 知乎 is its own text', async () => {
  expect(await read('梯度下降.html', fixture('zhihu-article.html'))).toEqual({
    kind: 'html',
    title: '梯度下降是怎么走路的',
    written: '2021-03-04',
    losses: [{ kind: 'pictures', count: 1 }],
    markdown: String.raw`把损失想成一座山，**梯度**就是脚下最陡的方向。每一步都往下走：

$$
w \leftarrow w - \eta \nabla L(w)
$$

其中 $\eta$ 是学习率，老式的页面里写成 $\eta$。

走下山的样子

## 步子多大

1. 太大，会来回跳；
2. 太小，天黑也走不到。

${'```'}python
for x in data:
    w -= eta * grad(w)
${'```'}

> 先走稳，再走快。

更多见[这份讲义](https://example.com/梯度)[^1]。

[^1]: 一本讲优化的书
`,
  })
})

test('of a page of answers the first is read, and the others are counted', async () => {
  expect(await read('回答.html', fixture('zhihu-answer.html'))).toEqual({
    kind: 'html',
    title: '自学编程，最容易在哪里放弃？',
    written: '2019-11-02',
    losses: [{ kind: 'others', count: 2 }],
    isAnswer: true,
    markdown: '在第三周。前两周是新鲜，第三周开始要**忘记**了。\n\n我带过的学生里，十个有六个停在*循环*这一课。\n\n- 不是难；\n- 是没有人一起。\n',
  })
})

test('an article of 微信 is its own text', async () => {
  expect(await read('备课.html', fixture('wechat-article.html'))).toEqual({
    kind: 'html',
    title: '备课的第三遍',
    written: '2020-03-04',
    losses: [{ kind: 'pictures', count: 1 }],
    markdown:
      '**01**\n\n## 第一遍写给自己\n\n第一遍备课，是把自己**不懂的地方**找出来。\n\n```javascript\nconst a = 1\nsay(a)\n```\n\n第三遍，写给坐在最后一排的人。\n',
  })
})

test('a blog is its article: no menu, no side, no comments, no numbers of lines', async () => {
  const { title, written, markdown } = await read('秋.html', fixture('blog.html'))
  expect([title, written]).toEqual(['故都的秋', '2018-09-23'])
  expect(markdown.split('\n\n').map((piece) => piece.slice(0, 12))).toEqual([
    '秋天，无论在什么地方的秋',
    '江南，秋当然也是有的，但',
    '## 北国的槐树',
    '北国的槐树，也是一种能使',
    '```\nlet autu',
    '秋蝉的衰弱的残声，更是北',
  ])
  expect(markdown).toContain('```\nlet autumn = true\nwalk(autumn)\n```')
})

test('a page that Chromium saved as one file is the same', async () => {
  const [one, two] = [await read('秋.mhtml', fixture('chromium.mhtml')), await read('秋.html', fixture('blog.html'))]
  expect(one).toEqual(two)
})

test('a page saved as one file, in base64; one that holds no page is broken', async () => {
  const archive = (type: string, body: string) =>
    `From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html"; boundary="=_x"\r\n\r\n--=_x\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: base64\r\n\r\n${body}\r\n--=_x--\r\n`
  const page = Buffer.from('<html><body><p>甲乙丙，是的。</p></body></html>').toString('base64')
  expect((await read('a.mht', archive('text/html', page))).markdown).toBe('甲乙丙，是的。\n')
  expect(await refusal('a.mht', archive('image/png', page))).toBe('broken')
})

test('a page that a writing program made is all text, also a short one', async () => {
  expect(await read('a.html', '<html><head><title>随笔</title></head><body><h1>随笔</h1><p>一。</p><p>二。</p></body></html>')).toMatchObject({
    title: '随笔',
    markdown: '一。\n\n二。\n',
  })
})

test.each([
  ['without html and body', '<meta charset="utf-8"><title>题</title><p>甲<p>乙'],
  ['without html', '<body><p>甲</p><p>乙</p></body>'],
  ['without body', '<html><head><title>题</title></head><p>甲</p><p>乙</p></html>'],
  ['XHTML', '<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><body><p>甲</p><p>乙</p></body></html>'],
])('a page %s', async (_, html) => {
  expect((await read('题.html', html)).markdown).toBe('甲\n\n乙\n')
})

test('a page in GBK', async () => {
  const gbk = Buffer.from('3c68746d6c3e3c626f64793e3c703ed6d0cec4b5c4d2b3c3e6a3acb2bbcac7cdf2b9fac2eba1a33c2f703e3c2f626f64793e3c2f68746d6c3e', 'hex')
  expect((await read('a.html', new Uint8Array(gbk))).markdown).toBe('中文的页面，不是万国码。\n')
})

test('pictures that are written out in a page are not parsed', async () => {
  const page = `<html><body><p>甲</p><img src="data:image/png;base64,${'A'.repeat(2_000_000)}"><p>乙</p></body></html>`
  expect(await read('a.html', page)).toMatchObject({ markdown: '甲\n\n乙\n', losses: [{ kind: 'pictures', count: 1 }] })
})

test('a page of answers whose question is not where it should be is no answer to its title, which may be anything', async () => {
  const page = Buffer.from(fixture('zhihu-answer.html')).toString().replace('<h1 class="QuestionHeader-title">', '<h1 class="Other-title">')
  const { title, isAnswer } = await read('回答.html', Buffer.from(page))
  expect([title, isAnswer]).toEqual(['(12 封私信 / 80 条消息) 自学编程，最容易在哪里放弃？', undefined])
})

import { describe, expect, test } from 'vitest'
import { mayBeWork, nameOfFile, statedTitle } from '#main/reading/names.ts'
import { dayIn } from '#main/reading/days.ts'
import { bytesOf, read } from './files.ts'

describe('Markdown', () => {
  test('its title, day and text; pictures are left out and counted', async () => {
    const text = '---\ntitle: 导数\ndate: 2020-05-06\ntags: [a]\n---\n\n正文 $a^2$。\n\n![图](a.png)\n\n[笔记](b.md)与[站](https://example.com)\n'
    expect(await read('a.md', text)).toEqual({
      kind: 'markdown',
      title: '导数',
      markdown: '正文 $a^2$。\n\n笔记与[站](https://example.com)\n',
      written: '2020-05-06',
      losses: [{ kind: 'pictures', count: 1 }],
    })
  })

  test('lines that a program broke are joined, an author’s own stay', async () => {
    const broken = `${'甲'.repeat(34)}\n${'乙'.repeat(34)}\n${'丙'.repeat(34)}\n${'丁'.repeat(34)}\n${'戊'.repeat(34)}\n`
    expect((await read('a.md', broken)).markdown.trimEnd()).not.toContain('\n')
    expect((await read('a.md', '床前明月光\n疑是地上霜\n')).markdown).toBe('床前明月光\\\n疑是地上霜\n')
  })
})

describe('plain text', () => {
  test('a line is a paragraph, and marks of Markdown are text', async () => {
    expect(await read('随笔.txt', '　　甲*乙*。\r\n\r\n　　# 丙\r\n')).toMatchObject({
      kind: 'text',
      title: '随笔',
      markdown: '甲\\*乙\\*。\n\n\\# 丙\n',
      written: null,
    })
  })

  test.each([
    ['04_劳动者超时加班，怎么办.txt', '劳动者超时加班，怎么办？', '劳动者超时加班，怎么办？'],
    ['（十二）“定金”能退吗.txt', '十二、“定金”能退吗', '十二、“定金”能退吗'],
    ['04_别的.txt', '劳动者', null],
    ['2024.txt', '2025', null],
  ])('what stands first and is the file’s own name, but for a number and signs, is its title: %s', async (name, first, title) => {
    const { title: own, markdown } = await read(name, `${first}\n\n正文。\n`)
    expect([own, markdown.includes(first)]).toEqual([title ?? nameOfFile(name), title === null])
  })

  test('lines of equal length were broken by a program', async () => {
    const line = '学而时习之不亦说乎有朋自远方来不亦乐乎人不知而不愠不亦君子乎'
    const text = `　　${line}\n${line}甲\n${line}乙\n${line}丙\n末。\n　　${line}\n${line}丁\n第二章 学问\n${line}戊\n`
    expect((await read('论语.txt', text)).markdown).toBe(`${line}${line}甲${line}乙${line}丙末。\n\n${line}${line}丁\n\n## 第二章 学问\n\n${line}戊\n`)
  })

  test.each([
    ['gb18030', 'd6d0cec4b5c4d2bbc6aacecad5c2a3acc3bbd3d0b1eacad6a1a3'],
    ['big5', 'a4a4a4e5aabaa440bd67a4e5b3b9a141a853a6b3a1c5bcd0b0d3a1c5a143'],
    ['utf-16le', 'fffe2d4e8765f676004e0c7b8765e07a02306c67'],
  ])('in %s', async (encoding, hex) => {
    const bytes = new Uint8Array(Buffer.from(hex, 'hex'))
    expect((await read('a.txt', bytes)).markdown.trimEnd()).toBe(new TextDecoder(encoding).decode(bytes))
  })

  test('bytes that mean nothing are counted', async () => {
    const bytes = bytesOf('这是一篇用万国码写的文章，其中有一个字坏了，别的都好好的，读得下去。')
    bytes[7] = 0x41
    expect((await read('a.txt', bytes)).losses).toEqual([{ kind: 'characters', count: expect.any(Number) }])
  })
})

describe('transcripts', () => {
  test('SubRip: cues joined into sentences, a pause ends a paragraph', async () => {
    const text = `1\r\n00:00:01,000 --> 00:00:02,000\r\n大家好，\r\n\r\n2\r\n00:00:02,100 --> 00:00:04,000\r\n<i>今天</i>讲梯度。\r\n\r\n3\r\n00:00:09,000 --> 00:00:11,000\r\n{\\an8}先看图，\r\n\r\n4\r\n00:00:13,500 --> 00:00:15,000\r\n再看式子。\r\n`
    expect(await read('第一讲.srt', text)).toEqual({
      kind: 'subtitles',
      title: '第一讲',
      markdown: '大家好，今天讲梯度。\n\n先看图，再看式子。\n',
      written: null,
      losses: [],
    })
  })

  test('WebVTT: notes, styles and numbers passed over, who speaks begins a paragraph', async () => {
    const text = `WEBVTT - 访谈\n\nSTYLE\n::cue {}\n\nNOTE 不是正文\n\na1\n00:01.000 --> 00:02.000 align:start\n<v 甲>为什么写课？</v>\n\n00:02.000 --> 00:04.000\n<v 乙>Because I &amp; you\n<c.x>learn</c> by teaching.</v>\n`
    expect(await read('a.txt', text)).toMatchObject({ title: '访谈', markdown: '为什么写课？\n\nBecause I & you learn by teaching.\n' })
  })

  test('captions that roll up say each line once', async () => {
    const text = `WEBVTT\n\n00:01.000 --> 00:02.000\n大家好\n\n00:02.000 --> 00:03.000\n大家好\n今天讲课\n\n00:03.000 --> 00:04.000\n今天讲课\n从头讲\n`
    expect((await read('a.vtt', text)).markdown).toBe('大家好 今天讲课 从头讲\n')
  })

  test('LRC: in the order of its times, with its title', async () => {
    expect(await read('a.lrc', '[ti:早课]\n[ar:某]\n[00:05.00]二句。\n[00:01.00][00:20.00]一句，<00:01.50>还有。\n')).toMatchObject({
      title: '早课',
      markdown: '一句，还有。二句。\n',
    })
  })

  test('a text that only speaks of times is none', async () => {
    expect(await read('a.txt', '会议从 10:00 到 11:00 --> 记得来。\n')).toMatchObject({ kind: 'text' })
  })
})

test('which files of a folder are worth reading', () => {
  const paths = ['讲/一.md', '讲/二.DOCX', '讲/~$二.docx', '讲/图.png', '讲/老.doc']
  expect(paths.filter(mayBeWork)).toEqual(['讲/一.md', '讲/二.DOCX', '讲/老.doc'])
})

test('what a work is called by its file', () => {
  expect(['讲/第一讲 导数.docx', 'C:\\讲\\2.1 极限.md', '.md', '甲'.repeat(300)].map((path) => nameOfFile(path).slice(0, 201))).toEqual([
    '第一讲 导数',
    '2.1 极限',
    '.md',
    '甲'.repeat(200),
  ])
  expect(['Microsoft Word - 甲.doc', '文档1', ' \n', '第一\n讲'].map(statedTitle)).toEqual([null, null, null, '第一 讲'])
})

test.each([
  ['发布于 2021-3-4 12:00', '2021-03-04'],
  ['2021年12月31日', '2021-12-31'],
  ["D:20210304120000+08'00'", '2021-03-04'],
  ['2021-02-31', null],
  ['2999-01-01', null],
  ['昨天', null],
])('the day in %j is %j', (text, day) => {
  expect(dayIn(text)).toBe(day)
})

/** What programs that nobody here wrote make of exports: each where it is installed (Debian’s epubcheck, pandoc, qpdf, poppler-utils, libxml2-utils). */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DOMParser } from 'linkedom'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Findings } from '#main/publishing/desk/finding.ts'
import { proseOf } from '#main/publishing/prose/prose.ts'
import { scriptOf } from '#main/publishing/speech/script.ts'
import { ssml } from '#main/publishing/speech/ssml.ts'
import { docFromMarkdown } from '#preload/markdown/markdown.ts'
import { newFolder } from '../e2e/launch.ts'
import { outsidePrograms } from '../../scripts/outside-programs.mjs'
import { epubcheck, nodesOf, pandoc } from '../fixtures/publish/outside.ts'
import { has, missing } from '../fixtures/publish/programs.ts'
import { tortureCourse, tortureSizes } from '../fixtures/publish/torture.ts'
import { png } from '../unit/main/images/pictures.ts'

const script = fileURLToPath(new URL('../../scripts/moke.mjs', import.meta.url))
const kinds = JSON.parse(readFileSync(new URL('../fixtures/publish/formula-kinds.json', import.meta.url), 'utf8')) as [kind: string, tex: string][]
const grammarOf = (name: string): string => fileURLToPath(new URL(`../fixtures/publish/ssml-${name}.rng`, import.meta.url))
const ssmlGrammar = grammarOf('1.1')
const folder = newFolder()
afterAll(() => folder.discard())
const place = (...parts: string[]) => join(folder.path, ...parts)

const prose = `# 开头

文字与 $E=mc^2$[^1]，再提[^1]，见[链接](https://example.com/中文?a=1&b=2)。**“引号”**字，~~删~~，<u>下</u>。

> [!WARNING]
> 小心

1. 一
   - [x] 做了
   - [ ] 没做
2. 二

| 水果 | 价 |
| :-- | --: |
| 苹果 $x$ | 3 |

\`\`\`python
if a < b: print("&")
\`\`\`

![图注](图/一 二.png)

[^1]: 出处，见 https://example.com
`

beforeAll(() => {
  mkdirSync(place('课程/一/图'), { recursive: true })
  writeFileSync(place('课程/一/图/一 二.png'), png(40, 30))
  writeFileSync(place('课程/一/01 文.md'), prose)
  writeFileSync(place('课程/一/02 式.md'), kinds.map(([kind, tex]) => `${kind}：\n\n$$\n${tex}\n$$\n`).join('\n'))
  execFileSync(process.execPath, [script, 'publish', place('课程'), '--to', 'docx,epub,pdf,ximalaya', '--out', place('out'), '--author', '老王 & 小李'])
})

test.skipIf(!has('dpkg-query'))(`what Debian says is installed is found, so that nothing is skipped there unseen${missing('dpkg-query')}`, () => {
  const byPackage: Readonly<Record<string, readonly string[]>> = outsidePrograms
  const packages = Object.keys(byPackage)
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...packages], { encoding: 'utf8' })
  const installed = packages.filter((name) => stdout.split('\n').includes(`${name} installed`))
  expect(installed.flatMap((name) => byPackage[name]?.filter((program) => !has(program)) ?? [])).toEqual([])
})

describe.skipIf(!has('epubcheck', 'java'))(`epubcheck${missing('epubcheck', 'java')}`, () => {
  test('finds no error and nothing to warn of', { timeout: 120_000 }, () => {
    const { status, said } = epubcheck(place('out/课程/EPUB 电子书/课程.epub'))
    expect(said).toContain('0 fatals / 0 errors / 0 warnings')
    expect(status).toBe(0)
  })
})

describe.skipIf(!has('pandoc'))(`pandoc${missing('pandoc')}`, () => {
  test('reads every formula of the Word document as one, its footnote, its picture and its table', () => {
    const nodes = nodesOf(pandoc([place('out/课程/Word 文档/课程.docx')], 'docx'))
    const count = (type: string) => nodes.filter(({ t }) => t === type).length
    // A few kinds are to pandoc no more than letters with scripts, which it reads as such.
    expect(count('Math')).toBeGreaterThanOrEqual(Math.ceil(0.9 * (kinds.length + 2)))
    expect([count('Note'), count('Image'), count('Table')]).toEqual([1, 1, 1])
  })

  test('reads the book as it was written', () => {
    const nodes = nodesOf(pandoc([place('out/课程/EPUB 电子书/课程.epub')], 'epub'))
    expect(nodes.filter(({ t }) => t === 'Math').length).toBeGreaterThanOrEqual(kinds.length)
    expect(nodes.filter(({ t }) => t === 'CodeBlock')).toHaveLength(1)
  })
})

describe.skipIf(!has('xmllint'))(`xmllint${missing('xmllint')}`, () => {
  test('reads every SSML as what it says it is', () => {
    const files = execFileSync('find', [place('out/课程/喜马拉雅'), '-name', '*.xml'], { encoding: 'utf8' })
      .trim()
      .split('\n')
    expect(files).toHaveLength(2)
    expect(spawnSync('xmllint', ['--noout', '--relaxng', ssmlGrammar, ...files], { encoding: 'utf8' })).toMatchObject({ status: 0 })
  })

  test('finds in SSML all that the recommendation asks of what scripts use: a label first, sounds, words said otherwise, silences', () => {
    const { doc } = docFromMarkdown('# 去重庆\n\n3 元 & <更多>，再重（chóng）来。\n\n---\n\n1. 一\n2. 二', {
      image: () => null,
      link: (address) => address,
      softBreaks: 'join',
    })
    const script = scriptOf(proseOf(doc), new Map([['重庆', 'chóngqìng']]), new Findings('l1'))
    const [whole = ''] = ssml(script, 'w3c', '{"Label":"1"}')
    for (const part of [/<meta /, /<phoneme /, /<sub /, /<break /]) expect(whole).toMatch(part)
    const spoilt = [
      whole.replace(/(<meta [^>]*>)/, '字$1'),
      whole.replace('time="', 'time="-'),
      whole.replace(/alias="[^"]*"/, 'alias=""'),
      whole.replace('x-pinyin', 'pinyin'),
      whole.replace(/ xml:lang="[^"]*"/, ''),
    ]
    const files = [whole, ...spoilt].map((text, at) => {
      writeFileSync(place(`ssml-${at}.xml`), text)
      return place(`ssml-${at}.xml`)
    })
    const { stderr } = spawnSync('xmllint', ['--noout', '--relaxng', ssmlGrammar, ...files], { encoding: 'utf8' })
    expect(files.filter((file) => stderr.includes(`${file} validates`))).toEqual(files.slice(0, 1))
  })

  const sounds = new Map([['重庆', 'chóngqìng']])
  const scripts = tortureCourse(tortureSizes.cut).course.chapters.flatMap(({ lessons }) =>
    lessons.map(({ id, doc }) => scriptOf(proseOf(doc), sounds, new Findings(id))),
  )
  const sounded = scriptOf(
    proseOf(docFromMarkdown('去重庆 & <更多>。', { image: () => null, link: (address) => address, softBreaks: 'join' }).doc),
    sounds,
    new Findings('l1'),
  )

  test.each([
    ['w3c', '1.1', [['x-pinyin', 'py']]],
    [
      'tencent',
      'tencent',
      [
        ['"py"', '"x-pinyin"'],
        ['chong2 qing4', 'chóngqìng'],
        [/time="\d+ms"/, 'time="40ms"'],
        [/time="\d+ms"/, 'time="9001ms"'],
        ['<speak>', '<speak version="1.1">'],
      ],
    ],
    [
      'volcengine',
      'volcengine',
      [
        ['重庆', '<phoneme py="chong2 qing4">重庆</phoneme>'],
        ['time=', 'strength='],
      ],
    ],
    [
      'baidu',
      'baidu',
      [
        ['py="', 'alphabet="py" ph="'],
        [/time="[^"]*"/, 'time="10.1s"'],
        ['chong2 qing4', ''],
      ],
    ],
  ] as const)('finds in the SSML of the torture course for %s what its documentation has, and nothing else', (dialect, grammar, damages) => {
    const [whole = ''] = ssml(sounded, dialect)
    const good = [whole, ...scripts.flatMap((each) => ssml(each, dialect))]
    const spoilt = damages.map(([sign, other]) => whole.replace(sign, other))
    const files = [...good, ...spoilt].map((text, at) => {
      writeFileSync(place(`${dialect}-${at}.xml`), text)
      return place(`${dialect}-${at}.xml`)
    })
    expect([good.length > scripts.length, spoilt.filter((text) => text === whole)]).toEqual([true, []])
    const { stderr } = spawnSync('xmllint', ['--noout', '--relaxng', grammarOf(grammar), ...files], { encoding: 'utf8', maxBuffer: 1 << 28 })
    expect(files.filter((file) => !stderr.includes(`${file} validates`))).toEqual(files.slice(good.length))
    if (dialect !== 'volcengine') return
    const longest = Math.max(...good.map((text) => [...(new DOMParser().parseFromString(text, 'text/xml').documentElement?.textContent ?? '')].length))
    expect([longest > 100, longest <= 150]).toEqual([true, true])
  })
})

describe.skipIf(!has('qpdf'))(`qpdf${missing('qpdf')}`, () => {
  test('finds nothing wrong with the typeset book', () => {
    expect(spawnSync('qpdf', ['--check', place('out/课程/PDF/课程.pdf')]).status).toBe(0)
  })
})

describe.skipIf(!has('pdftotext'))(`pdftotext${missing('pdftotext')}`, () => {
  test('reads the words of the typeset book as they were written, in order, with the footnote once', () => {
    const text = execFileSync('pdftotext', ['-enc', 'UTF-8', place('out/课程/PDF/课程.pdf'), '-'], { encoding: 'utf8' }).replaceAll(/\s+/g, '')
    const places = ['课程', '目录', '开头', '文字与', '“引号”', '小心', '苹果', 'ifa<b:print("&")', '出处'].map((word) => text.indexOf(word))
    expect([places, text.length > 0]).toEqual([places.map((at) => Math.max(0, at)), true])
    expect(text.split('出处，见')).toHaveLength(2)
  })
})

import { runInNewContext } from 'node:vm'
import { parseHTML } from 'linkedom'
import { describe, expect, test } from 'vitest'
import { lessonsOf, type PublishedCourse, type PublishedImage } from '#main/publishing/desk/course.ts'
import { SITE_SCRIPT } from '#main/publishing/website/site-script.ts'
import { website } from '#main/publishing/website/website.ts'
import type { Doc, ImageId } from '#preload/document/schema.ts'
import { docFromMarkdown } from '#preload/markdown/markdown.ts'

const imageId = 'a'.repeat(64) as ImageId
const image: PublishedImage = { id: imageId, type: 'webp', width: 8, height: 6, bytes: 4 }
const materials = { image: () => image, imageBytes: () => Promise.resolve(new Uint8Array()) }
const docOf = (markdown: string): Doc => docFromMarkdown(markdown, { image: () => imageId, link: (address: string) => address } as never).doc

const course: PublishedCourse = {
  title: '家常菜',
  author: '老王',
  chapters: [
    { title: '鱼', lessons: [{ id: 'l1', title: '选鱼 #1?', doc: docOf('见[下一课](moke:lesson/l2)\n\n![鳃](x)') }] },
    {
      title: '肉',
      lessons: [{ id: 'l2', title: '', doc: [{ type: 'paragraph', id: 'b' as never, children: [{ text: '</script><script>alert(1)</script>\u2028' }] }] }],
    },
  ],
}

async function files(what = course): Promise<Map<string, string>> {
  const made = await Promise.all(website.units(what, website.defaults, materials).map((unit) => unit.make(new AbortController().signal)))
  return new Map(made.flatMap((one) => one.files.map((file) => [file.path, 'text' in file ? file.text : 'image' in file ? file.image : ''])))
}

test('a preview is what the page of the lesson has, in the style of the site, by the light of its surroundings', async () => {
  const [made, [lesson]] = [await files(), lessonsOf(course)]
  const { html, css } = await website.preview!(course, lesson!, website.defaults, materials)
  const contentOf = (page: string) => parseHTML(`<html><body>${page}</body></html>`).document.querySelector('main > article')?.textContent
  expect(contentOf(html)).toBe(contentOf(made.get('001-选鱼-#1？.html')!))
  expect(html).not.toContain('class="bar"')
  const sheet = made.get('assets/style.css')!
  const look = sheet.slice(sheet.indexOf('* {'))
  expect(look.length).toBeGreaterThan(4000)
  expect(css.endsWith(look)).toBe(true)
  // Every colour of both lights.
  const colours = [...sheet.matchAll(/--\w+: (#\w+)/g)].map(([, colour = '']) => colour)
  expect(colours.filter((colour) => !css.includes(colour))).toEqual([])
  expect(css).not.toMatch(/prefers-color-scheme|data-light/)
})

describe('a course as a website', () => {
  test('every lesson is a page, in order, with the ways before and after it', async () => {
    const made = await files()
    expect([...made.keys()]).toEqual([
      '001-选鱼-#1？.html',
      `images/${'a'.repeat(16)}.webp`,
      '002-_.html',
      'index.html',
      'assets/style.css',
      'assets/site.js',
      'assets/search.js',
    ])
    const { document } = parseHTML(made.get('001-选鱼-#1？.html')!)
    expect(document.querySelector('a[rel=next]')?.getAttribute('href')).toBe('002-_.html')
    expect(document.querySelector('a[rel=next]')?.textContent).toBe('下一课 →无题')
    expect(document.querySelector('a[rel=prev]')).toBe(null)
    expect(document.querySelector('article a')?.getAttribute('href')).toBe('002-_.html')
    expect(document.querySelector('img')?.getAttribute('src')).toBe(`images/${'a'.repeat(16)}.webp`)
  })

  test('the front page leads to every lesson, under its chapter, whatever is in its name', async () => {
    const { document } = parseHTML((await files()).get('index.html')!)
    expect([...document.querySelectorAll('h2')].map(({ textContent }) => textContent)).toEqual(['鱼', '肉'])
    const [first] = document.querySelectorAll('ol.lessons a')
    expect(decodeURIComponent(first!.getAttribute('href')!)).toBe('001-选鱼-#1？.html')
    expect(first!.getAttribute('href')).not.toMatch(/[?#]/)
  })

  test('a link within a lesson leads to the page of another, whatever is in its name', async () => {
    const back = { id: 'l3', title: '', doc: docOf('回到[上一课](moke:lesson/l1)') }
    const { document } = parseHTML((await files({ ...course, chapters: [...course.chapters, { title: '', lessons: [back] }] })).get('003-_.html')!)
    const href = document.querySelector('article a')?.getAttribute('href') ?? ''
    expect([decodeURIComponent(href), /[?#]/.test(href)]).toEqual(['001-选鱼-#1？.html', false])
  })

  test('its title is parted between words alone', async () => {
    expect((await files({ ...course, title: '鱼 & 肉：怎么选' })).get('index.html')).toMatch(/<h1>鱼 (<wbr>)?&amp; <wbr>肉：<wbr>怎么选<\/h1>/)
  })

  test('so are those of lessons', async () => {
    const what = { ...course, chapters: [{ title: '', lessons: [{ id: 'l', title: '给新手的开源课', doc: docOf('字') }] }] }
    expect((await files(what)).get('001-给新手的开源课.html')).toContain('<h1>给新手的<wbr>开源课</h1>')
  })

  test('a lesson without a title is told', async () => {
    const made = await Promise.all(website.units(course, website.defaults, materials).map((unit) => unit.make(new AbortController().signal)))
    const untitled = made.flatMap(({ findings }) => findings).filter(({ kind }) => kind === 'title-missing')
    expect(untitled.map(({ level, lesson }) => [level, lesson])).toEqual([['changed', 'l2']])
  })

  test('the front page keeps chapters of one name apart, in their order', async () => {
    const chapter = (title: string, id: string) => ({ title, lessons: [{ id, title: id, doc: docOf('字') }] })
    const made = await files({
      ...course,
      chapters: [chapter('上篇', 'a'), chapter('练习', 'b'), chapter('下篇', 'c'), chapter('练习', 'd'), chapter('练习', 'e')],
    })
    const { document } = parseHTML(made.get('index.html')!)
    expect([...document.querySelectorAll('main h2')].map(({ textContent }) => textContent)).toEqual(['上篇', '练习', '下篇', '练习', '练习'])
    expect([...document.querySelectorAll('ol.lessons a')].map(({ textContent }) => textContent)).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  test('what is searched is a script that ends where it should', async () => {
    const script = (await files()).get('assets/search.js')!
    expect(script).not.toContain('</script')
    const window: { mokeSearch?: [string, string, string][] } = {}
    runInNewContext(script, { window })
    expect(window.mokeSearch?.[1]?.[2]).toBe('</script><script>alert(1)</script>\u2028')
  })

  test('what is found is shown in whole characters', async () => {
    const page = parseHTML((await files()).get('001-选鱼 #1_.html') ?? [...(await files())].find(([path]) => path.endsWith('.html'))![1])
    for (const [before, behind] of [
      ['', ''],
      ['a', 'b'],
    ]) {
      const window = { mokeSearch: [['a.html', '题', `${before}${'😀'.repeat(60)}词${behind}${'😀'.repeat(60)}`]] }
      runInNewContext(SITE_SCRIPT, { document: page.document, window, addEventListener: () => {}, matchMedia: () => ({ matches: false }) })
      const field = page.document.getElementById('search') as HTMLInputElement
      field.value = '词'
      field.dispatchEvent(new page.Event('input'))
      const shown = page.document.querySelector('#found small')?.textContent ?? ''
      expect(shown).toMatch(/^…(?:😀)+词b?(?:😀)+…$/u)
      expect(shown.isWellFormed()).toBe(true)
    }
  })

  test('arrows go from hit to hit, Enter opens the first, and Esc closes what was found', async () => {
    const page = parseHTML((await files()).get('index.html')!)
    const window = { mokeSearch: ['一', '二'].map((title) => [`${title}.html`, title, '词']) }
    runInNewContext(SITE_SCRIPT, { document: page.document, window, addEventListener: () => {}, matchMedia: () => ({ matches: false }) })
    const [field, found] = [page.document.getElementById('search') as HTMLInputElement, page.document.getElementById('found')!]
    const went: string[] = []
    field.focus = () => void went.push('field')
    field.value = '词'
    field.dispatchEvent(new page.Event('input'))
    const hits = [...found.querySelectorAll('a')]
    for (const hit of hits) {
      hit.focus = () => void went.push(hit.textContent)
      hit.click = () => void went.push(`open ${hit.textContent}`)
    }
    const press = (on: Element, key: string, more: object = {}): boolean => {
      const event = Object.assign(new page.Event('keydown', { bubbles: true, cancelable: true }), { key, ...more })
      return on.dispatchEvent(event)
    }
    press(field, 'Enter', { isComposing: true })
    press(field, 'ArrowDown')
    press(hits[0]!, 'ArrowDown')
    press(hits[1]!, 'ArrowDown')
    press(hits[1]!, 'ArrowUp')
    press(hits[0]!, 'ArrowUp')
    press(field, 'Enter')
    press(hits[1]!, 'Escape')
    expect(went).toEqual(['一词', '二词', '二词', '一词', 'field', 'open 一词', 'field'])
    expect([field.value, found.parentElement?.hidden, hits.length]).toEqual(['', true, 2])
  })

  test('formulas are found and shown as characters, and never as their source', async () => {
    const doc = docOf('当 $x^2$ 时\n\n$$\nh=\\frac{m_w}{m_f}\\times 100\\%\n$$\n\n$$\n\\frac{\n$$')
    const window: { mokeSearch?: [string, string, string][] } = {}
    runInNewContext((await files({ ...course, chapters: [{ title: '', lessons: [{ id: 'l', title: '水粉比', doc }] }] })).get('assets/search.js')!, { window })
    expect(window.mokeSearch?.[0]?.[2]).toMatch(/^当 x² 时\nh = \S+\/\S+ × 100%\n$/)
  })

  test('a link that ends as an address does may be parted before its end: a phone would put the mark behind it on a line by itself', async () => {
    const doc = docOf('见 [https://example.com/abcdef](https://example.com/abcdef)。又见[下一课](https://a.cn)。')
    const page = (await files({ ...course, chapters: [{ title: '', lessons: [{ id: 'l', title: '一', doc }] }] })).get('001-一.html')!
    expect(page).toContain('>https://example.com/abc<wbr/>def</a>。又见<a href="https://a.cn/">下一课</a>。')
  })

  test('nothing of a text is a tag', async () => {
    const { document } = parseHTML((await files()).get('002-_.html')!)
    expect(document.querySelectorAll('article script')).toHaveLength(0)
    expect(document.querySelector('article')?.textContent).toContain('<script>alert(1)</script>')
  })

  test('a page changes with its lesson and its neighbours alone', () => {
    const [first, second, ...lessons] = [
      course.chapters[0]!.lessons[0]!,
      course.chapters[1]!.lessons[0]!,
      { id: 'l3', title: '三', doc: docOf('字') },
      { id: 'l4', title: '四', doc: docOf('字') },
    ]
    const unitsOf = (last: string) =>
      website.units(
        { ...course, chapters: [{ title: '', lessons: [first, second, lessons[0]!, { ...lessons[1]!, title: last }] }] },
        website.defaults,
        materials,
      )
    const [a, b] = [unitsOf('四'), unitsOf('第四')]
    expect(a.map((unit, i) => JSON.stringify(unit.input) === JSON.stringify(b[i]!.input))).toEqual([true, true, false, false, false])
  })

  test('is labelled where a model wrote any of a lesson', async () => {
    const doc: Doc = [{ type: 'paragraph', id: 'b' as never, children: [{ text: '它写的', ai: { model: 'm', at: 1 } }] }]
    const made = await files({ ...course, chapters: [{ title: '', lessons: [{ id: 'l', title: '一', doc }] }] })
    const { document } = parseHTML(made.get('001-一.html')!)
    expect(JSON.parse(document.querySelector('meta[name=AIGC]')!.getAttribute('content')!)).toMatchObject({ AIGC: { Label: '1' } })
    expect(document.querySelector('.label')?.textContent).toContain('人工智能')
  })

  test('brings the font of formulas where there are any', async () => {
    const withFormula: PublishedCourse = { title: '数', author: '', chapters: [{ title: '', lessons: [{ id: 'l1', title: '一', doc: docOf('当 $x^2$') }] }] }
    const made = await Promise.all(website.units(withFormula, website.defaults, materials).map((unit) => unit.make(new AbortController().signal)))
    const font = made.flatMap((one) => one.files).find(({ path }) => path === 'assets/stix-two-math.woff2')
    expect(font && 'bytes' in font && Buffer.from(font.bytes.subarray(0, 4)).toString('latin1')).toBe('wOF2')
    expect((await files(withFormula)).get('assets/style.css')).toContain('url("stix-two-math.woff2")')
    expect((await files()).get('assets/style.css')).not.toContain('stix-two-math.woff2')
  })
})

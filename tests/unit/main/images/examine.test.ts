import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { examine, isAsKept } from '#main/images/examine.ts'
import { avif, gif, jpeg, png, svg, webp } from './pictures.ts'

const facts = async (bytes: Buffer) => {
  const found = await examine(bytes)
  return found.ok ? [found.type, found.width, found.height] : found.why
}

const pictures = { png, jpeg, gif, webp, avif }

describe.each(Object.entries(pictures))('%s', (type, make) => {
  test('it is told by its bytes, with its size', async () => {
    expect(await facts(make(120, 80))).toEqual([type, 120, 80])
  })

  test('it is refused when it was cut anywhere behind its first bytes', async () => {
    const whole = make(120, 80)
    const cuts = await Promise.all(Array.from({ length: whole.length - 12 }, (_, index) => facts(whole.subarray(0, index + 12))))
    expect(cuts.filter((cut) => cut !== 'broken')).toEqual(type === 'gif' ? [['gif', 120, 80]] : []) // the trailer alone
  })

  test('it is never read by a number beyond its end', async () => {
    const whole = make(120, 80)
    for (let at = 8; at < whole.length; at++) {
      const damaged = Buffer.from(whole)
      damaged[at] = 0xff
      await examine(damaged)
    }
  })
})

describe('what can’t be kept', () => {
  test.each<[string, Buffer, unknown]>([
    ['nothing at all', Buffer.alloc(0), 'empty'],
    ['zero bytes', Buffer.alloc(400), 'foreign'],
    ['text', Buffer.from('不是图片'), 'foreign'],
    ['a web page', Buffer.from('<!doctype html><html><svg></svg></html>'), 'foreign'],
    ['a bitmap of Windows', Buffer.from('BM\x36\0\0\0\0\0\0\0', 'latin1'), 'foreign'],
    ['a photograph of a phone', avif(10, 10, 'heic'), 'foreign'],
    ['a program', Buffer.from('MZ\x90\0\x03', 'latin1'), 'foreign'],
    ['no width', png(0, 10), 'broken'],
    ['a flipped bit', Buffer.concat([png(9, 9).subarray(0, 50), Buffer.from([1]), png(9, 9).subarray(51)]), 'broken'],
  ])('%s', async (_, bytes, why) => {
    expect(await facts(bytes)).toEqual(why)
  })

  test('a picture of 200 megapixels, whose size is told', async () => {
    expect(await examine(png(20_000, 10_000))).toEqual({ ok: false, why: 'too-many-pixels', width: 20_000, height: 10_000 })
  })
})

describe('a JPEG', () => {
  test('it is as high as it is shown when the camera was held upright', async () => {
    expect(await Promise.all([1, 3, 6, 8].map((orientation) => facts(jpeg(120, 80, orientation))))).toEqual([
      ['jpeg', 120, 80],
      ['jpeg', 120, 80],
      ['jpeg', 80, 120],
      ['jpeg', 80, 120],
    ])
  })
})

describe('a drawing', () => {
  const cleaned = async (inside: string, attributes?: string) => {
    const found = await examine(svg(inside, attributes))
    return found.ok
      ? found.bytes
          .toString()
          .replace(/^<svg[^>]*>/, '')
          .replace('</svg>', '')
          .trim()
      : found.why
  }

  test.each<[string, string]>([
    ['<script>alert(1)</script>', ''],
    ['<SCRIPT>alert(1)</SCRIPT>', ''],
    ['<svg:script>1</svg:script>', ''],
    ['<path d="M0 0" onclick="alert(1)" ONLOAD="x"/>', '<path d="M0 0"/>'],
    ['<foreignObject><body xmlns="http://www.w3.org/1999/xhtml">x</body></foreignObject>', ''],
    ['<image href="https://example.com/a.png"/>', ''],
    ['<image href="data:image/svg+xml;base64,AAAA"/>', ''],
    ['<image href="data:image/png;base64,AAAA"/>', '<image href="data:image/png;base64,AAAA"/>'],
    ['<use href="#a"/><use xlink:href="other.svg#a"/>', '<use href="#a"/><use/>'],
    ['<a href="javascript:alert(1)"><text>字</text></a>', '<text>字</text>'],
    ['<a href="java&#x73;cript:alert(1)"/>', ''],
    ['<style>@import url(https://x)</style>', '<style></style>'],
    ['<style>.a{fill:url(#g)}</style>', '<style>.a{fill:url(#g)}</style>'],
    ['<style>.a{fill:u\\72l(https://x)}</style>', '<style></style>'],
    ['<style><![CDATA[.a>b{fill:red}]]></style>', '<style>.a&gt;b{fill:red}</style>'],
    ['<rect style="fill:url(https://x#a)" fill="url(#a)"/>', '<rect fill="url(#a)"/>'],
    ['<animate attributeName="href" values="javascript:alert(1)"/>', ''],
    ['<animate attributeName="x" values="0;1"/>', '<animate attributeName="x" values="0;1"/>'],
    ['<g><iframe src="x"/><rect/></g>', '<g><rect/></g>'],
    ['<text>&lt;script&gt;</text>', '<text>&lt;script&gt;</text>'],
  ])('%s keeps what is safe', async (inside, kept) => {
    expect(await cleaned(inside)).toBe(kept)
  })

  const cleanedOf = async (bytes: Buffer) => {
    const found = await examine(bytes)
    return found.ok && found.isCleaned
  }

  test.each<[string, string]>([
    ['<style><a>@import "http://x/x.css";</a></style>', '<style></style>'],
    ['<style><title>@import "//x"</title></style>', '<style></style>'],
    ['<style><style>@import "//x"</style></style>', '<style></style>'],
    ['<style>.a{}<g/>.b{}</style>', '<style>.a{}.b{}</style>'],
    ['<style>ur<!-- -->l(http://x/y)</style>', '<style></style>'],
    ['<style>.a{fill:ur<g/>l(http://x/y)}</style>', '<style></style>'],
    ['<style>@imp<!-- -->ort "http://x/x.css";</style>', '<style></style>'],
    ['<style>@<![CDATA[import]]> "//x"</style>', '<style></style>'],
    ['<style>@&#105;mport "//x"</style>', '<style></style>'],
    ['<style>@\\import "http://x/x.css";</style>', '<style></style>'],
    ['<style>rect{fill:u\\rl(http://x/a)}</style>', '<style></style>'],
    ['<style>@namespace x "http://x";</style>', '<style></style>'],
    ['<style>.a{fill:red}&lt;!--</style>', '<style></style>'],
    ['<rect style="fill:u\\rl(http://x/a)"/>', '<rect/>'],
    ['<rect fill="u\\rl(http://x/a)"/>', '<rect/>'],
    ['<animate attributeName="fill" values="u\\rl(http://x/a)"/>', '<animate attributeName="fill"/>'],
  ])('%s loses its style, and says so', async (inside, kept) => {
    expect([await cleaned(inside), await cleanedOf(svg(inside))]).toEqual([kept, true])
  })

  test.each([
    '<style>.a{fill:url(#g)}<!-- colours -->@media print{.b{font-family:"@宋体"}}@keyframes k{to{opacity:0}}</style>',
    '<rect style="font-family:@宋体;fill:url(#g)" id="icon@2x"/>',
  ])('%s stays as it is', async (inside) => {
    expect([await cleaned(inside), await cleanedOf(svg(inside))]).toEqual([inside.replace('<!-- colours -->', '').replaceAll(/"(?=@宋|})/g, '&quot;'), false])
  })

  test('a style sheet that another file holds is left out, and said', async () => {
    const bytes = Buffer.concat([Buffer.from('<?xml version="1.0"?><?xml-stylesheet href="https://x/a.css"?>'), svg('<rect/>')])
    expect([(await facts(bytes))[0], await cleanedOf(bytes)]).toEqual(['svg', true])
  })

  test('what was kept of it is kept as it is when it comes again', { timeout: 60_000 }, async () => {
    const words = ['&#38;amp;', '&quot;', '&#10;&#9;', '&#13;', ' \r\n', '\u00a0', '字', '.a>b{c:d}', "'", '&lt;!--', 'url(#g)', '@media print{}']
    const text = fc.array(fc.constantFrom(...words), { maxLength: 4 }).map((all) => all.join(''))
    const attributes = fc.array(fc.tuple(fc.constantFrom('id', 'class', 'style', 'fill', 'onclick'), text), { maxLength: 3 })
    const written = attributes.map((all) => [...new Map(all)].map(([name, value]) => ` ${name}="${value.replaceAll('<', '')}"`).join(''))
    const inner = fc.oneof(text, fc.constantFrom('<!-- c -->', '<![CDATA[<g>"]]>', '<?x y?>', '<title>t</title>'))
    const element = fc.tuple(fc.constantFrom('rect', 'text', 'style', 'a', 'g', 'script'), written, fc.array(inner, { maxLength: 3 }))
    const elements = fc.array(
      element.map(([name, all, content]) => `<${name}${all}>${content.join('')}</${name}>`),
      { maxLength: 4 },
    )
    let examined = 0
    await fc.assert(
      fc.asyncProperty(elements, async (all) => {
        const found = await examine(svg(all.join('')))
        if (!found.ok) return
        examined += 1
        expect(await isAsKept(found.bytes, 'svg'), found.bytes.toString()).toBe(true)
      }),
      { numRuns: 3000 },
    )
    expect(examined).toBeGreaterThan(1000)
    const kept = await examine(svg('<rect title="&#10;&quot;"/>&#13;<text>&lt;a&gt;</text>'))
    expect(kept.ok && (await isAsKept(kept.bytes, 'svg'))).toBe(true)
  })

  test('it says whether anything was left out', async () => {
    expect([await cleanedOf(svg('<rect/>')), await cleanedOf(svg('<rect onclick="x"/>')), await cleanedOf(svg('<a><rect/></a>'))]).toEqual([false, true, true])
  })

  test.each<[string, string]>([
    ['one that is not closed', '<svg xmlns="http://www.w3.org/2000/svg"><g></svg>'],
    ['an entity of its own', '<!DOCTYPE svg [<!ENTITY a "b">]><svg><text>&a;</text></svg>'],
    ['a name that no element has', '<svg><1/></svg>'],
    ['two at once', '<svg/><text/>x'],
    ['an attribute without its end', '<svg width="1><g/></svg>'],
    ['deeper than any program writes', `<svg>${'<g>'.repeat(300)}${'</g>'.repeat(300)}</svg>`],
    ['under another name', '<s:svg xmlns:s="http://www.w3.org/2000/svg"/>'],
  ])('%s can’t be made safe', async (_, source) => {
    expect(await facts(Buffer.from(source))).toBe('unsafe')
  })

  test('it is as large as it says, in any unit, or as its box', async () => {
    expect([
      await facts(svg('', 'width="2cm" height="10mm"')),
      await facts(svg('', 'width="100%" viewBox="0 0 640.4 480"')),
      await facts(svg('', 'width="320" viewBox="0 0 640 480"')),
      await facts(svg('', '')),
    ]).toEqual([
      ['svg', 76, 38],
      ['svg', 640, 480],
      ['svg', 320, 240],
      ['svg', 300, 150],
    ])
  })

  test('it is read in one pass, whatever it holds', async () => {
    const large = `<image href="data:image/png;base64,${'A'.repeat(8_000_000)}"/>`
    expect(await cleaned(large)).toHaveLength(large.length)
    expect(await facts(Buffer.from(`<svg>${'<!-- '.repeat(1_000_000)}</svg>`))).toBe('unsafe')
    expect(await facts(Buffer.from(`<svg ${'a="" '.repeat(1_000_000)}`))).toBe('unsafe')
    expect(await facts(Buffer.from(`<svg>${'<g '.repeat(1_000_000)}</svg>`))).toBe('unsafe')
  })

  test('others have their turn while a large one is read', async () => {
    let turns = 0
    const others = setInterval(() => (turns += 1), 1)
    expect((await facts(svg('<path d="M0 0 L10 10" fill="red"/>'.repeat(100_000))))[0]).toBe('svg')
    clearInterval(others)
    expect(turns).toBeGreaterThan(3)
  })

  test('it may come with a comment, a document type and in two bytes a character', async () => {
    const source =
      '<!-- Generator: Adobe Illustrator --><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"><svg width="4" height="5"/>'
    expect([await facts(Buffer.from(source)), await facts(Buffer.from(`\uFEFF${source}`, 'utf16le'))]).toEqual([
      ['svg', 4, 5],
      ['svg', 4, 5],
    ])
  })
})

/** Files that lie, break, burst, or hold nothing: each is refused by a code that the author gets a sentence for. */
import { describe, expect, test } from 'vitest'
import { bytesOf, docx, epub, fixture, paragraph, pdf, refusal, shown, zip } from './files.ts'

const oldOffice = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(1024)])
const noise = new Uint8Array(3000).map((_, at) => (at * 7919) % 256)

describe('a file is what its bytes say', () => {
  test.each([
    ['old Word called docx', '讲义.docx', fixture('libreoffice.doc'), 'old-word'],
    ['old Word without its stream', '老稿.doc', oldOffice, 'old-word'],
    ['old WPS', '讲稿.WPS', oldOffice, 'old-word'],
    ['an old spreadsheet', '表.xls', oldOffice, 'kind'],
    ['noise with the sign of an archive', '讲义.docx', new Uint8Array([0x50, 0x4b, 3, 4, 0x19, 0xc7, 0x4b, 3, ...noise]), 'broken'],
    ['a picture called md', '笔记.md', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'kind'],
    ['a JPEG called txt', '笔记.txt', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46]), 'kind'],
    ['an archive called docx', '讲义.docx', zip({ 'a.txt': '甲' }), 'kind'],
    ['noise called docx', '讲义.docx', new Uint8Array(5000).map((_, at) => (at * 7919) % 256), 'broken'],
    ['noise called pdf', '讲义.pdf', new Uint8Array(5000).map((_, at) => (at * 7919) % 256), 'broken'],
    ['a few letters called docx', '讲义.docx', bytesOf('PKxxxx'), 'broken'],
    ['a few letters called pdf', '讲义.pdf', bytesOf('甲'), 'broken'],
    ['a spreadsheet called docx', '讲义.docx', zip({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<workbook/>' }), 'kind'],
    ['an empty archive', '讲义.docx', new Uint8Array([0x50, 0x4b, 5, 6, ...new Uint8Array(18)]), 'kind'],
    ['rich text', '讲义.doc', bytesOf('{\\rtf1 hello}'), 'kind'],
    ['a drawing', '图.svg', bytesOf('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'kind'],
    ['data', '配置.json', bytesOf('{"a": 1}'), 'kind'],
    ['a program', '讲义.txt', new Uint8Array(5000).map((_, at) => (at * 7919) % 256), 'binary'],
    ['nothing', '空.md', new Uint8Array(), 'empty'],
    ['only spaces', '空.txt', bytesOf(' \n\u3000\n'), 'empty'],
    ['only a heading’s sign', '空.md', bytesOf('#\n'), 'empty'],
  ])('%s', async (_, name, bytes, code) => {
    expect(await refusal(name, new Uint8Array(bytes))).toBe(code)
  })

  test('a page called txt is a page, a book called zip a book', async () => {
    expect(await refusal('页.txt', '<!doctype html><p>正文。<script>alert(1)</script>')).toBe('read: 正文。\n')
    expect(await refusal('书.zip', epub({ 'a.xhtml': '<html><body><p>章。</p></body></html>' }))).toBe('read: 章。\n')
  })
})

describe('files that ask for a password', () => {
  /** What Office writes around a document that it encrypted. */
  const wrapped = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(1024), ...Buffer.from('EncryptedPackage', 'utf16le')])
  const locked = docx(paragraph('甲'))
  locked[6] = 1
  const protectedBook = epub(
    { 'a.xhtml': '<p>章</p>' },
    {
      parts: {
        'META-INF/encryption.xml':
          '<encryption><EncryptedData><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/></EncryptedData></encryption>',
      },
    },
  )
  test.each([
    ['Word', wrapped],
    ['an archive', locked],
    ['PDF', fixture('locked.pdf')],
    ['a protected book', protectedBook],
  ])('%s', async (_, bytes) => {
    expect(await refusal('讲义.docx', bytes)).toBe('encrypted')
  })

  test('a book with veiled fonts only is read', async () => {
    const parts = {
      'META-INF/encryption.xml': '<encryption><EncryptedData><EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/></EncryptedData></encryption>',
    }
    expect(await refusal('书.epub', epub({ 'a.xhtml': '<p>章。</p>' }, { parts }))).toBe('read: 章。\n')
  })
})

describe('files that were cut short or spoilt', () => {
  test.each(['pandoc.docx', 'pandoc.epub'])('%s at any length', async (name) => {
    const whole = fixture(name)
    for (const share of [0.1, 0.5, 0.99]) expect(await refusal(name, whole.slice(0, whole.length * share))).toBe('broken')
  })

  test('a PDF that is cut short is read as far as it goes, or told to be broken', async () => {
    const whole = fixture('chromium.pdf')
    expect(await refusal('a.pdf', whole.slice(0, 400))).toBe('broken')
    expect(await refusal('a.pdf', whole.slice(0, whole.length - 600))).toMatch(/^(?:broken|no-text|read: )/)
  })

  test('a document whose XML is none, and one without a body', async () => {
    expect(await refusal('a.docx', docx('<w:p><w:r><w:t>甲'))).toBe('broken')
    expect(await refusal('a.docx', zip({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<a/>' }))).toBe('broken')
  })

  test('a book that names no chapters, or leads nowhere', async () => {
    expect(await refusal('a.epub', zip({ 'META-INF/container.xml': '<container/>' }))).toBe('broken')
    expect(await refusal('a.epub', epub({}))).toBe('broken')
  })
})

describe('files that burst', () => {
  test('a part that unpacks to far more than it is', async () => {
    expect(await refusal('a.docx', docx(paragraph('甲'), { 'word/styles.xml': new Uint8Array(3 * 2 ** 20) }))).toBe('bomb')
  })

  test('a picture within, which is never unpacked, does not count', async () => {
    expect(await refusal('a.docx', docx(paragraph('甲'), { 'word/media/image1.png': new Uint8Array(3 * 2 ** 20) }))).toBe('read: 甲\n')
  })

  test('parts that are too much together', async () => {
    const page = `<p>${'字'.repeat(30_000)}</p>`
    expect(await refusal('a.epub', epub({ 'a.xhtml': page, 'b.xhtml': page }), { mostUnpacked: 120_000 })).toBe('bomb')
  })

  test('an archive in an archive is not opened', async () => {
    expect(await refusal('a.docx', zip({ 'a.docx': docx(paragraph('甲')) }))).toBe('kind')
  })

  test('more parts than any program writes', async () => {
    const parts = Object.fromEntries(Array.from({ length: 20_001 }, (_, at) => [`${at}`, '']))
    expect(await refusal('a.docx', zip(parts))).toBe('bomb')
  })

  test('entities within entities stay as they are', async () => {
    const lol = '<!DOCTYPE a [<!ENTITY a "哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    expect(await refusal('a.docx', docx(paragraph('甲&c;乙')).slice())).toMatch(/^(?:broken|read: )/)
    expect((await refusal('a.html', `${lol}<html><body><p>甲&c;乙</p></body></html>`)).length).toBeLessThan(40)
  })

  test('too many bytes, of all kinds and of text', async () => {
    expect(await refusal('a.pdf', new Uint8Array(2000), { mostBytes: 1000 })).toBe('too-large')
    expect(await refusal('a.txt', '字'.repeat(1000), { mostTextBytes: 2000 })).toBe('too-large')
    expect(await refusal('a.md', '字'.repeat(1000), { mostText: 900 })).toBe('too-large')
  })
})

describe('pages of someone who means harm', () => {
  test('nothing of a script is text', async () => {
    const page =
      '<!doctype html><body onload="x()"><p onclick="y()">正文<img src=x onerror="z()"><svg><script>1</script></svg></p><style>p{}</style><iframe srcdoc="<p>内"></iframe><template><p>藏</p></template><p><a href="javascript:alert(1)">连</a></p>'
    expect(await refusal('a.html', page)).toBe('read: 正文\n\n连\n')
  })

  test('elements within elements without end', async () => {
    expect(await refusal('a.html', `<!doctype html><body>${'<div>'.repeat(50_000)}底${'</div>'.repeat(50_000)}`)).toBe('read: 底\n')
    expect(await refusal('a.md', `${'>'.repeat(50_000)}底`)).toBe('deep')
  })

  test('attributes without end', async () => {
    const page = `<!doctype html><body><p ${Array.from({ length: 20_000 }, (_, at) => `a${at}="${at}"`).join(' ')} title="${'甲'.repeat(500_000)}">正文`
    expect(await refusal('a.html', page)).toBe('read: 正文\n')
  })
})

describe('PDF without text', () => {
  test('pages of pictures', async () => {
    expect(await refusal('a.pdf', pdf(['q 100 0 0 100 0 0 cm Q', '']))).toBe('no-text')
    // The name that a scanner writes onto the first page is none either.
    expect(await refusal('a.pdf', pdf([shown(50, 300, 'b5d8'), '', '', '']))).toBe('no-text')
  })

  test('more pages than a book has', async () => {
    expect(await refusal('a.pdf', pdf([shown(50, 300, 'b5d8b5d8'), '', '']), { mostPages: 2 })).toBe('too-large')
  })
})

describe('a text is read whatever letters it begins with', () => {
  test.each([
    ['BMI 指数怎么算，要先量身高。', 'a.md'],
    ['ID3 算法选哪一项来分。', 'a.txt'],
    ['GGUF 格式里放着什么。', 'a.md'],
    ['RIFF 是一种装声音的盒子。', 'a.md'],
    ['MZ 世代写作课。', 'a.txt'],
    ['Rar! 这一声从山谷里传来。', 'a.txt'],
    ['abc ftyp 四个字母说的是什么。', 'a.md'],
    ['PDF 的第一行写着 %PDF-1.7，往下就看不懂了。', 'a.md'],
    ['%PDF-1.7 是什么意思', 'a.txt'],
  ])('%s', async (text, name) => {
    expect(await refusal(name, text)).toBe(`read: ${text}\n`)
  })

  test('and in other encodings', async () => {
    expect(await refusal('a.txt', new Uint8Array([...Buffer.from('BM'), 0xd6, 0xb8, 0xca, 0xfd, 0xca, 0xc7, 0xca, 0xb2, 0xc3, 0xb4]))).toBe(
      'read: BM指数是什么\n',
    )
  })

  test.each([
    ['a bitmap', [...Buffer.from('BM'), 0x36, 0, 0, 0, 0, 0]],
    ['sound', [...Buffer.from('ID3'), 4, 0, 0, 0, 0, 0x21]],
    ['a model', [...Buffer.from('GGUF'), 3, 0, 0, 0]],
    ['a program', [...Buffer.from('MZ'), 0x90, 0, 3, 0, 0, 0]],
    ['a film', [0, 0, 0, 0x20, ...Buffer.from('ftypisom'), 0, 0, 2, 0]],
  ])('%s called md is refused as before', async (_, bytes) => {
    expect(await refusal('a.md', new Uint8Array(bytes))).toBe('kind')
  })

  test('a PDF called md is a PDF', async () => {
    // One page with four signs is taken for a scan.
    expect(await refusal('a.md', pdf([shown(50, 300, 'b5d8b5d8')]))).toBe('no-text')
  })
})

describe('texts whose form could be read in many ways are read all the same', () => {
  test.each([
    ['a list of words, each with its own', `${'Alice: hello\r\n'.repeat(3000)}你好`],
    ['comments before a text', `${'<!-- 一 -->'.repeat(400)}\n正文。`],
    ['empty lines before a time', `1${'\n'.repeat(30_000)}正文。\n\n00:00:01,000 --> 00:00:02,000\n一`],
    ['spaces within a line', `甲${' '.repeat(200_000)}乙。`],
  ])('%s', async (_, text) => {
    expect(await refusal('a.txt', text)).toMatch(/^read: /)
  })
})

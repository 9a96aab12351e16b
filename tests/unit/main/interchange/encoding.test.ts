import { describe, expect, test } from 'vitest'
import { decodeText } from '#main/interchange/encoding.ts'

const simplified = '第一章 绪论\n\n这是一门讲写作的课，我们在这里学习怎样把一件事情说清楚。她说：“好的。”\n\n- 第一点\n- 第二点\n'
const traditional = '第一章 緒論\n\n這是一門講寫作的課，我們在這裡學習怎樣把一件事情說清楚。她說：「好的。」\n'
/** The same texts in other encodings, in Base64: Node writes UTF-8 and UTF-16 only. */
const gbk = 'tdrSu9XCIND3wtsKCtXiysfSu8PFvbLQtNf3tcS/zqOsztLDx9Ta1eLA79Gnz7DU9dH5sNHSu7z+ysLH6cu1x+Wz/qGjy/3LtaO6obC6w7XEoaOhsQoKLSC12tK7teMKLSC12rb+teMK'
const gb18030 =
  'tdrSu9XCIND3wtsKCtXiysfSu8PFvbLQtNf3tcS/zqOsztLDx9Ta1eLA79Gnz7DU9dH5sNHSu7z+ysLH6cu1x+Wz/qGjy/3LtaO6obC6w7XEoaOhsQoKLSC12tK7teMKLSC12rb+teMKlTSyNdKwvNKVM7kyCg=='
const big5 = 'ssSkQLO5ILr8vdcKCrNvrE+kQKr5wb+8Z6dAqrq90qFBp9qtzKZis2+4zL7Hst+r57zLp+KkQKXzqMaxobuhsk23oaFDpm+7oaFHoXWmbqq6oUOhdgo='
const shiftJis = 'grGC6oLNk/qWe4zqgsyVto/NgsWCt4FCgtCC54KqgsiCxoNKg16DSoNpgqqCoILogtyCt4FCCg=='

const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'))
const utf16 = (text: string, isBig: boolean, mark = '') => {
  const little = Buffer.from(mark + text, 'utf16le')
  return new Uint8Array(isBig ? little.swap16() : little)
}

describe('the letters of a file', () => {
  test.each([
    ['UTF-8', new TextEncoder().encode(simplified), simplified, 'utf-8'],
    ['UTF-8 with a mark', new TextEncoder().encode(`\ufeff${simplified}`), simplified, 'utf-8'],
    ['plain ASCII', new TextEncoder().encode('# Title'), '# Title', 'utf-8'],
    ['nothing', new Uint8Array(), '', 'utf-8'],
    ['GBK', bytes(gbk), simplified, 'gb18030'],
    ['GB18030 with characters beyond the basic plane', bytes(gb18030), `${simplified}𠮷野家𠜎\n`, 'gb18030'],
    ['Big5', bytes(big5), traditional, 'big5'],
    ['UTF-16, little end first, with a mark', utf16(simplified, false, '\ufeff'), simplified, 'utf-16le'],
    ['UTF-16, big end first, with a mark', utf16(simplified, true, '\ufeff'), simplified, 'utf-16be'],
    ['UTF-16 without a mark', utf16(simplified, false), simplified, 'utf-16le'],
    ['UTF-16 without a mark, big end first', utf16(simplified, true), simplified, 'utf-16be'],
  ])('%s', (_name, file, text, encoding) => {
    expect(decodeText(file)).toEqual({ text, encoding, isDamaged: false })
  })

  test('a short title in GBK', () => {
    expect(decodeText(bytes('IyDQtNf3v84='))?.text).toBe('# 写作课')
  })

  test('Japanese of an old computer', () => {
    expect(decodeText(bytes(shiftJis))?.text).toContain('これは日本語の文章です')
  })

  test('pictures, programs and archives are no texts', () => {
    const png = bytes('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==')
    const zip = new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0, ...Array.from({ length: 400 }, (_, index) => (index * 7919) % 251)])
    expect([png, zip, new Uint8Array(1000)].map(decodeText)).toEqual([null, null, null])
  })

  test('Russian of an old computer; a byte that was changed makes no Chinese of it', () => {
    const koi8 = bytes('8NLJ18XULCDLwcsgxMXMwT8g/NTPIM/C2d7O2cog0tXT08vJyiDUxcvT1CwgzsHQydPBzs7ZyiDEwdfOzyDOwSDT1MHSz80gy8/N0NjA1MXSxS4=')
    expect(decodeText(koi8)?.encoding).toMatch(/^koi8/)
    expect(decodeText(koi8.with(4, 0xa1))?.encoding).not.toMatch(/gb18030|big5/)
  })

  test('a few letters of an old computer in an English text', () => {
    expect(decodeText(new Uint8Array(Buffer.from('A café, a naïve “question”.'.replaceAll('“', '\x93').replaceAll('”', '\x94'), 'latin1')))).toEqual({
      text: 'A café, a naïve “question”.',
      encoding: 'windows-1252',
      isDamaged: false,
    })
  })
})

const paragraph = '# 光从哪里来\n\n窗边的光是软的，因为它来自很大的一片天空。我们把人放在窗边，脸转向光。\n'
const damagedBy = (file: Uint8Array, at: number, ...put: number[]) => new Uint8Array([...file.subarray(0, at), ...put, ...file.subarray(at)])

describe('bytes that were lost or changed', () => {
  const utf8 = new TextEncoder().encode(paragraph)
  test.each([
    ['UTF-8, cut within a character', new TextEncoder().encode(simplified).subarray(0, -2), `${simplified.slice(0, -2)}\ufffd`, 'utf-8'],
    ['UTF-8 with a byte too many', damagedBy(utf8, utf8.indexOf(0x0a) + 2, 0xff), paragraph.replace('窗', '\ufffd窗'), 'utf-8'],
    ['a long text in UTF-8', damagedBy(new TextEncoder().encode(paragraph.repeat(20)), 2, 0xff), `# \ufffd${paragraph.repeat(20).slice(2)}`, 'utf-8'],
    ['UTF-8 with a mark', damagedBy(new TextEncoder().encode(`\ufeff${simplified}`), 3, 0xe7), `\ufffd${simplified}`, 'utf-8'],
    [
      'an English text in UTF-8',
      damagedBy(new TextEncoder().encode('A dash — and “quotes”.\n'.repeat(3)), 0, 0xe2),
      `\ufffd${'A dash — and “quotes”.\n'.repeat(3)}`,
      'utf-8',
    ],
    ['GBK, cut within a character', bytes(gbk).subarray(0, -2), `${simplified.slice(0, -2)}\ufffd`, 'gb18030'],
    ['GBK with a byte too many within a character', damagedBy(bytes(gbk), 14, 0xff), simplified.replace('这', '\ufffd'), 'gb18030'],
    [
      'GBK with two places in a short text',
      damagedBy(damagedBy(bytes(gbk).subarray(0, 41), 14, 0xff), 23, 0xff),
      simplified.slice(0, 22).replace('这', '\ufffd').replace('讲', '\ufffd'),
      'gb18030',
    ],
    ['GBK with a byte too many', damagedBy(bytes(gbk), 4, 0xff), simplified.replace('章', '\ufffd章'), 'gb18030'],
    ['GBK with the first byte of a character lost', bytes(gbk).filter((_, at) => at !== 13), simplified.replace('这', '\ufffd'), 'gb18030'],
    ['GBK with the last byte of a character lost', bytes(gbk).filter((_, at) => at !== 14), simplified.replace('这', '\ufffd'), 'gb18030'],
    ['GB18030 before characters of four bytes', damagedBy(bytes(gb18030), 4, 0xff), `${simplified.replace('章', '\ufffd章')}𠮷野家𠜎\n`, 'gb18030'],
    ['Big5 with a byte too many', damagedBy(bytes(big5), 4, 0xff), traditional.replace('章', '\ufffd章'), 'big5'],
    ['Big5, cut within a character', bytes(big5).subarray(0, -4), `${traditional.slice(0, -3)}\ufffd`, 'big5'],
    [
      'signs of nothing in a short text',
      new TextEncoder().encode('甲\0乙\x01丙\x02\x03丁\x0b戊\ufffe\x1f己'),
      '甲\ufffd乙\x01丙\x02\x03丁\x0b戊\ufffe\x1f己',
      'utf-8',
    ],
    ['a byte of nothing', new TextEncoder().encode(simplified.replace(' ', '\0')), simplified.replace(' ', '\ufffd'), 'utf-8'],
    ['UTF-16, cut within a character', utf16(simplified, false, '\ufeff').subarray(0, -1), `${simplified.slice(0, -1)}\ufffd`, 'utf-16le'],
  ])('%s', (_name, file, text, encoding) => {
    expect(decodeText(file)).toEqual({ text, encoding, isDamaged: true })
  })

  /** What GBK writes with two bytes, from what it reads. */
  const gbkOf = (text: string) => new Uint8Array(Array.from(text).flatMap((character) => pairs.get(character) ?? [character.charCodeAt(0)]))
  const pairs = new Map<string, number[]>()
  for (let lead = 0xa1; lead <= 0xf7; lead += 1)
    for (let trail = 0xa1; trail <= 0xfe; trail += 1) pairs.set(new TextDecoder('gbk').decode(new Uint8Array([lead, trail])), [lead, trail])

  const texts = [
    paragraph,
    '窗边的光是软的，因为它来自很大的一片天空。',
    '春眠不觉晓处处闻啼鸟夜来风雨声花落知多少',
    '写代码时 console.log 很有用，但 debugger 更好：它让程序停下来。',
    simplified,
  ]
  test('a few characters amidst Latin letters', () => {
    expect(decodeText(gbkOf('本](pictures/versions.zh-CN.png)\n\n## 备'))?.encoding).toBe('gb18030')
  })

  test('some bytes that are none of a text', () => {
    expect(decodeText(gbkOf('窗边的光\0是软的，\x01因为它来自很大的一片天空。'))).toMatchObject({
      text: '窗边的光\ufffd是软的，\x01因为它来自很大的一片天空。',
      encoding: 'gb18030',
    })
  })

  test.each([
    ['UTF-8', 'utf-8', (text: string) => new TextEncoder().encode(text)],
    ['GBK', 'gb18030', gbkOf],
  ])('wherever one byte is changed or the end is missing, %s stays %s', (_name, encoding, encoded) => {
    const wrong: string[] = []
    for (const text of texts) {
      const file = encoded(text)
      const tell = (what: string, damaged: Uint8Array) => {
        const found = decodeText(damaged)
        if (found?.encoding !== encoding) wrong.push(`${text.slice(0, 6)} ${what}: ${found?.encoding} ${found?.text}`)
      }
      for (let at = 0; at < file.length; at += 1) {
        for (const byte of [0, 0x41, 0x80, 0xa1, 0xe4, 0xff, file[at]! ^ 1, file[at]! ^ 0x10, file[at]! ^ 0x40]) tell(`${at} is ${byte}`, file.with(at, byte))
        const rest = file.subarray(0, at)
        if (new TextDecoder(encoding).decode(rest).length > 20) tell(`cut at ${at}`, rest)
      }
    }
    expect(wrong).toEqual([])
  })
})

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
    expect(decodeText(file)).toEqual({ text, encoding })
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

  test('UTF-8 that was cut in the middle of a character is still told', () => {
    expect(decodeText(new TextEncoder().encode(simplified).subarray(0, -2))).not.toBeNull()
  })
})

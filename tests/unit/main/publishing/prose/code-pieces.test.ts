import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { epub } from '#main/publishing/epub/epub.ts'
import { typstCode } from '#main/publishing/pdf/typst-code.ts'
import { CODE_COLOURS, codeLines, codePieces } from '#main/publishing/prose/code-pieces.ts'
import { BOOK_STYLE } from '#main/publishing/epub/book-style.ts'
import { website } from '#main/publishing/website/website.ts'
import { codeLanguages } from '#preload/document/code-languages.ts'
import { courseOf, made } from '../published.ts'

const PYTHON = 'def f(x):\n\treturn x + 1  # 加一\n\nf("鱼")'

describe('code as it is painted', () => {
  test('is the same signs, whatever its language', () => {
    const texts = fc.array(fc.constantFrom('def ', '\t', '\n', '"', '{', '}', '// 注', '<a>', '&', '1', '😀', ' ', '#', '`', '\r', '\u2028'), { maxLength: 30 })
    fc.assert(
      fc.property(texts, fc.constantFrom('python', 'ts', '不认识', '', ...codeLanguages.map(({ id }) => id)), (parts, language) => {
        const text = parts.join('')
        const join = (pieces: readonly { readonly text: string }[]): string => pieces.map((piece) => piece.text).join('')
        expect(join(codePieces(text, language))).toBe(text)
        expect(codeLines(text, language).map(join).join('\n')).toBe(text)
      }),
      { numRuns: 300 },
    )
  })

  test('a language is known by its other names, and code of one that nobody knows is plain', () => {
    const paints = (text: string, language: string | null) =>
      codePieces(text, language).flatMap(({ text: piece, paint }) => (paint === null ? [] : [`${piece} ${paint}`]))
    expect(paints('return 1 # 一', 'py')).toEqual(['return keyword', '1 number', '# 一 comment'])
    for (const language of [null, '', '卦', 'plaintext']) expect(paints('return 1', language)).toEqual([])
  })

  test('is classes in pages, whose style has a colour for each', async () => {
    for (const target of [website, epub]) {
      const { files } = await made(target as typeof website, courseOf({ 代码: `\`\`\`python\n${PYTHON}\n\`\`\`` }))
      const texts = files.map((file) => ('text' in file ? file.text : '')).join('\n')
      if (target !== epub)
        expect(texts).toContain('<span class="code-keyword">return</span> x + <span class="code-number">1</span>  <span class="code-comment"># 加一</span>')
      for (const paint of Object.keys(CODE_COLOURS)) expect(target === epub ? BOOK_STYLE : texts).toContain(`.code-${paint} { color: `)
    }
  })

  test('has a contrast of 4.5 with what it stands on, by day and by night', () => {
    const contrasts = Object.values(CODE_COLOURS).flatMap(([day, night]) => [
      ...['#f4f1e9', '#f6f6f4'].map((ground) => contrast(day, ground)),
      contrast(night, '#1f2226'),
    ])
    expect(contrasts.filter((each) => each < 4.5)).toEqual([])
    const ofBooks = [...BOOK_STYLE.matchAll(/\.code-\w+ \{ color: (#\w+)/g)].flatMap(([, colour = '']) => [
      contrast(colour, '#ffffff'),
      contrast(colour, '#000000'),
    ])
    expect([ofBooks.length, ofBooks.filter((each) => each < 4.5)]).toEqual([16, []])
  })

  test('goes to Typst line by line, with tabs as wide as there', () => {
    const code = typstCode({ kind: 'code', id: 'b' as never, language: 'python', text: PYTHON })
    expect(code).toContain('painted: ((("keyword", "def"), (none, " "), ("name", "f")')
    expect(code).toContain('((none, "  "), ("keyword", "return"),')
    expect(typstCode({ kind: 'code', id: 'b' as never, language: null, text: 'a\tb' })).toBe('moke-code(none, "a\tb")')
  })
})

function contrast(a: string, b: string): number {
  const light = (colour: string): number => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const [low = 0, high = 0] = [light(a), light(b)].toSorted((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

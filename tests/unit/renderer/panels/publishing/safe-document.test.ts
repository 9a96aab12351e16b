import { parseHTML } from 'linkedom'
import { describe, expect, test } from 'vitest'
import { harmless, sheetsOf, unstyled } from '#renderer/panels/publishing/safe-document.ts'

function shown(source: string): string {
  const { document } = parseHTML(`<html><body>${unstyled(source)}</body></html>`)
  const page = parseHTML('<html><body></body></html>').document
  const place = page.createElement('div')
  place.append(...harmless(document.body, page))
  return place.innerHTML
}

describe('a page that a target made', () => {
  test('is shown as it is: headings, lists, tables, marks, data attributes', () => {
    const source =
      '<h2 id="a">题</h2><ul><li>一<ul><li>二</li></ul></li></ul><table data-size="normal"><tbody><tr><th colspan="2">头</th></tr></tbody></table><p lang="en">x<sup>1</sup></p>'
    expect(shown(source)).toBe(source)
  })

  test('keeps its styles, by another way than its source', () => {
    expect(unstyled('<p style="color:red" title="style=">style="x"</p>')).toBe('<p data-kept-style="color:red" title="style=">style="x"</p>')
    expect(shown('<p style="color:red">x</p>')).toContain('color:red')
  })

  test('a sign of the end within an attribute does not hide what follows', () => {
    expect(unstyled('<img alt="a > b" onerror="x()" style=\'a\'>')).toBe('<img alt="a > b" data-kept-onerror="x()" data-kept-style=\'a\'>')
  })

  test('runs nothing, leads nowhere and loads nothing but pictures of the studio', () => {
    const hash = 'a'.repeat(64)
    const made = shown(
      `<script>x()</script><p onclick="x()" tabindex="3">t</p><a href="javascript:x()" target="_top">link</a><img src="https://x.example/a.png" alt="a"><img src="/images/${hash}"><iframe src="/x"></iframe><form action="/x"><input value="v">in</form><svg><foreignObject><p>no</p></foreignObject><path d="M0 0"></path></svg><style>p{}</style>`,
    )
    expect(made).not.toMatch(/script>|onclick|tabindex|href|target=|https|iframe|form|input|foreignObject|<style/)
    expect(made).toContain('<a title="javascript:x()">link</a>')
    expect(made).toContain(`src="/images/${hash}"`)
    expect(made).toContain('in')
  })

  test('its own style sheets follow the look of the platform', () => {
    const { document } = parseHTML('<html><head><style>a{}</style></head><body><style>b{}</style></body></html>')
    expect(sheetsOf(document, 'look{}')).toBe('look{}\na{}\nb{}')
  })
})

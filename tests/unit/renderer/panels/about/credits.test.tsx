import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Credits } from '#renderer/panels/about/credits.tsx'

const drawn = (text: string) => renderToStaticMarkup(<Credits text={text} />)

test('headings, items and paragraphs over several lines are drawn', () => {
  expect(drawn('# Fonts\n\nLXGW\nWenKai\n\n- one\n- two\n')).toBe('<h3>Fonts</h3><p>LXGW\nWenKai</p><ul><li>one</li><li>two</li></ul>')
})

test('strong words and code are drawn; addresses are shown and lead nowhere', () => {
  expect(drawn('[Slate](https://slatejs.org) **MIT** `x` https://a.b/c')).toBe(
    '<p>Slate <span class="about-address">(https://slatejs.org)</span> <strong>MIT</strong> x <span class="about-address">https://a.b/c</span></p>',
  )
})

test('HTML is text', () => {
  expect(drawn('a <b>c</b>')).toBe('<p>a &lt;b&gt;c&lt;/b&gt;</p>')
})

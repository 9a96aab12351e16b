import { describe, expect, test } from 'vitest'
import { withoutDepths } from '#preload/html/html-depths.ts'
import { pictureOf, withoutPictures } from '#preload/html/html-pictures.ts'

function flattened(html: string): string {
  for (const walk = withoutDepths(html); ;) {
    const { value, done } = walk.next()
    if (done === true) return value ?? ''
  }
}

describe('depths', () => {
  test('what a person writes stays as it is', () => {
    const html = `<div><ul>${'<li>项<p>段<br>'.repeat(1000)}</ul><svg>${'<path d="M0"/>'.repeat(1000)}</svg></div>`
    expect(flattened(html)).toBe(html)
  })

  test('of what lies too deep the text stays', () => {
    const html = flattened(`${'<div>'.repeat(100_000)}底${'</div>'.repeat(100_000)}<p>后</p>`)
    expect(html).toBe(`${'<div>'.repeat(400)}底${'</div>'.repeat(400)}<p>后</p>`)
    expect(flattened('<b><i>'.repeat(1000)).length).toBe(200 * 6)
  })
})

describe('pictures in the text of a page', () => {
  test('they are set aside and found again', () => {
    const picture = `data:image/png;base64,${'A'.repeat(1000)}`
    const { html, pictures } = withoutPictures(`<img src="${picture}"><img src='${picture}'><img src="data:image/gif;base64,R0">`)
    expect(html).toBe(`<img src="data:image/moke,0"><img src='data:image/moke,1'><img src="data:image/gif;base64,R0">`)
    expect([pictureOf('data:image/moke,1', pictures), pictureOf('data:image/gif;base64,R0', pictures)]).toEqual([picture, 'data:image/gif;base64,R0'])
  })
})

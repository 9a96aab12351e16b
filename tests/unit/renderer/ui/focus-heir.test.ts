import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import { heirOf, trailOf } from '#renderer/ui/focus-heir.ts'

/** Who has the keys after `change` took away what is marked `id=had`. */
function heir(html: string, change: (document: Document) => void): string | null {
  const { document } = parseHTML(`<html><body><main>${html}</main></body></html>`)
  const main = document.querySelector('main')
  const had = document.querySelector('#had')
  if (!main || !had) throw new Error('the page lacks what the test speaks of')
  const trail = trailOf(had, main)
  change(document)
  return heirOf(trail, main, isShown)?.textContent ?? null
}
/** As a browser tells it by layout: what is in a closed `<details>` is not shown, but for its summary. */
function isShown(element: Element): boolean {
  const closed = element.closest('details:not([open])')
  return closed === null || element.closest('summary')?.parentElement === closed
}
const replace = (selector: string, html: string) => (document: Document) => {
  const element = document.querySelector(selector)
  if (!element) throw new Error(`there is no ${selector}`)
  const holder = document.createElement('template')
  holder.innerHTML = html
  element.replaceWith(...holder.childNodes)
}

test('a button is inherited by the one in its place', () => {
  expect(heir('<p><button id="had">暂停</button><button>放弃</button></p>', replace('#had', '<button>接着学</button>'))).toBe('接着学')
})

test('a last button is inherited by the one before it', () => {
  expect(heir('<p><button>暂停</button><button>停下</button><button id="had">放弃</button></p>', replace('#had', ''))).toBe('停下')
})

test('a button that became words is inherited by the next that can be pressed', () => {
  const html = '<p><button id="had">用上</button><button disabled>看</button><button>检验</button></p>'
  expect(heir(html, replace('#had', '<span>正在用</span>'))).toBe('检验')
})

test('a row is inherited by the one that moves up to its place, and there by what is made for it', () => {
  const rowOf = (name: string) => `<li><button>用上${name}</button><button data-heir>更多${name}</button></li>`
  const html = `<ul>${rowOf('甲')}<li class="gone"><button id="had">乙</button></li>${rowOf('丙')}</ul>`
  expect(heir(html, replace('.gone', ''))).toBe('更多丙')
})

test('a last row is inherited by the one before it, a list without rows by what stands before it', () => {
  expect(heir('<ul><li><button>甲</button></li><li class="gone"><button id="had">乙</button></li></ul>', replace('.gone', ''))).toBe('甲')
  expect(heir('<header><button>带进来</button></header><ul><li class="gone"><button id="had">乙</button></li></ul>', replace('.gone', ''))).toBe('带进来')
})

test('a card is inherited by the card in its place', () => {
  const html = '<section><h2>题</h2><div class="gone"><p><button id="had">放弃</button></p></div><div><button>别处</button></div></section>'
  expect(heir(html, replace('.gone', '<div><button>换模型</button><button data-heir>开始</button></div>'))).toBe('开始')
})

test('what the keyboard does not reach inherits nothing', () => {
  const html = '<p><button id="had">甲</button><input hidden><button tabindex="-1">乙</button></p>'
  expect(heir(html, replace('#had', ''))).toBeNull()
})

test('what is folded away inherits nothing, what folds it out does', () => {
  const details = '<details><summary>更多</summary><button data-heir>乙</button></details>'
  expect(heir(`<p><button id="had">甲</button></p>${details}<p><button>丙</button></p>`, replace('p', ''))).toBe('更多')
  expect(heir(`<p><button id="had">甲</button></p><details><b>无</b><button data-heir>乙</button></details><p><button>丙</button></p>`, replace('p', ''))).toBe(
    '丙',
  )
})

/** What the website can do by itself: search all lessons, and change between day and night. Written for browsers as they are; no build, no network. */
export const SITE_SCRIPT = `(() => {
  const root = document.documentElement
  const kept = (name, value) => { try { return value === undefined ? localStorage.getItem(name) : localStorage.setItem(name, value) } catch { return null } }
  const light = kept('moke-light')
  if (light === 'day' || light === 'night') root.dataset.light = light
  document.getElementById('light').addEventListener('click', () => {
    const isNight = root.dataset.light ? root.dataset.light === 'night' : matchMedia('(prefers-color-scheme: dark)').matches
    root.dataset.light = isNight ? 'day' : 'night'
    kept('moke-light', root.dataset.light)
  })
  // What is wider than the page scrolls, by keys too where it can have the focus, by a name that is said; what is not needs none.
  const wideNames = { PRE: '代码，可以左右移动', TABLE: '表格，可以左右移动', MATH: '公式，可以左右移动' }
  const reach = () => {
    for (const wide of document.querySelectorAll('pre, .table, .formula')) {
      const isWide = wide.scrollWidth > wide.clientWidth
      const name = wideNames[wide.tagName] || wideNames[wide.querySelector('table') ? 'TABLE' : 'MATH']
      for (const [key, value] of [['tabindex', '0'], ['role', 'group'], ['aria-label', name]]) {
        if (isWide) wide.setAttribute(key, value)
        else wide.removeAttribute(key)
      }
    }
  }
  reach()
  addEventListener('resize', reach)
  const field = document.getElementById('search')
  const found = document.getElementById('found')
  // Pages of an older export have none.
  const results = document.getElementById('results') || found
  const content = document.getElementById('content')
  const lessons = (window.mokeSearch || []).map(([href, title, text]) => ({ href, title, text, low: (title + '\\n' + text).toLowerCase() }))
  const around = (text, words) => {
    const at = Math.max(0, text.toLowerCase().indexOf(words[0]))
    // Never half a character: the second half of one has a code of its own.
    const isWithin = (place) => (text.charCodeAt(place) & 0xfc00) === 0xdc00
    const from = Math.max(0, isWithin(at - 24) ? at - 25 : at - 24)
    const to = isWithin(at + 60) ? at + 61 : at + 60
    return (from > 0 ? '…' : '') + text.slice(from, to).replace(/\\s+/g, ' ') + (to < text.length ? '…' : '')
  }
  const patternOf = (words) => new RegExp(words.map((word) => word.replace(/[.*+?^$()|[\\]\\\\{}]/g, '\\\\$&')).join('|'), 'gi')
  const marked = (element, text, words) => {
    let at = 0
    for (const match of text.matchAll(patternOf(words))) {
      if (match[0] === '') continue
      const mark = document.createElement('mark')
      mark.textContent = match[0]
      element.append(text.slice(at, match.index), mark)
      at = match.index + match[0].length
    }
    element.append(text.slice(at))
  }
  // A page that is come to from here shows where the words are: the first in the middle of the screen, all of them marked.
  const FIND = '#find='
  const asked = () => {
    const { hash } = window.location || { hash: '' }
    try { return hash.startsWith(FIND) ? decodeURIComponent(hash.slice(FIND.length)).split(' ').filter(Boolean) : [] } catch { return [] }
  }
  // A word may go on from one element into the next: it is sought in the texts of a block together, and marked in each.
  const blockOf = (node) => node.parentElement.closest('p, li, h1, h2, h3, h4, h5, h6, td, th, pre, figcaption, math') || node.parentElement
  const textsOf = (article) => {
    const walker = document.createTreeWalker(article, 4)
    const blocks = []
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest('annotation')) continue
      const block = blockOf(node)
      if (!blocks.length || blocks[blocks.length - 1].block !== block) blocks.push({ block, nodes: [] })
      blocks[blocks.length - 1].nodes.push(node)
    }
    return blocks
  }
  const markIn = (nodes, from, to) => {
    const marks = []
    let at = 0
    for (const node of nodes) {
      const [start, end] = [Math.max(from, at) - at, Math.min(to, at + node.length) - at]
      at += node.length
      if (start >= end) continue
      const mark = document.createElement('mark')
      mark.className = 'hit'
      const found = node.splitText(start)
      found.splitText(end - start)
      found.replaceWith(mark)
      mark.append(found)
      marks.push(mark)
    }
    return marks
  }
  const markFound = ({ block, nodes }, pattern) => {
    const text = nodes.map((node) => node.data).join('')
    const matches = [...text.matchAll(pattern)]
    if (matches.length === 0) return []
    // Formulas take no marks within.
    if (block.localName === 'math') { block.classList.add('hit'); return [{ place: block, word: matches[0][0] }] }
    // From the last to the first: those before keep their places.
    return matches.reverse().map((match) => ({ place: markIn(nodes, match.index, match.index + match[0].length)[0], word: match[0] })).reverse()
  }
  const lead = () => {
    for (const mark of content.querySelectorAll('mark.hit')) mark.replaceWith(...mark.childNodes)
    for (const math of content.querySelectorAll('math.hit')) math.classList.remove('hit')
    content.normalize()
    const words = asked()
    const article = content.querySelector('article')
    if (words.length === 0 || !article) return undefined
    const hits = textsOf(article).flatMap((one) => markFound(one, patternOf(words)))
    const first = hits.find(({ word }) => word.toLowerCase() === words[0].toLowerCase()) || hits[0]
    if (first) first.place.scrollIntoView({ block: 'center' })
    return first
  }
  const address = (href) => encodeURI(href).replace(/[?#]/g, encodeURIComponent)
  const show = () => {
    const words = field.value.trim().toLowerCase().split(/\\s+/).filter(Boolean)
    results.hidden = words.length === 0
    content.hidden = words.length > 0
    found.replaceChildren()
    if (words.length === 0) return
    const hits = lessons.filter(({ low }) => words.every((word) => low.includes(word)))
    if (hits.length === 0) found.textContent = '没有找到'
    for (const { href, title, text } of hits.slice(0, 100)) {
      const link = document.createElement('a')
      const about = document.createElement('small')
      link.href = address(href) + FIND + encodeURIComponent(words.join(' '))
      marked(link, title || '无题', words)
      marked(about, around(text, words), words)
      link.append(about)
      found.append(link)
    }
  }
  field.addEventListener('input', show)
  // Hits are links: the arrows go from one to the next, and Enter opens the one that has the focus, or the first. Keys that write a Chinese word are its own.
  const close = () => { field.value = ''; show(); field.focus() }
  const go = (event) => {
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return
    const hits = [...found.querySelectorAll('a')]
    const at = hits.indexOf(event.target)
    if (event.key === 'Escape') close()
    else if (event.key === 'ArrowDown' && hits.length > 0) hits[Math.min(at + 1, hits.length - 1)].focus()
    else if (event.key === 'ArrowUp' && at >= 0) (hits[at - 1] || field).focus()
    else if (event.key === 'Enter' && at < 0 && hits.length > 0) hits[0].click()
    else return
    event.preventDefault()
  }
  // A hit on the page that is open loads nothing.
  const come = () => { field.value = ''; show(); lead() }
  found.addEventListener('click', (event) => {
    const link = event.target.closest('a')
    if (link && window.location && link.href === window.location.href) come()
  })
  addEventListener('hashchange', () => asked().length > 0 && come())
  const came = lead()
  // Pictures that came since have moved it.
  if (came) addEventListener('load', () => came.place.scrollIntoView({ block: 'center' }))
  field.addEventListener('keydown', go)
  found.addEventListener('keydown', go)
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && event.target === document.body) { event.preventDefault(); field.focus() }
  })
})()
`

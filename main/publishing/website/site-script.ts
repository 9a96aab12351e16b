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
  const marked = (element, text, words) => {
    const pattern = new RegExp(words.map((word) => word.replace(/[.*+?^$()|[\\]\\\\{}]/g, '\\\\$&')).join('|'), 'gi')
    let at = 0
    for (const match of text.matchAll(pattern)) {
      if (match[0] === '') continue
      const mark = document.createElement('mark')
      mark.textContent = match[0]
      element.append(text.slice(at, match.index), mark)
      at = match.index + match[0].length
    }
    element.append(text.slice(at))
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
      link.href = address(href)
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
  field.addEventListener('keydown', go)
  found.addEventListener('keydown', go)
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && event.target === document.body) { event.preventDefault(); field.focus() }
  })
})()
`

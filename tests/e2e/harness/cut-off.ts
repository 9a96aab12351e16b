/** What of the window can't be seen whole, nor be scrolled to: measured on every element, through every ancestor that clips. */
import type { Page } from 'playwright-core'

/** What the page may hold wider than itself, scrolled on its own: code, tables and formulas don't break their lines. */
const wide = 'pre, .table-scroll, .table, .code, .formula-drawn, .formula-block, [data-type="table"]'

/** Where something is cut off: what it is, and how. */
export const cutOff = (page: Page): Promise<string[]> => page.evaluate(measure, wide)

/** Runs in the page. */
function measure(mayBeWide: string): string[] {
  const slack = 1.5
  /** Less than a line of what is scrolled can't be read. */
  const least = 40
  const wanted = 'button, input, select, textarea, a[href], [tabindex], [role]'
  type Axis = 'x' | 'y'
  interface Span {
    start: number
    end: number
  }

  const isShown = (element: Element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    element.closest('[aria-hidden="true"], [inert], .visually-hidden') === null &&
    element.getBoundingClientRect().width > 1.5 &&
    element.getBoundingClientRect().height > 1.5
  const hasWords = (element: Element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '')
  const spanOf = (element: Element, axis: Axis): Span => {
    const { left, right, top, bottom } = element.getBoundingClientRect()
    return axis === 'x' ? { start: left, end: right } : { start: top, end: bottom }
  }
  const flowOf = (style: CSSStyleDeclaration, axis: Axis) => (axis === 'x' ? style.overflowX : style.overflowY)
  const isContaining = (style: CSSStyleDeclaration) => style.position !== 'static' || style.transform !== 'none' || style.containerType !== 'normal'
  /** The ancestors that clip an element: not those that what is positioned lies over. */
  const clippers = (element: Element): Element[] => {
    const found: Element[] = []
    let { position } = getComputedStyle(element)
    for (let at = element.parentElement; at && at !== document.documentElement; at = at.parentElement) {
      const style = getComputedStyle(at)
      if (position === 'fixed' && style.transform === 'none') continue
      if (position === 'absolute' && !isContaining(style)) continue
      found.push(at)
      position = style.position
    }
    return found
  }
  const isShortened = (style: CSSStyleDeclaration, axis: Axis) => (axis === 'x' ? style.textOverflow === 'ellipsis' : style.webkitLineClamp !== 'none')
  const nameOf = (element: Element) => {
    const classes = [...element.classList].map((name) => `.${name}`).join('')
    return `${element.tagName.toLowerCase()}${classes} “${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 20)}”`
  }
  /** Why what lies there can't be brought into view, or null. */
  const cut = (element: Element, axis: Axis): string | null => {
    const span = spanOf(element, axis)
    for (const clipper of clippers(element)) {
      const style = getComputedStyle(clipper)
      const flow = flowOf(style, axis)
      if (flow === 'visible') continue
      const box = spanOf(clipper, axis)
      if (flow === 'hidden' || flow === 'clip') {
        if (isShortened(style, axis)) return null
        if (span.start < box.start - slack || span.end > box.end + slack) return `is cut off by ${nameOf(clipper)}`
        continue
      }
      const scrolled = axis === 'x' ? clipper.scrollLeft : clipper.scrollTop
      if (span.start - box.start + scrolled < -slack) return `lies before the beginning of ${nameOf(clipper)}`
      // Scrolled to: as much of it as the box has room for.
      const size = Math.min(span.end - span.start, box.end - box.start)
      span.start = Math.max(box.start, Math.min(span.start, box.end - size))
      span.end = span.start + size
    }
    const room = axis === 'x' ? innerWidth : innerHeight
    return span.start < -slack || span.end > room + slack ? 'lies outside the window' : null
  }
  /** What a box that clips has in it beyond its edges. */
  const crowded = (element: Element, axis: Axis): string | null => {
    const style = getComputedStyle(element)
    const flow = flowOf(style, axis)
    const [whole, seen] = axis === 'x' ? [element.scrollWidth, element.clientWidth] : [element.scrollHeight, element.clientHeight]
    if (flow === 'visible' || whole <= seen + slack || isShortened(style, axis)) return null
    if (axis === 'x' && element.closest(mayBeWide) === null) return `holds ${whole} px in ${seen}`
    if (axis === 'y' && flow !== 'hidden' && flow !== 'clip' && seen < least) return `is scrolled in no more than ${seen} px`
    return null
  }

  /** What lies over a part of something that can't be scrolled out from under it. */
  const covered = (element: Element): string | null => {
    // A pane that lies over the page is meant to.
    if (document.querySelector('.pane-veil') && element.closest('.desk')) return null
    const scrolls = clippers(element).some((each) => /auto|scroll/.test(getComputedStyle(each).overflowY) && each.scrollHeight > each.clientHeight + slack)
    if (scrolls) return null
    const { left, right, top, bottom } = element.getBoundingClientRect()
    const [middleX, middleY] = [(left + right) / 2, (top + bottom) / 2]
    const points = [
      [middleX, middleY],
      [left + 3, middleY],
      [right - 3, middleY],
      [middleX, top + 3],
      [middleX, bottom - 3],
    ] as const
    for (const [x, y] of points) {
      const hit = document.elementFromPoint(x, y)
      if (hit && !element.contains(hit) && !hit.contains(element) && !hit.closest('label')?.contains(element)) return `lies under ${nameOf(hit)}`
    }
    return null
  }

  const found = [document.body, ...document.body.querySelectorAll('*')].filter(isShown).flatMap((element) => {
    const isWanted = element.matches(wanted) || hasWords(element)
    const faults = (['x', 'y'] as const).flatMap((axis) => [
      isWanted && element.closest(mayBeWide) === null ? cut(element, axis) : null,
      crowded(element, axis),
    ])
    if (element.matches('button, input, select, textarea, a[href]') && element.closest(mayBeWide) === null) faults.push(covered(element))
    return faults.flatMap((fault) => (fault ? [`${nameOf(element)} ${fault}`] : []))
  })
  return [...new Set(found)]
}

/** What may lie uppermost in the window, from above. */
const uppermost = [
  '[role=dialog] .dialog-body',
  '[role=dialog]',
  '.studio[data-library=over] :is(.library-scroll, .search)',
  '.studio[data-inspector=over] .inspector-scroll',
  '.find-bar',
  '.version-view',
  '.desk-scroll[data-view] > *',
  '.lesson-session:not([hidden])',
]

/** Puts a child 3,000 px wide into what is uppermost in the window, and answers how to take it away. */
export async function plantWide(page: Page): Promise<() => Promise<void>> {
  await page.evaluate((places) => {
    const child = document.createElement('div')
    child.className = 'planted'
    child.style.cssText = 'flex: none; width: 3000px; height: 10px'
    const place = places.map((selector) => [...document.querySelectorAll(selector)].find((element) => element.checkVisibility())).find(Boolean)
    if (!place) throw new Error('there is nothing in the window')
    place.append(child)
  }, uppermost)
  return () => page.evaluate(() => document.querySelector('.planted')?.remove())
}

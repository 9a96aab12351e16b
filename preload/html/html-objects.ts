/** What of a piece of HTML is no text: formulas, pictures, boxes of tasks; and what it says of code and callouts. Reads elements; makes nothing of them. */
import type { Tone } from '#preload/document/schema.ts'
import { texFromMathml } from './mathml-tex.ts'

export interface HtmlFormula {
  readonly tex: string
  /** It stands on a line of its own. */
  readonly isBlock: boolean
}

const longestTex = 20_000

/** The formula that an element is, with all that is in it; null of any other. */
export function formulaOf(element: Element, tag: string): HtmlFormula | null {
  const source = texOf(element, tag)?.trim()
  if (source === undefined || source === '' || source.length > longestTex) return null
  const { tex, isDisplay } = withoutSigns(source)
  const isBlock =
    isDisplay ||
    element.matches('[display="block"], .katex-display, .math-display, [data-display="true"], [type*="mode=display"]') ||
    element.closest('.katex-display') !== null ||
    element.querySelector('math[display="block"]') !== null
  return tex === '' ? null : { tex, isBlock }
}

function texOf(element: Element, tag: string): string | undefined {
  if (tag === 'SCRIPT') return (element.getAttribute('type') ?? '').startsWith('math/tex') ? element.textContent : undefined
  if (
    tag === 'MATH' ||
    element.matches(
      '.katex, .katex-display, mjx-container, .MathJax, [data-tex], [data-latex], [data-formula], .ztext-math, img.mwe-math-fallback-image-inline, img[eeimg]',
    )
  ) {
    const stated = ['data-tex', 'data-latex', 'data-formula', 'alttext']
      .map((name) => element.getAttribute(name))
      .find((value) => value !== null && value !== '')
    if (stated) return stated
    const annotation = element.querySelector('annotation[encoding="application/x-tex"]')?.textContent
    if (annotation) return annotation
    if (tag === 'IMG') return element.getAttribute('alt') ?? undefined
    const math = tag === 'MATH' ? element : element.querySelector('math')
    return math ? texFromMathml(math) : undefined
  }
  return undefined
}

/** Signs that some programs leave around TeX. */
function withoutSigns(source: string): { tex: string; isDisplay: boolean } {
  const display = /^(?:\$\$([\s\S]*)\$\$|\\\[([\s\S]*)\\\])$/.exec(source)
  if (display) return { tex: (display[1] ?? display[2] ?? '').trim(), isDisplay: true }
  const inline = /^(?:\$([^$]*)\$|\\\(([\s\S]*)\\\))$/.exec(source)
  const style = /^\{\\displaystyle ([\s\S]*)\}$/.exec(source)
  return { tex: (inline ? (inline[1] ?? inline[2] ?? '') : (style?.[1] ?? source)).trim(), isDisplay: false }
}

/** Whether a list item is a task, and whether it is done; null of others. */
export function taskOf(item: Element): boolean | null {
  const box = item.querySelector('input[type="checkbox"]')
  if (box && box.closest('li') === (item.tagName === 'LI' ? item : item.closest('li'))) return box.hasAttribute('checked')
  const state = item.getAttribute('aria-checked')
  if (item.getAttribute('role') === 'checkbox' && state !== null) return state === 'true'
  const own = item.querySelector(':scope > .checkbox')
  if (own) return own.classList.contains('checkbox-on')
  const list = item.getAttribute('data-list')
  if (list === 'done' || list === 'checked' || item.classList.contains('list-done')) return true
  return list === 'todo' || list === 'check' || list === 'unchecked' || item.classList.contains('list-todo') ? false : null
}

/** The language of a piece of code, as it is called where it comes from. */
export function languageOf(pre: Element): string | undefined {
  for (const element of [pre, pre.querySelector('code'), pre.parentElement]) {
    const stated = element?.getAttribute('data-language') ?? element?.getAttribute('data-lang') ?? element?.getAttribute('lang')
    const called = /(?:^|\s)(?:language|lang|highlight-source|brush:)-?\s?([\w+#-]{1,40})/i.exec(element?.className ?? '')?.[1]
    const language = (stated ?? called)?.trim().toLowerCase()
    if (language && /^[\w+#.-]{1,40}$/.test(language) && !/^(plain ?text|text|plaintext|none|auto)$/.test(language)) return language
  }
  return undefined
}

const tones: readonly Tone[] = ['note', 'tip', 'important', 'warning', 'caution']
const alike: Readonly<Record<string, Tone>> = {
  info: 'note',
  abstract: 'note',
  success: 'tip',
  hint: 'tip',
  attention: 'warning',
  danger: 'caution',
  error: 'caution',
  bug: 'caution',
}

/** The tone of a callout; null of what is none. */
export function toneOf(element: Element): Tone | null {
  const called =
    element.getAttribute('data-callout') ??
    /(?:^|\s)(?:markdown-alert-|callout-|admonition-|alert-)(\w+)/.exec(element.className)?.[1] ??
    /(?:^|\s)admonition\s+(\w+)/.exec(element.className)?.[1]
  const tone = tones.find((each) => each === called?.toLowerCase()) ?? alike[called?.toLowerCase() ?? '']
  if (tone) return tone
  // Feishu: a block of its own with a sign and a colour.
  return /(?:^|\s)callout(?:-block)?(?:\s|$)/.test(element.className) ||
    element.hasAttribute('data-callout') ||
    element.getAttribute('data-block-type') === 'callout'
    ? 'note'
    : null
}

export interface HtmlImage {
  readonly src: string
  readonly alt: string
}

/** The picture that an element shows; null of a point that only counts, or of a sign among text. */
export function imageOf(element: Element): HtmlImage | null {
  const known = ['src', 'data-src'].map((name) => element.getAttribute(name) ?? '').filter((each) => /^(?:data:image\/|blob:|https?:|file:)/i.test(each))
  // What only its own page or its own computer could show is the last to be taken.
  const src = known.find((each) => !/^(?:blob|file):/i.test(each)) ?? known[0]
  const [width, height] = ['width', 'height'].map((name) => Number.parseFloat(element.getAttribute(name) ?? ''))
  if (!src || (width !== undefined && width <= 3) || (height !== undefined && height <= 3)) return null
  const alt = (element.getAttribute('alt') ?? '').trim().slice(0, 2000)
  return /(?:^|\s)emoji(?:\s|$)/.test(element.className) ? null : { src, alt }
}

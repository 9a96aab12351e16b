import mathFont from '@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2?url'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { harmless, sheetsOf, unstyled } from './safe-document.ts'

interface FrameGiven {
  /** Which page it is: another one is seen from its beginning. */
  readonly about: string
  readonly title: string
  readonly html: string
  readonly css: string
}

/** A page as a document of its own, which runs nothing and leads nowhere. Its keys are the studio's as elsewhere. */
export function PreviewFrame({ about, title, html, css }: FrameGiven) {
  const frame = useRef<HTMLIFrameElement>(null)
  const light = useSyncExternalStore(onTheme, () => document.documentElement.dataset['theme'])
  useEffect(() => {
    const page = frame.current?.contentDocument
    const inner = page?.defaultView
    if (!page || !inner) return
    const parsed = new DOMParser().parseFromString(unstyled(html), 'text/html')
    // Of the frame's own window: a document takes no sheets of another.
    const sheet = new (inner as Window & typeof globalThis).CSSStyleSheet()
    sheet.replaceSync(sheetsOf(parsed, `${beginning}\n${css}`))
    page.adoptedStyleSheets = [sheet]
    page.documentElement.lang = parsed.documentElement.lang || 'zh-CN'
    page.title = title
    page.body.replaceChildren(...harmless(parsed.body, page))
  }, [html, css, title])
  useEffect(() => {
    frame.current?.contentDocument?.documentElement.style.setProperty('color-scheme', light === 'dark' ? 'dark' : 'light')
  }, [light])
  useEffect(() => {
    // Newer browsers answer with a promise, which is nothing to be cleaned up.
    void frame.current?.contentWindow?.scrollTo({ top: 0, behavior: 'instant' })
  }, [about])
  useEffect(() => (frame.current ? keysHandedOn(frame.current) : undefined), [])
  return <iframe ref={frame} className="preview-frame" title={title} sandbox="allow-same-origin" />
}

/** A document that begins as `about:blank` has the manners of old browsers, which are put right here. Systems rarely have a font for formulas. */
const beginning = `
  @font-face { font-family: "STIX Two Math"; src: url("${new URL(mathFont, location.href).href}") format("woff2"); }
  html { background: Canvas; color: CanvasText; }
  body { margin: 0; }
  table { font: inherit; color: inherit; }
  a[title] { cursor: default; }
`

function onTheme(listener: () => void): () => void {
  const observer = new MutationObserver(listener)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  return () => observer.disconnect()
}

/** Keys that are pressed in a frame are heard by nobody outside of it. */
function keysHandedOn(frame: HTMLIFrameElement): () => void {
  const over = new AbortController()
  const handOn = (event: KeyboardEvent) => {
    const { key, code, ctrlKey, metaKey, altKey, shiftKey, isComposing } = event
    const again = new KeyboardEvent('keydown', { key, code, ctrlKey, metaKey, altKey, shiftKey, isComposing, bubbles: true, cancelable: true })
    if (!frame.dispatchEvent(again)) event.preventDefault()
  }
  frame.contentWindow?.addEventListener('keydown', handOn, { signal: over.signal })
  return () => over.abort()
}

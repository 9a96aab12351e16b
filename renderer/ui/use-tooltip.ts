/**
 * When a tooltip is there: the pointer rests on its control, or the keyboard has reached it. A tooltip is no window.
 * It goes by Esc, and leaves that key to whatever else hears it.
 */
import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useRef, useState } from 'react'

const restMs = 450
/** Within this time after another one went away, the next comes at once. */
const followMs = 300

/** Closes the one that is open. There is one pointer and one focus, so there is one. */
let closeShown: (() => void) | null = null
let wentAt = -Infinity

/** Handlers of the control, and whether what names it is there. */
export function useTooltip() {
  const [isOpen, setOpen] = useState(false)
  // Radix takes whatever is anchored for a div.
  const control = useRef<HTMLDivElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const isInside = useRef(false)
  const set = useCallback((next: boolean, ms = 0) => {
    clearTimeout(timer.current)
    if (ms <= 0) setOpen(next)
    else timer.current = setTimeout(() => setOpen(next), ms)
  }, [])
  const close = useCallback(() => set(false), [set])
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => (isOpen ? shown(close, control.current) : undefined), [isOpen, close])
  return {
    isOpen,
    control: {
      ref: control,
      // Not entering: a control that appears below a pointer at rest says nothing.
      onPointerMove: ({ pointerType }: PointerEvent) => {
        if (isInside.current || pointerType === 'touch') return
        isInside.current = true
        set(true, performance.now() - wentAt < followMs ? 0 : restMs)
      },
      onPointerLeave: () => {
        isInside.current = false
        close()
      },
      onPointerDown: close,
      onClick: close,
      // The key that brought the focus here is let go of here. A control that a window gave the focus back to is known.
      onKeyUp: ({ key }: KeyboardEvent) => {
        if (/^(Tab|F6|Arrow)/.test(key)) set(true)
      },
      onBlur: close,
    },
  }
}

/** One is open: what closes it, until it is closed. */
function shown(close: () => void, control: HTMLElement | null): () => void {
  const listeners = new AbortController()
  const options = { capture: true, signal: listeners.signal }
  closeShown?.()
  closeShown = close
  window.addEventListener(
    'keydown',
    ({ key }) => {
      if (key === 'Escape') close()
    },
    options,
  )
  window.addEventListener(
    'scroll',
    ({ target }) => {
      if (target instanceof Node && target.contains(control)) close()
    },
    options,
  )
  return () => {
    listeners.abort()
    if (closeShown === close) closeShown = null
    wentAt = performance.now()
  }
}

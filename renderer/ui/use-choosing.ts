/** Choosing from a list while the focus is elsewhere: in a field above it, or in the text. */
import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import { isComposing } from './keys.ts'

/** Lines that PageDown and PageUp go over. */
const pageLines = 8

/** What an arrow key, or PageUp and PageDown, make of the chosen line; null for other keys. */
export function movedBy(key: string, active: number, count: number): number | null {
  if (count === 0) return null
  if (key === 'ArrowDown') return (active + 1) % count
  if (key === 'ArrowUp') return (active + count - 1) % count
  if (key === 'PageDown') return Math.min(count - 1, active + pageLines)
  return key === 'PageUp' ? Math.max(0, active - pageLines) : null
}

/** Id of a line's element in the list of this id. */
export const optionId = (list: string, index: number) => `${list}-${index}`

/** Keeps the chosen line in view. `options`: what stands in the list, which is another one where it changed. */
export function useShown(list: string, active: number, options: unknown): void {
  useEffect(() => {
    // Its answer is a promise in newer browsers, and no way to undo it.
    document.getElementById(optionId(list, active))?.scrollIntoView({ block: 'nearest' })
  }, [list, active, options])
}

export interface Choosing {
  /** Id of the list's element. */
  readonly list: string
  /** Index of the chosen line; 0 where there is none. */
  readonly active: number
  readonly point: (index: number) => void
  /** For the field: what it says of the list to those who hear it, and its keys. */
  readonly field: {
    readonly role: 'combobox'
    readonly 'aria-expanded': boolean
    readonly 'aria-controls': string
    readonly 'aria-activedescendant': string | undefined
    readonly onKeyDown: (event: KeyboardEvent) => void
  }
}

/**
 * The chosen one of `count` lines below a field. Another query begins at the first line. `press` hears a key that moves
 * nothing, Enter among them, and answers whether it was meant for it.
 */
export function useChoosing({ query, count, press }: { query: string; count: number; press: (event: KeyboardEvent, active: number) => boolean }): Choosing {
  const list = useId()
  const [pointed, setPointed] = useState({ query, index: 0 })
  if (pointed.query !== query) setPointed({ query, index: 0 })
  const active = Math.max(0, Math.min(pointed.index, count - 1))
  const point = (index: number) => {
    if (index !== active) setPointed({ query, index })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return
    const next = movedBy(event.key, active, count)
    if (next !== null) point(next)
    else if (!press(event, active)) return
    event.preventDefault()
    event.stopPropagation()
  }
  const field = {
    role: 'combobox',
    'aria-expanded': count > 0,
    'aria-controls': list,
    'aria-activedescendant': count > 0 ? optionId(list, active) : undefined,
    onKeyDown,
  } as const
  return { list, active, point, field }
}

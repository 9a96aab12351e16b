import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { rowGoneTo, scrollTo } from './row-keys.ts'

/**
 * Of all rows of a list Tab reaches one: that of the lesson that is looked at, or that keys went to since. The lesson that is looked
 * at, whose row is `data-current`, is seen in the list.
 */
export function useRows<L extends HTMLElement>(rows: readonly string[], looked: string | null) {
  const list = useRef<L>(null)
  const [gone, setGone] = useState<{ readonly to: string; readonly looked: string | null } | null>(null)
  const last = gone?.looked === looked ? gone.to : looked
  const reached = last !== null && rows.includes(last) ? last : rows[0]
  useEffect(() => {
    const row = list.current?.querySelector('[data-current]')
    if (list.current && row) list.current.scrollTop += scrollTo(row.getBoundingClientRect(), list.current.getBoundingClientRect())
  }, [looked])
  return { list, isReached: (row: string) => row === reached, goTo: (to: string) => setGone({ to, looked }) }
}

/** Goes to another row, there to what is like what had the focus, where it has that. */
export function goThrough(event: KeyboardEvent<HTMLElement>): void {
  const from = event.target instanceof Element ? event.target.closest('[data-row]') : null
  if (!from || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return
  const rows = [...event.currentTarget.querySelectorAll('[data-row]:has(input:enabled, button:enabled)')]
  const row = rowGoneTo(rows, from, event.key)
  if (!row) return
  event.preventDefault()
  event.stopPropagation()
  const alike = event.target instanceof HTMLButtonElement ? 'button:enabled' : 'input:enabled'
  const next = row.querySelector<HTMLElement>(alike) ?? row.querySelector<HTMLElement>('input:enabled, button:enabled')
  next?.focus()
}

/** What was done on the archive's page and can be taken back, by Ctrl+Z while the page is open. A window has one list. */
import { useEffect } from 'react'
import type { Host } from '#renderer/host/host.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { isComposing, matchesShortcut } from '#renderer/ui/keys.ts'

const mostDeeds = 100

interface Deed {
  readonly undo: () => void
  readonly about: string | null
}

export class Deeds {
  #deeds: readonly Deed[] = []

  /** Something was done. `about`: what names it, where it can be taken back by another way. */
  did(undo: () => void, about: string | null = null): void {
    this.#deeds = [...this.#deeds, { undo, about }].slice(-mostDeeds)
  }

  /** It was taken back by another way, or can't be any more. */
  forget(about: string): void {
    this.#deeds = this.#deeds.filter((deed) => deed.about !== about)
  }

  /** Takes the newest back, once. Whether there was any. */
  undoNewest(): boolean {
    const deed = this.#deeds.at(-1)
    this.#deeds = this.#deeds.slice(0, -1)
    deed?.undo()
    return deed !== undefined
  }
}

const deeds = new WeakMap<Host, Deeds>()

export function deedsOf(host: Host): Deeds {
  const known = deeds.get(host) ?? new Deeds()
  deeds.set(host, known)
  return known
}

/** While the page is open Ctrl+Z takes back what was done on it, but where it means the text of a field or something beside the page. */
export function useUndoKey(): void {
  const host = useHost()
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isComposing(event) || !matchesShortcut(event, 'Mod+Z') || !isOfPage(event.target)) return
      if (deedsOf(host).undoNewest()) event.preventDefault()
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [host])
}

function isOfPage(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return true
  return target === document.body || (target.closest('.panel') !== null && !target.matches('input:not([type=checkbox]), textarea'))
}

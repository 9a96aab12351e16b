/**
 * The two panes beside the page. Where the window is wide they stand beside it and the settings say
 * whether; where it is narrow (or zoomed) they come over the page, one at a time, when asked for.
 */
import { useSyncExternalStore } from 'react'
import type { Host } from '#renderer/host/host.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected, useValue } from '#renderer/host/value.ts'
import type { Shell } from './shell.ts'
import { useShell } from './shell-context.tsx'

export type Pane = 'library' | 'inspector'

/** Below these widths a pane comes over the page: two texts side by side need the inspector's place. */
function overlap(pane: Pane, isHalved: boolean): string {
  if (pane === 'library') return '(max-width: 819px)'
  return isHalved ? '(max-width: 1599px)' : '(max-width: 1119px)'
}

/** Whether something lies beside the page: another lesson, or a moment of this one. */
export function isSplit(shell: Shell): boolean {
  return shell.places.get().length > 1 || shell.beside.get() !== null
}

/** The same, for a component. */
export function useIsSplit(): boolean {
  const shell = useShell()
  const isWithLesson = useSelected(shell.places, (places) => places.length > 1)
  const isWithMoment = useSelected(shell.beside, (past) => past !== null)
  return isWithLesson || isWithMoment
}

/** Whether a pane comes over the page in this window as it is now. */
function isOver(shell: Shell, pane: Pane): boolean {
  return window.matchMedia(overlap(pane, isSplit(shell))).matches
}

const setting = { library: 'showLibrary', inspector: 'showInspector' } as const

/** Shows or hides a pane, in whichever way it appears at this width. */
export function togglePane(host: Host, shell: Shell, pane: Pane): void {
  if (isOver(shell, pane)) return shell.overlay.set(shell.overlay.get() === pane ? null : pane)
  if (!shell.focused.get()) return host.changeSettings({ [setting[pane]]: !host.settings.get()[setting[pane]] })
  shell.focused.set(false)
  host.changeSettings({ [setting[pane]]: true })
}

/** Shows a pane that is away; one that is shown stays as it is. */
export function showPane(host: Host, shell: Shell, pane: Pane): void {
  if (isOver(shell, pane)) return shell.overlay.set(pane)
  shell.focused.set(false)
  if (!host.settings.get()[setting[pane]]) host.changeSettings({ [setting[pane]]: true })
}

/** Shows how the lesson was written, and gives the list the focus once it is there. */
export function showVersions(host: Host, shell: Shell): void {
  shell.view.set('lesson')
  shell.inspected.set('versions')
  showPane(host, shell, 'inspector')
  const focus = () => {
    const item = document.querySelector<HTMLElement>('.versions-panel :is([aria-current], [data-moment])')
    item?.focus()
    return item !== null
  }
  if (focus()) return
  const observer = new MutationObserver(() => {
    if (focus()) observer.disconnect()
  })
  observer.observe(document.body, { childList: true, subtree: true })
  // A lesson in which nothing was written has nothing to go to.
  setTimeout(() => observer.disconnect(), 3000)
}

export interface PaneState {
  readonly shown: boolean
  /** Lies over the page and goes away once it was used. */
  readonly over: boolean
}

/** How a pane appears now. */
export function usePane(pane: Pane): PaneState {
  const host = useHost()
  const shell = useShell()
  const wanted = useSelected(host.settings, (settings) => settings[setting[pane]])
  const overlay = useValue(shell.overlay)
  const focused = useValue(shell.focused)
  const view = useValue(shell.view)
  const over = useMedia(overlap(pane, useIsSplit()))
  // The inspector is about the page: it leaves with it.
  if (pane === 'inspector' && view !== 'lesson') return { over, shown: false }
  return { over, shown: over ? overlay === pane : wanted && !focused }
}

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = window.matchMedia(query)
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    () => window.matchMedia(query).matches,
  )
}

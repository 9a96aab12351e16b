import { useEffect } from 'react'
import { useHost } from '#renderer/host/host-context.tsx'
import { focusAgain } from '#renderer/ui/caret-memory.ts'
import { isComposing, matchesShortcut } from '#renderer/ui/keys.ts'
import type { CommandEntry } from './commands.tsx'
import { useShell } from './shell-context.tsx'

const panes = ['.pane-library [tabindex="0"]', '.desk [contenteditable="true"]', '.version-beside button', '.pane-inspector button']

/** Runs commands by their shortcuts and by the desktop window's menu; F6 goes round the areas. */
export function useCommandKeys(commands: readonly CommandEntry[]): void {
  const host = useHost()
  const shell = useShell()
  useEffect(() => {
    const run = (name: string) => commands.find((command) => command.name === name)?.run()
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isComposing(event)) return
      if (event.key === 'F6') {
        event.preventDefault()
        return focusNextPane(event.shiftKey ? -1 : 1)
      }
      if (event.key === 'Escape' && shell.overlay.get() !== null) return shell.overlay.set(null)
      const command =
        commands.find((each) => [each.keys, each.otherKeys].some((keys) => keys && matchesShortcut(event, keys))) ??
        (event.key === '?' && !isTyping(event.target) ? commands.find((each) => each.name === 'shortcuts') : undefined)
      if (!command) return
      event.preventDefault()
      // A dialog is left before another opens; under one, nothing else is done.
      if (shell.dialog.get() === null || command.name === 'palette' || command.name === 'go-to') command.run()
    }
    window.addEventListener('keydown', onKeyDown)
    const stop = host.onCommand(run)
    return () => {
      window.removeEventListener('keydown', onKeyDown)
      stop()
    }
  }, [commands, host, shell])
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
}

function focusNextPane(step: 1 | -1): void {
  const reachable = panes.map((selector) => document.querySelector<HTMLElement>(selector)).filter((element) => element !== null)
  const regions = reachable.map((element) => element.closest('aside, main, .version-beside'))
  // The inner one of two that lie in each other.
  const at = regions.findLastIndex((region) => region?.contains(document.activeElement))
  const next = reachable[(at + step + reachable.length) % reachable.length]
  if (next) focusAgain(next)
}

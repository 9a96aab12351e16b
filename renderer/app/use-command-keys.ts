import { useEffect } from 'react'
import { useHost } from '#renderer/host/host-context.tsx'
import { focusAgain } from '#renderer/ui/caret-memory.ts'
import { isComposing, matchesShortcut } from '#renderer/ui/keys.ts'
import type { CommandEntry } from './commands.tsx'
import { goOneLevelUp } from './one-level-up.ts'
import type { Shell } from './shell.ts'
import { useShell } from './shell-context.tsx'
import { nextEntrance } from './window-areas.ts'

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
        return goRound(shell, event.shiftKey ? -1 : 1)
      }
      if (event.key === 'Escape' && shell.overlay.get() !== null) return shell.overlay.set(null)
      if (event.key === 'Escape' && leavesView(shell, event.target)) return goOneLevelUp(shell)
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

/** A tick and a slider take no letters, and have no use for Esc. */
const typedIn = 'input:not([type=checkbox], [type=radio], [type=range]), textarea, select'

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches(typedIn))
}

/** A window, a menu and a field have a use of their own for Esc; so has a notice. */
function leavesView(shell: Shell, target: EventTarget | null): boolean {
  const isElsewhere = target instanceof Element && target.closest('.toasts, [role=dialog], [role=alertdialog], [role=menu], [role=listbox]') !== null
  return shell.view.get() !== 'lesson' && shell.dialog.get() === null && !isTyping(target) && !isElsewhere
}

function goRound(shell: Shell, step: 1 | -1): void {
  const next = nextEntrance(step)
  if (!next) return
  focusAgain(next.entrance)
  // What lay over the page goes, or it would hide where the focus is.
  if (!next.region.matches(`.pane-${shell.overlay.get()}`)) shell.overlay.set(null)
}

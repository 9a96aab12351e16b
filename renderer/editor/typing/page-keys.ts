/** What a key means on the page: first for the suggestion that is shown, then for the text. */
import type { KeyboardEvent } from 'react'
import { isComposing } from '#renderer/ui/keys.ts'
import { toolsKey, toolsOf } from '#renderer/editor/tools/page-tools.ts'
import type { PageSession } from '#renderer/editor/page-session.ts'
import { slashIn } from '#renderer/editor/tools/slash.ts'
import { ghostKeys, isShortcut, runShortcut } from './shortcuts.ts'

/** Handles a key. True: Slate and the browser have nothing more to do with it. */
export function pressed(session: PageSession, event: KeyboardEvent): boolean | undefined {
  session.hush()
  session.pressed()
  if (pressedInPaste(session, event)) {
    event.preventDefault()
    return true
  }
  // A key of the input method is the input method's alone; a Tab among them must not leave with the text half composed.
  if (isComposing(event.nativeEvent) || session.isComposing()) {
    if (event.key === 'Tab') event.preventDefault()
    return undefined
  }
  if (pressedForSlash(session, event)) return true
  if (!pressedForGhost(session, event) && !(session.isEditable && runShortcut(session.editor, event)) && !keepsTab(session, event)) return undefined
  event.preventDefault()
  return true
}

/** A key finishes a paste that is under way before it does anything else; Esc gives it up. */
function pressedInPaste({ editor }: PageSession, event: KeyboardEvent): boolean {
  const { pasting } = editor
  // The browser's own paste follows this key, of which the page takes the text alone.
  pasting.isPlain = isShortcut(event, 'Mod+Shift+V')
  if (!pasting.isActive || /^(?:Shift|Control|Alt|Meta)$/.test(event.key)) return false
  if (event.key === 'Escape') pasting.cancel()
  else pasting.finishNow()
  return event.key === 'Escape'
}

/** The menu of a slash comes first: the focus stays in the text while one chooses. */
function pressedForSlash(session: PageSession, event: KeyboardEvent): boolean {
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey
  if (!isPlain || !slashIn(session.editor).pressed(event)) return false
  event.preventDefault()
  return true
}

/** Handles a key of suggestions. False: it is none, or nothing is shown that it could mean. */
export function pressedForGhost(session: PageSession, event: KeyboardEvent): boolean {
  if (isShortcut(event, ghostKeys.all.keys)) return session.accept('all')
  if (isShortcut(event, ghostKeys.word.keys)) return session.accept('word')
  if (isShortcut(event, ghostKeys.clause.keys)) return session.accept('clause')
  if (isShortcut(event, ghostKeys.why.keys)) return askWhy(session)
  if (isShortcut(event, ghostKeys.dismiss.keys)) return session.why.close() || session.writer.dismiss()
  if (isShortcut(event, ghostKeys.next.keys)) return session.writer.turn(1)
  if (isShortcut(event, ghostKeys.previous.keys)) return session.writer.turn(-1)
  if (isShortcut(event, toolsKey)) return askForTools(session)
  if (!isShortcut(event, ghostKeys.ask.keys)) return false
  session.writer.askNow()
  return true
}

/** What is not there can't be explained, and the key says that: nothing else on the screen would. */
function askWhy({ why, writer }: PageSession): true {
  if (!why.asked()) writer.missed()
  return true
}

function askForTools({ editor }: PageSession): boolean {
  const { asked } = toolsOf(editor)
  asked.set(asked.get() + 1)
  return true
}

/**
 * A Tab pressed a moment too late, when the suggestion is gone, must not carry the author out of the text.
 * Esc sets Tab free for those who move by keyboard: Esc, then Tab, leaves the text.
 */
function keepsTab(session: PageSession, event: KeyboardEvent): boolean {
  const isTab = event.key === 'Tab' && !event.ctrlKey && !event.metaKey && !event.altKey
  const isKept = isTab && session.isEditable && !session.isTabFree
  if (event.key !== 'Shift') session.isTabFree = event.key === 'Escape'
  return isKept
}

/** Beside the model in the status line: its voice, and a small window in which that is made stronger or weaker, changed or taken off, while one writes. */
import { Feather } from 'lucide-react'
import { Popover as Radix } from 'radix-ui'
import { type RefObject, useCallback, useEffect, useRef } from 'react'
import type { ActiveAdapter } from '#preload/contract/adapters.ts'
import { aboutSuggestion } from '#renderer/editor/ghost/lent-focus.ts'
import { ghostKeys } from '#renderer/editor/typing/shortcuts.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected, useValue } from '#renderer/host/value.ts'
import { firstControl, VoiceAtHand } from '#renderer/panels/voice/voice-at-hand.tsx'
import { focusAgain } from '#renderer/ui/caret-memory.ts'
import { closesByEsc } from '#renderer/ui/closes-by-esc.ts'
import { isSomethingComposed } from '#renderer/ui/composing.ts'
import { formatShare } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Tooltip } from '#renderer/ui/tooltip.tsx'
import type { Language, Translate } from '#renderer/ui/translate.ts'
import { commandKeys } from './command-keys.ts'
import type { Shell } from './shell.ts'
import { useShell } from './shell-context.tsx'
import { showVoice } from './show-voice.ts'

export function VoiceButton() {
  const { t, language } = useTexts()
  const shell = useShell()
  const open = useValue(shell.voiceAtHand)
  const active = useValue(useHost().adapter)
  const isServed = useSelected(useHost().engine, (engine) => engine?.server !== undefined)
  const content = useRef<HTMLDivElement>(null)
  const { lend, giveBack } = useLoan(shell, content)
  const works = active !== null && active.problem === null && active.strength > 0 && !isServed
  const leave = () => shell.voiceAtHand.set(false)
  return (
    <Radix.Root open={open} onOpenChange={shell.voiceAtHand.set}>
      {works && <span> · </span>}
      <Tooltip label={t('command.voice-at-hand')} keys={commandKeys['voice-at-hand']} side="top">
        <Radix.Trigger
          className="status-worn"
          aria-label={signText(active, works, t, language)}
          data-works={works || undefined}
          // The text keeps the focus, and a word that is composed in it goes on.
          onMouseDown={(event) => event.preventDefault()}
        >
          <Feather aria-hidden="true" />
          {works && <span>{active.name}</span>}
          {works && active.strength !== 1 && <small> {formatShare(language, active.strength)}</small>}
        </Radix.Trigger>
      </Tooltip>
      <Radix.Portal>
        <Radix.Content
          ref={content}
          className="floating popover popover-voice"
          side="top"
          align="end"
          sideOffset={6}
          collisionPadding={8}
          aria-label={t('voice.at-hand')}
          tabIndex={-1}
          {...aboutSuggestion}
          {...closesByEsc(leave)}
          onMouseDown={(event) => {
            if (isSomethingComposed()) event.preventDefault()
          }}
          onOpenAutoFocus={(event) => {
            event.preventDefault()
            lend()
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (document.activeElement === document.body) giveBack()
          }}
        >
          <VoiceAtHand
            keys={{ ask: ghostKeys.ask.keys, all: commandKeys.voice }}
            onAll={() => {
              leave()
              showVoice(shell)
            }}
          />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

function signText(active: ActiveAdapter | null, works: boolean, t: Translate, language: Language): string {
  if (active === null) return t('voice.at-hand-sign-none')
  const { name, strength } = active
  return works ? t('voice.at-hand-sign', { name, share: formatShare(language, strength) }) : t('voice.at-hand-sign-idle', { name })
}

/** The focus, lent to the window while it is open and given back to where it was. */
function useLoan(shell: Shell, content: RefObject<HTMLElement | null>) {
  const before = useRef<Element | null>(null)
  const giveBack = useCallback(() => {
    const isInside = content.current?.contains(document.activeElement) === true
    if ((isInside || document.activeElement === document.body) && before.current instanceof HTMLElement) focusAgain(before.current)
  }, [content])
  useEffect(() => {
    const stops = [
      // At once, however it was closed: what comes in its place may take the focus from where it is by then.
      shell.voiceAtHand.subscribe(() => {
        if (!shell.voiceAtHand.get()) giveBack()
      }),
      shell.dialog.subscribe(() => {
        if (shell.dialog.get() !== null) shell.voiceAtHand.set(false)
      }),
    ]
    return () => stops.forEach((stop) => stop())
  }, [shell, giveBack])
  const lend = () => {
    before.current = lender(shell)
    // Nothing takes the focus from a word that is being composed.
    if (isSomethingComposed()) return
    if (content.current) firstControl(content.current).focus({ preventScroll: true })
  }
  return { lend, giveBack }
}

/** Whoever comes here by the status line was writing before, and wants to go on. */
function lender(shell: Shell): Element | null {
  const now = document.activeElement
  if (now !== document.body && !now?.closest('.status-line')) return now
  const lesson = shell.view.get() === 'lesson' ? shell.lesson.get() : null
  return document.querySelector(`[data-lesson="${CSS.escape(lesson ?? '')}"]:not([hidden]) .page-text`) ?? now
}

import { X } from 'lucide-react'
import { Toast as Radix } from 'radix-ui'
import { type CSSProperties, createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Problem, type ProblemCode } from '#preload/contract/problem.ts'
import { IconButton } from './button.tsx'
import { focusAgain } from './caret-memory.ts'
import { useTexts } from './i18n.tsx'
import { type Notice, type Shown, withNotice } from './notice-list.ts'
import { problemSentence } from './problem-sentence.ts'
import { noticeInsets } from './notice-place.ts'
import { useNoticePlace } from './use-notice-place.ts'
import './toast.css'

export interface Notices {
  show(notice: Notice): void
  /** Takes back what is shown about something that is over. */
  takeBack(about: string): void
  /** Shows the sentence of a failed call. What was cancelled is silent; what is not a Problem is a bug and is thrown on. */
  problem(error: unknown, about?: string): void
  /** Takes back what is shown of a problem that is over. */
  solved(code: ProblemCode): void
}

const NoticesContext = createContext<Notices>({ show: () => undefined, takeBack: () => undefined, problem: () => undefined, solved: () => undefined })

/** Shows the notices of everything inside it. */
export function NoticesProvider({ children }: { children: ReactNode }) {
  const { t, language } = useTexts()
  const [notices, setNotices] = useState<readonly Shown[]>([])
  const list = useRef<HTMLOListElement>(null)
  const place = useNoticePlace(list, notices)
  const add = useCallback((notice: Notice, code: ProblemCode | null) => setNotices((now) => withNotice(now, notice, code)), [])
  const close = ({ id, closed }: Shown) => {
    setNotices((now) => now.filter((notice) => notice.id !== id))
    closed?.()
  }
  const value = useMemo<Notices>(
    () => ({
      show: (notice) => add(notice, null),
      takeBack: (about) => setNotices((now) => now.filter((notice) => notice.about !== about)),
      problem: (error, about) => {
        if (!(error instanceof Problem)) throw error
        if (error.code !== 'cancelled') add({ text: problemSentence(language, error), kind: 'problem', about }, error.code)
      },
      solved: (code) => setNotices((now) => now.filter((notice) => notice.code !== code)),
    }),
    [add, language],
  )
  useEffect(() => goesOn(list.current), [notices])
  useEffect(reachable, [])
  useEffect(givenBack, [])
  return (
    <NoticesContext value={value}>
      <Radix.Provider label={t('ui.notice')} swipeDirection="down" duration={8000}>
        {children}
        {notices.map((notice) => (
          <Radix.Root
            key={notice.id}
            className={`toast toast-${notice.kind ?? 'plain'}`}
            onOpenChange={(open) => {
              if (!open) close(notice)
            }}
          >
            <Radix.Description className="toast-text">{notice.text}</Radix.Description>
            {notice.action && (
              <Radix.Action className="toast-action" altText={notice.action.label} onClick={notice.action.run}>
                {notice.action.label}
              </Radix.Action>
            )}
            <Radix.Close asChild>
              <IconButton label={t('ui.close')}>
                <X />
              </IconButton>
            </Radix.Close>
          </Radix.Root>
        ))}
        <Radix.Viewport
          ref={list}
          className="toasts"
          data-place={place}
          style={noticeInsets as CSSProperties}
          aria-live="off"
          /* else an open dialog hides it */ label={t('ui.notices', { hotkey: '{hotkey}' })}
        />
      </Radix.Provider>
    </NoticesContext>
  )
}

/** When Radix has heard of a notice that was added. */
const heardMs = 100

/**
 * Lets the time of notices go on. Radix stops it while one has the pointer or the focus, and goes on for none that comes after that was closed;
 * and it takes a click into a preview, which is a page within the page, for one who left the window.
 */
function goesOn(list: HTMLElement | null): () => void {
  const goOn = () => {
    if (!list || !document.hasFocus() || list.matches(':hover') || list.contains(document.activeElement)) return
    list.parentElement?.dispatchEvent(new PointerEvent('pointerleave'))
  }
  const timer = setTimeout(goOn, heardMs)
  const later = () => void setTimeout(goOn)
  window.addEventListener('blur', later)
  return () => {
    clearTimeout(timer)
    window.removeEventListener('blur', later)
  }
}

/** Lets notices have the focus while a dialog is open: Radix takes back at the document what leaves a dialog. */
function reachable(): () => void {
  const over = new AbortController()
  const keep = (event: FocusEvent) => {
    const to = event.type === 'focusin' ? event.target : event.relatedTarget
    if (to instanceof Element && to.closest('.toasts')) event.stopPropagation()
  }
  for (const type of ['focusin', 'focusout'] as const) document.body.addEventListener(type, keep, { signal: over.signal })
  return () => over.abort()
}

/** Gives the focus back to where it was before a notice took it: from one that is closed, Radix moves it to the list of them, where no key does anything. */
function givenBack(): () => void {
  const over = new AbortController()
  let before: HTMLElement | null = null
  const note = ({ target, relatedTarget: from }: FocusEvent) => {
    if (!(target instanceof Element) || !(from instanceof HTMLElement) || !target.closest('.toasts')) return
    if (!from.closest('.toasts')) before = from
    else if (target.matches('.toasts')) queueMicrotask(() => before?.isConnected && focusAgain(before))
  }
  document.addEventListener('focusin', note, { signal: over.signal, capture: true })
  return () => over.abort()
}

/** Shows short notices. */
export function useNotices(): Notices {
  return use(NoticesContext)
}

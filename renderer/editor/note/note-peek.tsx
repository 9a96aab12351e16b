/** What a footnote says, beside its mark while the pointer rests on it. */
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { writtenIn } from '#renderer/ui/written-in.ts'
import type { NoteNumbers } from './note-numbers.ts'

/** A pointer that only passes asks for nothing. */
const restMs = 250

export function NotePeek({ frame, notes }: { readonly frame: RefObject<HTMLElement | null>; readonly notes: NoteNumbers }) {
  const sign = useRestedOn(frame)
  return sign && <Peek sign={sign} frame={frame} text={notes.textOf(sign.dataset['note'] ?? '')} />
}

function useRestedOn(frame: RefObject<HTMLElement | null>): HTMLElement | null {
  const [sign, setSign] = useState<HTMLElement | null>(null)
  useEffect(() => {
    const over = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const leave = () => {
      clearTimeout(timer)
      setSign(null)
    }
    frame.current?.addEventListener(
      'pointerover',
      ({ target }) => {
        leave()
        const rested = target instanceof Element ? target.closest<HTMLElement>('.note-sign:not([data-lost])') : null
        if (rested) timer = setTimeout(() => setSign(rested), restMs)
      },
      { signal: over.signal },
    )
    // Not while capturing: what it leaves inside tells of it too, and after what it comes to.
    frame.current?.addEventListener('pointerleave', leave, { signal: over.signal })
    for (const type of ['pointerdown', 'keydown'] as const) frame.current?.addEventListener(type, leave, { signal: over.signal, capture: true })
    return () => {
      clearTimeout(timer)
      over.abort()
    }
  }, [frame])
  return sign
}

function Peek({ sign, frame, text }: { readonly sign: HTMLElement; readonly frame: RefObject<HTMLElement | null>; readonly text: string }) {
  const { t } = useTexts()
  const card = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (!card.current || !frame.current) return
    const [box, around] = [sign.getBoundingClientRect(), frame.current.getBoundingClientRect()]
    card.current.style.top = `${box.bottom - around.top + 6}px`
    card.current.style.left = `${Math.max(0, Math.min(box.left - around.left - 16, around.width - card.current.offsetWidth))}px`
  }, [sign, frame, text])
  return (
    <div ref={card} className="note-peek" role="tooltip" lang={writtenIn(text)}>
      {text.trim() === '' ? t('note.empty') : text}
    </div>
  )
}

/** Why this suggestion: a small window at the caret. The focus stays in the text; the key that opened it goes into it. */
import { X } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useCallback, useEffect, useId, useLayoutEffect, useRef } from 'react'
import type { Likeness, Why } from '#preload/contract/why.ts'
import { useHeld } from '#renderer/editor/held.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { backToText } from '#renderer/editor/tools/page-tools.ts'
import { ghostKeys, isShortcut } from '#renderer/editor/typing/shortcuts.ts'
import { formatShare } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Kbd } from '#renderer/ui/kbd.tsx'
import { formatShortcut, isComposing } from '#renderer/ui/keys.ts'
import { problemSentence } from '#renderer/ui/problem-sentence.ts'
import { placeWhy } from './ghost-layout.ts'
import type { ExplainedGhost, GhostWhy } from './ghost-why.ts'
import { useResized } from './use-resized.ts'
import { WhyLikenesses } from './why-likenesses.tsx'
import { WhyHow, WhyTokens } from './why-tokens.tsx'
import { whyRows } from './why-rows.ts'
import '#renderer/editor/tools/float.css'
import './why.css'

export interface WhyWindowProps {
  readonly editor: StudioEditor
  /** The element that it is placed in. */
  readonly frame: RefObject<HTMLElement | null>
  readonly why: GhostWhy
  /** A key that means something for the suggestion; whether it did. */
  readonly pressed: (event: KeyboardEvent) => boolean | undefined
  /** The author left the page out of it, to where. */
  readonly left: (to: EventTarget | null) => void
  readonly follow: (likeness: Likeness) => void
}

export function WhyWindow({ why, ...rest }: WhyWindowProps) {
  const explained = useHeld(why.held)
  return explained && <OpenWindow why={why} explained={explained} {...rest} />
}

function OpenWindow({ editor, frame, why: held, explained, pressed, left, follow }: WhyWindowProps & { readonly explained: ExplainedGhost }) {
  const { t } = useTexts()
  const box = useRef<HTMLDivElement>(null)
  const title = useId()
  const { ghost, why } = explained
  const place = useCallback(() => {
    if (box.current && frame.current) placeWhy(editor, ghost, box.current, frame.current)
  }, [editor, ghost, frame])
  useLayoutEffect(() => {
    place()
    // Where there is no room for it on either side of the line.
    box.current?.scrollIntoView({ block: 'nearest' })
  }, [place, explained])
  useResized(frame, place)
  useEntered(held, box)
  const leave = () => {
    held.close()
    backToText(editor)
  }
  const open = (likeness: Likeness) => {
    held.close()
    follow(likeness)
  }
  return (
    <div
      ref={box}
      className="floating page-float why"
      role="dialog"
      aria-labelledby={title}
      tabIndex={-1}
      // The caret stays in the text.
      onMouseDown={(event) => event.preventDefault()}
      onKeyDown={(event) => pressedInside(event, { editor, box: box.current, leave, pressed })}
      onBlur={({ currentTarget, relatedTarget }) => {
        const isNear = relatedTarget instanceof Node && (currentTarget.contains(relatedTarget) || frame.current?.contains(relatedTarget))
        if (!isNear) left(relatedTarget)
      }}
    >
      <header className="why-head">
        <h2 id={title}>{t('why.title')}</h2>
        <button type="button" className="why-close" tabIndex={-1} aria-label={t('ui.close')} onClick={leave}>
          <X aria-hidden="true" />
        </button>
      </header>
      <div className="why-body">
        <Explanation explained={explained} />
        {why && <WhyLikenesses likenesses={why.likenesses} unread={why.unread} open={open} />}
        {why?.tokens && <WhyHow tokens={why.tokens} />}
      </div>
      <footer className="why-keys" aria-hidden="true">
        <Kbd keys={ghostKeys.all.keys} /> {t('why.take')} <Kbd keys="Esc" /> {t('ui.close')}
      </footer>
      <Announcement why={why} />
    </div>
  )
}

/** The model of a server that the author named: what it chose from only it knows. */
const ofServer = 'server:'

function Explanation({ explained: { ghost, why, problem } }: { readonly explained: ExplainedGhost }) {
  const { t, language } = useTexts()
  const trouble = problem ?? why?.problem
  if (why?.tokens) return <WhyTokens tokens={why.tokens} />
  if (ghost.suggestion.model.startsWith(ofServer)) return <p className="why-note">{t('why.server')}</p>
  return (
    <p className="why-note" role="status">
      {trouble ? problemSentence(language, trouble.code === 'cancelled' ? { ...trouble, code: 'suggestion-gone' } : trouble) : t('why.asking')}
    </p>
  )
}

/** Takes the focus when the author goes into it, and stays where they are else. */
function useEntered({ entered }: GhostWhy, box: RefObject<HTMLElement | null>): void {
  const times = useHeld(entered)
  const known = useRef(times)
  useEffect(() => {
    if (known.current !== times) box.current?.focus({ preventScroll: true })
    known.current = times
  }, [times, box])
}

interface Inside {
  readonly editor: StudioEditor
  readonly box: HTMLElement | null
  readonly leave: () => void
  readonly pressed: WhyWindowProps['pressed']
}

/** What a key means inside: the suggestion's keys mean what they do in the text, arrows go from place to place, and what is typed is typed. */
function pressedInside(event: KeyboardEvent, { editor, box, leave, pressed }: Inside): void {
  if (isComposing(event.nativeEvent) || !box) return
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey
  const step = isPlain ? { ArrowDown: 1, ArrowUp: -1 }[event.key] : undefined
  const isPressing = event.target instanceof HTMLButtonElement && (event.key === 'Enter' || event.key === ' ')
  if (event.key === 'Escape' || isShortcut(event, ghostKeys.why.keys)) leave()
  else if (step !== undefined) walk(box, step)
  else if (isPressing || /^(?:Shift|Control|Alt|Meta)$/.test(event.key)) return
  else if (pressedInText(event, editor, pressed)) return event.preventDefault()
  else if (isPlain && [...event.key].length === 1 && event.key !== ' ') return leave()
  else return
  event.preventDefault()
}

const textKeys = [ghostKeys.all, ghostKeys.word, ghostKeys.clause, ghostKeys.next, ghostKeys.previous]

/** A suggestion's key, meant in the text. */
function pressedInText(event: KeyboardEvent, editor: StudioEditor, pressed: WhyWindowProps['pressed']): boolean {
  if (!textKeys.some(({ keys }) => isShortcut(event, keys))) return false
  backToText(editor)
  return pressed(event) === true
}

/** Goes to the next place or the one before; where there is none, as far as a line. */
function walk(box: HTMLElement, step: number): void {
  const places = [...box.querySelectorAll<HTMLElement>('.why-place')]
  const at = places.findIndex((place) => place === document.activeElement)
  const next = at < 0 && step > 0 ? places[0] : places[at + step]
  if (next) next.focus()
  else if (step < 0) box.focus()
  box.querySelector('.why-body')?.scrollBy({ top: next ? 0 : step * 40 })
}

/** Told once what it was chosen from is known, for those who don't see it; how to get in is told too. */
function Announcement({ why }: { readonly why: Why | null }) {
  const { t, language } = useTexts()
  const [first] = why?.tokens ? whyRows(why.tokens) : []
  const [other] = first?.others ?? []
  const share = (probability: number) => formatShare(language, probability)
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {first &&
        t('why.announce', {
          text: first.written + first.text,
          share: share(first.probability),
          other: other ? t('why.announce-other', { text: other.text || t('why.end'), share: share(other.probability) }) : '',
          keys: formatShortcut(ghostKeys.why.keys),
        })}
    </div>
  )
}

/** What surrounds a suggestion: the card for where it may not stand in the text, the hint, the announcement. */
import { CircleHelp as HelpCircle } from 'lucide-react'
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Kbd } from '#renderer/ui/kbd.tsx'
import { formatShortcut } from '#renderer/ui/keys.ts'
import type { Translate } from '#renderer/ui/translate.ts'
import type { Ghost, GhostStore, Silence } from './ghost-store.ts'
import type { GhostWhy } from './ghost-why.ts'
import { placeCard, placeHint, placeSilence } from './ghost-layout.ts'
import { useResized } from './use-resized.ts'
import { useHeld } from '#renderer/editor/held.ts'
import { ghostKeys } from '#renderer/editor/typing/shortcuts.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import './ghost.css'

interface GhostViewProps {
  readonly editor: StudioEditor
  readonly ghosts: GhostStore
  readonly why: GhostWhy
  /** The element that both are placed in. */
  readonly frame: RefObject<HTMLElement | null>
  readonly accept: () => void
  /** The author knows the keys by now. */
  readonly isQuiet: boolean
}

const useGhost = (ghosts: GhostStore) => useHeld(ghosts)

/** Draws the card and the hint of the suggestion that is shown. */
export function GhostView({ editor, ghosts, why, frame, accept, isQuiet }: GhostViewProps) {
  const ghost = useGhost(ghosts)
  const silence = useSyncExternalStore(ghosts.subscribe, ghosts.getSilence)
  const isHintDue = useRested(ghost)
  const ask = useCallback(() => void why.asked(), [why])
  const isExplained = useHeld(why.held) !== null
  return (
    <>
      {ghost?.form === 'card' && <GhostCard ghost={ghost} editor={editor} frame={frame} accept={accept} ask={ask} isQuiet={isQuiet} />}
      {ghost && ghost.form !== 'card' && isHintDue && !isExplained && hasHint(ghost, isQuiet) && (
        <GhostHint ghost={ghost} editor={editor} frame={frame} ask={ask} isQuiet={isQuiet} />
      )}
      {silence && <GhostSilence silence={silence} editor={editor} frame={frame} />}
      <GhostAnnouncement ghost={ghost} silence={silence} />
    </>
  )
}

/** Suggestions come and go while the author types; the keys for taking one are told when it stays. */
const hintMs = 250

/** Whether the suggestion has stood there for a moment. One the author turned to was waited for, and is told at once. */
function useRested(ghost: Ghost | null): boolean {
  const [rested, setRested] = useState<string | null>(null)
  const id = ghost?.suggestion.id ?? null
  useEffect(() => {
    if (id === null) return undefined
    const timer = setTimeout(() => setRested(id), hintMs)
    return () => clearTimeout(timer)
  }, [id])
  return ghost !== null && (rested === id || ghost.counter !== null)
}

/** A counter is shown to those who know the keys, too: it is news. */
function hasHint({ counter }: Ghost, isQuiet: boolean): boolean {
  return !isQuiet || counter !== null
}

type Placed = Pick<GhostViewProps, 'editor' | 'frame'> & { readonly ghost: Ghost; readonly ask: () => void }

/** A suggestion in the middle of a text, below its line: nothing that is there moves. */
function GhostCard({ ghost, editor, frame, accept, ask, isQuiet }: Placed & Pick<GhostViewProps, 'accept' | 'isQuiet'>) {
  const card = useRef<HTMLDivElement>(null)
  const place = useCallback(() => {
    if (card.current && frame.current) placeCard(editor, card.current, frame.current)
  }, [editor, frame])
  useLayoutEffect(() => place(), [place, ghost])
  useResized(frame, place)
  return (
    <div ref={card} className="ghost-card" aria-hidden="true" onMouseDown={(event) => event.preventDefault()} onClick={accept}>
      <span className="ghost-card-text" data-bold={ghost.bold || undefined} data-italic={ghost.italic || undefined}>
        {ghost.text}
      </span>
      {hasHint(ghost, isQuiet) && <HintKeys ghost={ghost} ask={ask} isQuiet={isQuiet} />}
    </div>
  )
}

function GhostHint({ ghost, editor, frame, ask, isQuiet }: Placed & Pick<GhostViewProps, 'isQuiet'>) {
  const hint = useRef<HTMLDivElement>(null)
  const place = useCallback(() => {
    if (hint.current && frame.current) placeHint(editor, ghost, hint.current, frame.current)
  }, [ghost, editor, frame])
  useLayoutEffect(() => place(), [place, isQuiet])
  useResized(frame, place)
  return (
    <div ref={hint} className="ghost-hint" aria-hidden="true">
      <HintKeys ghost={ghost} ask={ask} isQuiet={isQuiet} />
    </div>
  )
}

/** Why nothing is suggested to an author who asked or who means what is there, where they look. */
function GhostSilence({ silence, editor, frame }: Pick<GhostViewProps, 'editor' | 'frame'> & { readonly silence: Silence }) {
  const { t } = useTexts()
  const said = useRef<HTMLDivElement>(null)
  const place = useCallback(() => {
    if (said.current && frame.current) placeSilence(editor, said.current, frame.current)
  }, [editor, frame])
  useLayoutEffect(() => place(), [place, silence])
  useResized(frame, place)
  return (
    <div ref={said} className="ghost-hint ghost-silence" aria-hidden="true">
      {t(`editor.${silence}`)}
      {(silence === 'absent' || silence === 'withheld') && (
        <span className="ghost-keys">
          <Kbd keys={ghostKeys.ask.keys} />
          {t('editor.absent-ask')}
        </span>
      )}
    </div>
  )
}

function HintKeys({ ghost: { counter }, ask, isQuiet }: Pick<Placed, 'ghost' | 'ask'> & { readonly isQuiet: boolean }) {
  const { t } = useTexts()
  return (
    <span className="ghost-keys">
      {counter && (
        <span className="ghost-counter">
          {counter.at}/{counter.of}
        </span>
      )}
      {!isQuiet && (
        <>
          <Kbd keys={ghostKeys.all.keys} />
          {t('editor.hint-all')} <Kbd keys={ghostKeys.word.keys} />
          {t('editor.hint-word')}
          <button
            type="button"
            className="ghost-why"
            tabIndex={-1}
            title={`${t('why.title')} ${formatShortcut(ghostKeys.why.keys)}`}
            onMouseDown={(event) => event.preventDefault()}
            onClick={(event) => {
              // A click on the card takes the suggestion.
              event.stopPropagation()
              ask()
            }}
          >
            <HelpCircle />
          </button>
        </>
      )}
    </span>
  )
}

/** A suggestion is read out once it has come to rest, not word by word as it grows. */
const announceMs = 600

function GhostAnnouncement({ ghost, silence }: { ghost: Ghost | null; silence: Silence | null }) {
  const { t } = useTexts()
  const [said, setSaid] = useState({ id: '', text: '' })
  const id = ghost?.suggestion.id
  const text = ghost?.text ?? ''
  useEffect(() => {
    if (id === undefined) return setSaid((now) => (now.text === '' ? now : { ...now, text: '' }))
    const timer = setTimeout(() => setSaid((now) => (now.id === id ? now : { id, text: t('editor.announce', { text }) })), announceMs)
    return () => clearTimeout(timer)
  }, [id, text, t])
  return (
    <div className="visually-hidden page-announcement" role="status" aria-live="polite">
      {silence ? silenceSaid(t, silence) : said.text}
    </div>
  )
}

const silenceSaid = (t: Translate, silence: Silence) =>
  silence === 'absent' || silence === 'withheld' ? t(`editor.${silence}-said`, { keys: formatShortcut(ghostKeys.ask.keys) }) : t(`editor.${silence}`)

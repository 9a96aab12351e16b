/** What surrounds a suggestion: the card for where it may not stand in the text, the hint, the announcement. */
import { type RefObject, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Kbd } from '#renderer/ui/kbd.tsx'
import type { Ghost, GhostStore } from './ghost-store.ts'
import { placeCard, placeHint } from './ghost-layout.ts'
import { ghostKeys } from './shortcuts.ts'
import type { StudioEditor } from './slate-shape.ts'

interface GhostViewProps {
  readonly editor: StudioEditor
  readonly ghosts: GhostStore
  /** The element that both are placed in. */
  readonly frame: RefObject<HTMLElement | null>
  readonly accept: () => void
  /** The author knows the keys by now. */
  readonly isQuiet: boolean
}

const useGhost = (ghosts: GhostStore) => useSyncExternalStore(ghosts.subscribe, ghosts.get)

/** Draws the card and the hint of the suggestion that is shown. */
export function GhostView({ editor, ghosts, frame, accept, isQuiet }: GhostViewProps) {
  const ghost = useGhost(ghosts)
  return (
    <>
      {ghost?.form === 'card' && <GhostCard ghost={ghost} editor={editor} frame={frame} accept={accept} isQuiet={isQuiet} />}
      {ghost && ghost.form !== 'card' && !isQuiet && <GhostHint ghost={ghost} editor={editor} frame={frame} />}
      <GhostAnnouncement ghost={ghost} />
    </>
  )
}

type Placed = Pick<GhostViewProps, 'editor' | 'frame'> & { readonly ghost: Ghost }

/** A suggestion in the middle of a text, below its line: nothing that is there moves. */
function GhostCard({ ghost, editor, frame, accept, isQuiet }: Placed & Pick<GhostViewProps, 'accept' | 'isQuiet'>) {
  const card = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (card.current && frame.current) placeCard(editor, card.current, frame.current)
  }, [ghost, editor, frame])
  return (
    <div ref={card} className="ghost-card" aria-hidden="true" onMouseDown={(event) => event.preventDefault()} onClick={accept}>
      <span className="ghost-card-text" data-bold={ghost.bold || undefined} data-italic={ghost.italic || undefined}>{ghost.text}</span>
      {!isQuiet && <HintKeys />}
    </div>
  )
}

function GhostHint({ ghost, editor, frame }: Placed) {
  const hint = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (hint.current && frame.current) placeHint(editor, ghost, hint.current, frame.current)
  }, [ghost, editor, frame])
  return <div ref={hint} className="ghost-hint" aria-hidden="true"><HintKeys /></div>
}

function HintKeys() {
  const { t } = useTexts()
  return (
    <span className="ghost-keys">
      <Kbd keys={ghostKeys.all.keys} />{t('editor.hint-all')} <Kbd keys={ghostKeys.word.keys} />{t('editor.hint-word')}
    </span>
  )
}

/** A suggestion is read out once it has come to rest, not word by word as it grows. */
const announceMs = 600

function GhostAnnouncement({ ghost }: { ghost: Ghost | null }) {
  const { t } = useTexts()
  const [said, setSaid] = useState({ id: '', text: '' })
  const id = ghost?.suggestion.id
  const text = ghost?.text ?? ''
  useEffect(() => {
    if (id === undefined) return setSaid((now) => (now.text === '' ? now : { ...now, text: '' }))
    const timer = setTimeout(() => setSaid((now) => (now.id === id ? now : { id, text: t('editor.announce', { text }) })), announceMs)
    return () => clearTimeout(timer)
  }, [id, text, t])
  return <div className="page-announcement" role="status" aria-live="polite">{said.text}</div>
}

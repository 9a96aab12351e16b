/**
 * What tells of pictures on their way, and of refused ones, where they are to stand. The cards stand among the blocks but
 * belong to none: a block that is drawn again, or composed into, has nothing to do with them.
 */
import { X } from 'lucide-react'
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { ReactEditor, useSlateSelector, useSlateStatic } from 'slate-react'
import { IconButton } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { problemSentence } from '#renderer/ui/problem-sentence.ts'
import type { ImageUploads, Upload } from './image-uploads.ts'
import { useHeld } from '#renderer/editor/held.ts'
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'

export function UploadCards({ uploads }: { readonly uploads: ImageUploads }) {
  const all = useHeld(uploads)
  const places = [...new Set(all.map(({ after }) => after))]
  return places.map((after) => (
    <CardsBelow key={after} after={after} all={all.filter((upload) => upload.after === after)} dismiss={(id) => uploads.dismiss(id)} />
  ))
}

function CardsBelow({ after, all, dismiss }: { readonly after: string; readonly all: readonly Upload[]; readonly dismiss: (id: string) => void }) {
  const [box] = useState(makeBox)
  // Blocks come and go, and chunks with them.
  const blocks = useSlateSelector((editor) => blocksOf(editor))
  const editor = useSlateStatic()
  useLayoutEffect(() => putBelow(ReactEditor.toDOMNode(editor, editor), box, after))
  useEffect(() => () => box.remove(), [box])
  return createPortal(
    all
      .filter(({ isPlaced }) => !isPlaced || blocks.some(({ id }) => id === after))
      .map((upload) => <Card key={upload.id} upload={upload} dismiss={() => dismiss(upload.id)} />),
    box,
  )
}

function makeBox(): HTMLDivElement {
  const box = document.createElement('div')
  box.className = 'upload-cards'
  box.contentEditable = 'false'
  return box
}

/** `text`: that of the page itself; another may lie beside it. */
function putBelow(text: HTMLElement, box: HTMLElement, after: string): void {
  const block = text.querySelector(`[data-block="${CSS.escape(after)}"]`)
  if (block && block.nextSibling !== box) block.after(box)
  else if (!block && !box.isConnected)
    (after === '' ? text.querySelector('.chunk') : text.querySelector('.chunk:last-child'))?.[after === '' ? 'prepend' : 'append'](box)
}

function Card({ upload, dismiss }: { readonly upload: Upload; readonly dismiss: () => void }) {
  const { t, language } = useTexts()
  const { name, share, refused, isCleaned } = upload
  const said = refused
    ? problemSentence(language, refused)
    : isCleaned
      ? t('image.cleaned', { name })
      : t('image.coming', { name, percent: Math.round(share * 100) })
  const card = useRef<HTMLDivElement>(null)
  useShownWhenRefused(card, refused !== null)
  return (
    <div ref={card} className="upload-card" data-refused={refused ? '' : undefined} role="status">
      <p>{said}</p>
      {!refused && !isCleaned && <progress value={share} max={1} aria-label={name} />}
      <IconButton label={t(refused || isCleaned ? 'ui.close' : 'ui.cancel')} onMouseDown={(event) => event.preventDefault()} onClick={dismiss}>
        <X />
      </IconButton>
    </div>
  )
}

/** Brings a refusal into view, which pictures that came before it may have pushed out; but never from under an author who writes on. */
function useShownWhenRefused(card: RefObject<HTMLElement | null>, isRefused: boolean): void {
  const isWriting = useRef(false)
  useEffect(() => {
    const note = () => {
      isWriting.current = true
    }
    window.addEventListener('keydown', note)
    return () => window.removeEventListener('keydown', note)
  }, [])
  useEffect(() => {
    if (isRefused && !isWriting.current) card.current?.scrollIntoView({ block: 'nearest' })
  }, [card, isRefused])
}

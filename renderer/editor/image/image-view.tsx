/** How a picture looks: itself, with what can be done to it, and its caption below, which is text like any other. */
import { type KeyboardEvent, type ReactNode, useCallback, useState, useSyncExternalStore } from 'react'
import { ImageOff } from 'lucide-react'
import { type RenderElementProps, useReadOnly, useSlateStatic } from 'slate-react'
import { imageAddress } from '#preload/contract/images.ts'
import { inlinesOf, isRun } from '#preload/document/lines.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { chooseImages } from './image-files.ts'
import { ImageBar } from './image-bar.tsx'
import { ImageDescription } from './image-description.tsx'
import { ImageHandles } from './image-handles.tsx'
import { describedIn } from './image-led-to.ts'
import { Lightbox } from './image-lightbox.tsx'
import type { Known } from './image-shelf.ts'
import { replaceImage } from './image-uploads.ts'
import { clipboardOf, holdCaret, pressedOnImage } from './image-focus.ts'
import { takeAway } from './image-keys.ts'
import type { Image } from './images.ts'
import { useHeld } from '#renderer/editor/held.ts'
import { useObjectStores } from '#renderer/editor/object-stores.tsx'
import './image.css'

export interface ImageViewProps {
  readonly attributes: RenderElementProps['attributes']
  readonly block: Image
  readonly children: ReactNode
}

export function ImageView({ attributes, block, children }: ImageViewProps) {
  const { t } = useTexts()
  const isEmpty = inlinesOf(block).every((child) => isRun(child) && child.text === '')
  return (
    <figure {...attributes} className="block image">
      <ImageFrame block={block} />
      <figcaption data-hint={isEmpty ? t('image.caption') : undefined}>{children}</figcaption>
    </figure>
  )
}

function useKnown(image: Image['image']): Known {
  const { images } = useObjectStores()
  return useSyncExternalStore(
    useCallback((listener) => images.subscribe(image, listener), [images, image]),
    () => images.of(image),
  )
}

function ImageFrame({ block }: { readonly block: Image }) {
  const { t } = useTexts()
  const editor = useSlateStatic()
  const isReadOnly = useReadOnly()
  const known = useKnown(block.image)
  // The bar is there only where it can be used: forty pictures have forty of them.
  const [isNear, setNear] = useState(false)
  const [isLarge, setLarge] = useState(false)
  const described = describedIn(editor)
  const isDescribed = useHeld(described) === block.id
  const [draft, setDraft] = useState<number | null>(null)
  const isMissing = known === 'missing'
  const keys = (event: KeyboardEvent<HTMLElement>) => {
    const isHere = event.target === event.currentTarget
    if (isHere && pressedOnImage(event, block, { editor, isReadOnly, open: () => setLarge(!isMissing) })) event.preventDefault()
  }
  const width = draft ?? block.width
  return (
    <div
      contentEditable={false}
      className="image-frame"
      role="group"
      aria-label={block.alt === '' ? t('image.unnamed') : t('image.named', { alt: block.alt })}
      tabIndex={0}
      style={width === undefined ? undefined : { width: `${width}%` }}
      onKeyDown={keys}
      onPointerEnter={() => setNear(true)}
      onPointerLeave={() => setNear(false)}
      onFocus={({ target, currentTarget }) => {
        setNear(true)
        if (target === currentTarget) holdCaret(editor, block.id, currentTarget)
      }}
      {...clipboardOf(editor, block.id, isReadOnly)}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setNear(false)
      }}
      onDoubleClick={(event) => {
        // Not in a window that it opened.
        if (event.target instanceof Node && event.currentTarget.contains(event.target)) setLarge(!isMissing)
      }}
    >
      {isMissing ? <MissingImage block={block} isReadOnly={isReadOnly} /> : <Picture block={block} known={known} />}
      {isNear && !isMissing && (
        <ImageBar block={block} name={nameOf(known)} isReadOnly={isReadOnly} open={() => setLarge(true)} describe={() => described.set(block.id)} />
      )}
      {isNear && !isMissing && !isReadOnly && <ImageHandles block={block} draft={draft} setDraft={setDraft} />}
      {isDescribed && <ImageDescription block={block} close={() => described.set(null)} />}
      {isLarge && <Lightbox block={block} close={() => setLarge(false)} />}
    </div>
  )
}

function nameOf(known: Known): string {
  return typeof known === 'string' ? '' : known.name
}

function Picture({ block, known }: { readonly block: Image; readonly known: Known }) {
  const { images } = useObjectStores()
  if (known === 'asking') return <div className="image-waiting" />
  const size = typeof known === 'string' ? {} : { width: known.width, height: known.height }
  return (
    <img src={imageAddress(block.image)} alt={block.alt} {...size} loading="lazy" decoding="async" draggable={false} onError={() => images.lost(block.image)} />
  )
}

/** Its file is gone, or can't be read: said where it stood, with what it showed, and a way to put it back. */
function MissingImage({ block, isReadOnly }: { readonly block: Image; readonly isReadOnly: boolean }) {
  const { t } = useTexts()
  const editor = useSlateStatic()
  const replace = async () => {
    const [file] = await chooseImages(false)
    if (file) replaceImage(editor, block.id, file)
  }
  return (
    <div className="image-missing">
      <ImageOff aria-hidden="true" />
      <p>
        {t('image.missing')}
        {block.alt !== '' && <span>{block.alt}</span>}
      </p>
      {!isReadOnly && (
        <div>
          <Button onClick={() => void replace()}>{t('image.choose-again')}</Button>
          <Button kind="quiet" onClick={() => takeAway(editor, block.id)}>
            {t('image.remove')}
          </Button>
        </div>
      )}
    </div>
  )
}

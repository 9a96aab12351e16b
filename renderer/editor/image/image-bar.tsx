/** What can be done to a picture, above it while it is looked at. */
import { Copy, Download, Maximize2, RefreshCw, Trash2, Type } from 'lucide-react'
import { Toolbar as Radix } from 'radix-ui'
import { useLayoutEffect, useRef } from 'react'
import { useSlateStatic } from 'slate-react'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { frameOf } from '#renderer/editor/looks/in-view.ts'
import { imageAddress } from '#preload/contract/images.ts'
import type { ImageId } from '#preload/document/schema.ts'
import { IconButton } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import { chooseImages } from './image-files.ts'
import { takeAway } from './image-keys.ts'
import { replaceImage } from './image-uploads.ts'
import { type Image, restingWidths, setWidth } from './images.ts'

interface ImageBarProps {
  readonly block: Image
  /** What its file was called. */
  readonly name: string
  readonly isReadOnly: boolean
  readonly open: () => void
  readonly describe: () => void
}

export function ImageBar({ block, name, isReadOnly, open, describe }: ImageBarProps) {
  const { t } = useTexts()
  const editor = useSlateStatic()
  const notices = useNotices()
  const replace = async () => {
    const [file] = await chooseImages(false)
    if (file) replaceImage(editor, block.id, file)
  }
  const copy = async () => {
    const isCopied = await copyPicture(block.image)
    notices.show({ text: t(isCopied ? 'image.copied' : 'image.not-copied') })
  }
  const bar = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => (bar.current ? placeBar(editor, bar.current) : undefined), [editor])
  return (
    // The caret stays where it is in the text.
    <Radix.Root ref={bar} className="image-bar" aria-label={t('image.bar')} onMouseDown={(event) => event.preventDefault()}>
      {!isReadOnly &&
        restingWidths.map((width) => (
          <Radix.Button key={width} className="image-width" aria-pressed={block.width === width} onClick={() => setWidth(editor, block.id, width)}>
            {t('image.percent', { width })}
          </Radix.Button>
        ))}
      {!isReadOnly && (
        <Radix.Button className="image-width" aria-pressed={block.width === undefined} onClick={() => setWidth(editor, block.id, undefined)}>
          {t('image.natural')}
        </Radix.Button>
      )}
      {!isReadOnly && (
        <Radix.Button asChild>
          <IconButton label={t(block.alt === '' ? 'image.describe' : 'image.describe-again')} onClick={describe}>
            <Type />
          </IconButton>
        </Radix.Button>
      )}
      <Radix.Button asChild>
        <IconButton label={t('image.open')} keys="Space" onClick={open}>
          <Maximize2 />
        </IconButton>
      </Radix.Button>
      <Radix.Button asChild>
        <IconButton label={t('image.copy')} onClick={() => void copy()}>
          <Copy />
        </IconButton>
      </Radix.Button>
      <Radix.Button asChild>
        <IconButton label={t('image.save')} onClick={() => savePicture(block.image, name)}>
          <Download />
        </IconButton>
      </Radix.Button>
      {!isReadOnly && (
        <>
          <Radix.Button asChild>
            <IconButton label={t('image.replace')} onClick={() => void replace()}>
              <RefreshCw />
            </IconButton>
          </Radix.Button>
          <Radix.Button asChild>
            <IconButton label={t('image.remove')} keys="Delete" onClick={() => takeAway(editor, block.id)}>
              <Trash2 />
            </IconButton>
          </Radix.Button>
        </>
      )}
    </Radix.Root>
  )
}

/** What of a picture a bar in it may cover. */
const mostCovered = 0.25
/** The page's toolbar lies over this much of its top. */
const underToolbar = 48

/** In a picture that is much larger, at its top; else above it, or below where there is no room. The answer ends it. */
function placeBar(editor: StudioEditor, bar: HTMLElement): () => void {
  const place = () => {
    const picture = bar.parentElement?.getBoundingClientRect()
    if (!picture) return
    const isLarge = picture.width >= bar.offsetWidth && picture.height * mostCovered >= bar.offsetHeight
    const room = picture.top - (frameOf(editor)?.top ?? 0) - underToolbar
    bar.dataset['side'] = isLarge ? 'inside' : room >= bar.offsetHeight ? 'above' : 'below'
  }
  place()
  const observer = new ResizeObserver(place)
  if (bar.parentElement) observer.observe(bar.parentElement)
  return () => observer.disconnect()
}

/** Puts a picture on the clipboard, as every program takes it. */
async function copyPicture(image: ImageId): Promise<boolean> {
  const picture = new Image()
  picture.src = imageAddress(image)
  const isThere = await picture.decode().then(
    () => true,
    () => false,
  )
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width: picture.naturalWidth, height: picture.naturalHeight })
  canvas.getContext('2d')?.drawImage(picture, 0, 0)
  const blob = isThere ? await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png')) : null
  if (!blob) return false
  return navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]).then(
    () => true,
    () => false,
  )
}

function savePicture(image: ImageId, name: string): void {
  const link = document.createElement('a')
  Object.assign(link, { href: imageAddress(image), download: name })
  link.click()
}

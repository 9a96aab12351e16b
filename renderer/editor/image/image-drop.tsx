/** Files that are dropped on the text: a line shows between which blocks they will stand. */
import { type RefObject, useEffect, useState } from 'react'
import { isImageFile } from './image-files.ts'
import { bringImages } from './image-uploads.ts'
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'

interface Gap {
  /** The block above it; '' at the start. */
  readonly after: string
  /** From the top of the frame, in px. */
  readonly top: number
}

export function ImageDrop({ editor, frame }: { readonly editor: StudioEditor; readonly frame: RefObject<HTMLElement | null> }) {
  const [gap, setGap] = useState<Gap | null>(null)
  useEffect(() => {
    const box = frame.current
    if (!box) return undefined
    const over = new AbortController()
    const options = { signal: over.signal, capture: true }
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
    box.addEventListener(
      'dragover',
      (event) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        event.stopPropagation()
        const next = gapAt(editor, box, event.clientY)
        setGap((now) => (now?.after === next?.after && now?.top === next?.top ? now : next))
      },
      options,
    )
    box.addEventListener(
      'dragleave',
      (event) => {
        if (!(event.relatedTarget instanceof Node) || !box.contains(event.relatedTarget)) setGap(null)
      },
      options,
    )
    box.addEventListener(
      'drop',
      (event) => {
        setGap(null)
        const files = [...(event.dataTransfer?.files ?? [])].filter(isImageFile)
        if (files.length === 0) return
        event.preventDefault()
        event.stopPropagation()
        bringImages(editor, files, gapAt(editor, box, event.clientY)?.after)
      },
      options,
    )
    return () => over.abort()
  }, [editor, frame])
  return gap && <div className="image-drop-line" style={{ top: gap.top }} />
}

function gapAt(editor: StudioEditor, box: HTMLElement, y: number): Gap | null {
  const around = box.getBoundingClientRect()
  const x = around.left + around.width / 2
  const at = [0, -14, 14].map((by) => document.elementFromPoint(x, y + by)?.closest('.page-text [data-block]')).find((found) => found instanceof HTMLElement)
  const blocks = blocksOf(editor)
  // Notes stay last.
  const last = blocks.findLast(({ type }) => type !== 'note')
  const element = at ?? (last && box.querySelector(`[data-block="${CSS.escape(last.id)}"]`))
  if (!element) return null
  const rect = element.getBoundingClientRect()
  const isBelow = !at || y > rect.top + rect.height / 2
  const id = element.getAttribute('data-block') ?? ''
  const index = blocks.findIndex((block) => block.id === id)
  return { after: isBelow ? id : (blocks[index - 1]?.id ?? ''), top: (isBelow ? rect.bottom + 4 : rect.top - 6) - around.top }
}

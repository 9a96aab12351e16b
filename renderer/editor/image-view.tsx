/** How an image looks: the picture, and its caption below, which is text like any other. */
import type { ReactNode } from 'react'
import type { RenderElementProps } from 'slate-react'
import type { Block } from '#preload/document/schema.ts'

export interface ImageViewProps {
  readonly attributes: RenderElementProps['attributes']
  readonly block: Extract<Block, { type: 'image' }>
  readonly children: ReactNode
}

export function ImageView({ attributes, block, children }: ImageViewProps) {
  return (
    <figure {...attributes} className="block image">
      <div contentEditable={false} role="img" aria-label={block.alt} />
      <figcaption>{children}</figcaption>
    </figure>
  )
}

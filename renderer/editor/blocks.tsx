/** How blocks and runs look. Every component here reads only its own block, so a key re-renders one of them. */
import { use, createContext, useCallback, useSyncExternalStore } from 'react'
import { type RenderChunkProps, type RenderElementProps, type RenderLeafProps, type RenderTextProps, useElement } from 'slate-react'
import { blockText } from '#preload/document/blocks.ts'
import { writtenIn } from '#renderer/ui/written-in.ts'
import type { GhostStore } from './ghost-store.ts'
import type { Neighbourhood, Neighbours } from './neighbours.ts'

interface BlockStores {
  readonly ghosts: GhostStore
  readonly neighbours: Neighbours
}

const BlockStoresContext = createContext<BlockStores | null>(null)
export const BlockStoresProvider = BlockStoresContext

function useBlockStores(): BlockStores {
  const stores = use(BlockStoresContext)
  if (!stores) throw new Error('blocks are rendered inside a BlockStoresProvider')
  return stores
}

function useNeighbourhood(block: string): Neighbourhood {
  const { neighbours } = useBlockStores()
  return useSyncExternalStore(
    useCallback((listener) => neighbours.subscribe(block, listener), [neighbours, block]),
    () => neighbours.of(block),
  )
}

function BlockView({ attributes, children, element }: RenderElementProps) {
  const { number, isJoined } = useNeighbourhood(element.id)
  const common = { ...attributes, 'data-block': element.id, 'data-joined': isJoined || undefined }
  switch (element.type) {
    case 'paragraph':
      return (
        <p {...common} className="block">
          {children}
        </p>
      )
    case 'quote':
      return (
        <blockquote {...common} className="block">
          {children}
        </blockquote>
      )
    case 'code':
      return (
        <pre {...common} className="block" spellCheck={false}>
          <code>{children}</code>
        </pre>
      )
    case 'divider':
      return (
        <div {...common} className="block divider">
          <hr contentEditable={false} />
          {children}
        </div>
      )
    case 'item':
      return (
        <div
          {...common}
          className="block item"
          data-marker={number > 0 ? `${number}.` : bullets[element.depth % bullets.length]}
          style={{ marginLeft: `${element.depth * 1.6}em` }}
        >
          {children}
        </div>
      )
    case 'heading': {
      // The lesson's title is the page's first heading.
      const Heading = (['h2', 'h3', 'h4'] as const)[element.level - 1] ?? 'h2'
      return (
        <Heading {...common} className="block" lang={writtenIn(blockText(element))}>
          {children}
        </Heading>
      )
    }
    default:
      return element satisfies never
  }
}

const bullets = ['•', '◦', '▪']

/**
 * A run of text, and behind the last run of its block the suggestion: drawn by the style sheet from an
 * attribute, so that no text of the page changes, for the input method, the clipboard or the selection.
 */
function TextView({ attributes, children, text }: RenderTextProps) {
  const block = useElement()
  const { ghosts } = useBlockStores()
  const ghost = useSyncExternalStore(
    useCallback((listener) => ghosts.subscribeToBlock(block.id, listener), [ghosts, block.id]),
    () => ghosts.inBlock(block.id),
  )
  if (!ghost || block.children.at(-1) !== text) return <span {...attributes}>{children}</span>
  return (
    <span
      {...attributes}
      data-ghost={ghost.text}
      data-ghost-form={ghost.form}
      data-ghost-bold={ghost.bold || undefined}
      data-ghost-italic={ghost.italic || undefined}
    >
      {children}
    </span>
  )
}

function LeafView({ attributes, children, leaf }: RenderLeafProps) {
  let content = children
  if (leaf.code) content = <code>{content}</code>
  if (leaf.italic) content = <em>{content}</em>
  if (leaf.bold) content = <strong>{content}</strong>
  return (
    <span {...attributes} className={leaf.ai ? 'ai' : undefined}>
      {content}
    </span>
  )
}

export const renderElement = (props: RenderElementProps) => <BlockView {...props} />
export const renderText = (props: RenderTextProps) => <TextView {...props} />
export const renderLeaf = (props: RenderLeafProps) => <LeafView {...props} />

/** Blocks come in chunks that the browser lays out only when they are near the screen. */
export function renderChunk({ attributes, children, lowest }: RenderChunkProps) {
  return lowest ? (
    <div {...attributes} className="chunk">
      {children}
    </div>
  ) : (
    <>{children}</>
  )
}

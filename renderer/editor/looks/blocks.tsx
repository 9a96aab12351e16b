/** How blocks and runs look. Every component here reads only its own block, so a key re-renders one of them. */
import { use, createContext, useCallback, useSyncExternalStore } from 'react'
import { type RenderChunkProps, type RenderElementProps, type RenderLeafProps, type RenderTextProps } from 'slate-react'
import { blockText } from '#preload/document/lines.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { writtenIn } from '#renderer/ui/written-in.ts'
import type { Block, Line } from '#preload/document/schema.ts'
import { CalloutView } from './callout-view.tsx'
import { CodeView } from '#renderer/editor/code/code-view.tsx'
import { FormulaBlockView, FormulaView } from '#renderer/editor/formula/formula-view.tsx'
import { provenanceSentence } from '#renderer/editor/ghost/accepted.ts'
import type { GhostStore } from '#renderer/editor/ghost/ghost-store.ts'
import { ImageView } from '#renderer/editor/image/image-view.tsx'
import { ItemView } from './item-view.tsx'
import { LinkView } from '#renderer/editor/link/link-view.tsx'
import { NoteMarkView, NoteView } from '#renderer/editor/note/note-view.tsx'
import { CellView, TableView } from '#renderer/editor/table/table-view.tsx'
import type { Neighbourhood, Neighbours } from '#renderer/editor/document/neighbours.ts'
import './blocks.css'
import './marks.css'

/**
 * The line that a text is in. Not Slate's own context of elements: a table gives one, too, and with every key React would
 * look at all that is in the table.
 */
const LineContext = createContext<Line | null>(null)

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

function ElementView(props: RenderElementProps) {
  const { attributes, children, element } = props
  switch (element.type) {
    case 'formula':
      return (
        <FormulaView attributes={attributes} formula={element}>
          {children}
        </FormulaView>
      )
    case 'note-mark':
      return (
        <NoteMarkView attributes={attributes} mark={element}>
          {children}
        </NoteMarkView>
      )
    case 'row':
      return <tr {...attributes}>{children}</tr>
    case 'cell':
      return (
        <CellView attributes={attributes} cell={element}>
          <LineContext value={element}>{children}</LineContext>
        </CellView>
      )
    default:
      return (
        <BlockView attributes={attributes} block={element}>
          {element.type === 'table' ? children : <LineContext value={element}>{children}</LineContext>}
        </BlockView>
      )
  }
}

/** Of a text; source is in none, and the cells of a table are in one each. */
function languageOf(block: Block): string | undefined {
  return block.type === 'code' || block.type === 'formula-block' || block.type === 'table' ? undefined : writtenIn(blockText(block))
}

type BlockViewProps = Omit<RenderElementProps, 'element'> & { readonly block: Block }

function BlockView({ attributes, children, block }: BlockViewProps) {
  const { number, isJoined, isContinued } = useNeighbourhood(block.id)
  const common = { ...attributes, 'data-block': block.id, 'data-joined': isJoined || undefined, lang: languageOf(block) }
  switch (block.type) {
    case 'item':
      return (
        <ItemView attributes={common} item={block} number={number}>
          {children}
        </ItemView>
      )
    case 'code':
      return (
        <CodeView attributes={common} block={block}>
          {children}
        </CodeView>
      )
    case 'callout':
      return (
        <CalloutView attributes={common} callout={block} isFirst={!isContinued}>
          {children}
        </CalloutView>
      )
    case 'heading': {
      // The lesson's title is the page's first heading.
      const Heading = (['h2', 'h3', 'h4', 'h5', 'h6', 'h6'] as const)[block.level - 1] ?? 'h2'
      return (
        <Heading {...common} className="block" data-level={block.level} aria-level={block.level + 1}>
          {children}
        </Heading>
      )
    }
    case 'image':
      return (
        <ImageView attributes={common} block={block}>
          {children}
        </ImageView>
      )
    case 'table':
      return (
        <TableView attributes={common} table={block}>
          {children}
        </TableView>
      )
    case 'formula-block':
      return (
        <FormulaBlockView attributes={common} block={block}>
          {children}
        </FormulaBlockView>
      )
    default:
      return (
        <PlainBlockView attributes={common} block={block}>
          {children}
        </PlainBlockView>
      )
  }
}

type PlainBlock = Exclude<Block, { type: 'item' | 'callout' | 'code' | 'heading' | 'image' | 'table' | 'formula-block' }>

/** Blocks that are drawn as they are. */
function PlainBlockView({ attributes, children, block }: Omit<BlockViewProps, 'block'> & { readonly block: PlainBlock }) {
  switch (block.type) {
    case 'paragraph':
      return (
        <p {...attributes} className="block">
          {children}
        </p>
      )
    case 'quote':
      return (
        <blockquote {...attributes} className="block">
          {children}
        </blockquote>
      )
    case 'note':
      return (
        <NoteView attributes={attributes} block={block}>
          {children}
        </NoteView>
      )
    case 'divider':
      return (
        <div {...attributes} className="block divider">
          <hr contentEditable={false} />
          {children}
        </div>
      )
    default:
      return block satisfies never
  }
}

/**
 * A run of text, and behind the last run of its block the suggestion: drawn by the style sheet from an
 * attribute, so that no text of the page changes, for the input method, the clipboard or the selection.
 */
function TextView({ attributes, children, text }: RenderTextProps) {
  const line = use(LineContext)
  const id = line?.id ?? ''
  const { ghosts } = useBlockStores()
  const ghost = useSyncExternalStore(
    useCallback((listener) => ghosts.subscribeToBlock(id, listener), [ghosts, id]),
    () => ghosts.inBlock(id),
  )
  if (!ghost || line?.children.at(-1) !== text) return <span {...attributes}>{children}</span>
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
  const texts = useTexts()
  let content = children
  if (leaf.code) content = <code>{content}</code>
  if (leaf.italic) content = <em>{content}</em>
  if (leaf.bold) content = <strong>{content}</strong>
  if (leaf.underline) content = <u>{content}</u>
  if (leaf.strike) content = <s>{content}</s>
  if (leaf.highlight) content = <mark>{content}</mark>
  if (leaf.link) content = <LinkView link={leaf.link}>{content}</LinkView>
  return (
    <span {...attributes} className={leaf.ai ? 'ai' : undefined} title={leaf.ai ? provenanceSentence(texts, leaf.ai) : undefined}>
      {content}
    </span>
  )
}

export const renderElement = (props: RenderElementProps) => <ElementView {...props} />
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

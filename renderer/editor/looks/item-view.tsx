/** How an item of a list looks: its marker, or the box of a task. */
import type { ReactNode } from 'react'
import { ReactEditor, type RenderElementProps, useReadOnly, useSlateStatic } from 'slate-react'
import { lineText } from '#preload/document/lines.ts'
import type { Block } from '#preload/document/schema.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { toggleDone } from '#renderer/editor/document/commands.ts'
import { itemMarker } from './item-markers.ts'

type Item = Extract<Block, { type: 'item' }>

interface ItemViewProps {
  readonly attributes: RenderElementProps['attributes']
  readonly item: Item
  /** Of a numbered one; 0 of others. */
  readonly number: number
  readonly children: ReactNode
}

export function ItemView({ attributes, children, item, number }: ItemViewProps) {
  return (
    <div
      {...attributes}
      className="block item"
      data-kind={item.kind}
      data-marker={itemMarker(item, number)}
      data-done={item.done}
      style={{ marginLeft: `${item.depth * 1.6}em` }}
    >
      {item.kind === 'task' && <Box item={item} />}
      {children}
    </div>
  )
}

/** Ticked by a click, or by key where the caret is. */
function Box({ item }: { readonly item: Item }) {
  const { t } = useTexts()
  const editor = useSlateStatic()
  const isReadOnly = useReadOnly()
  const toggle = () => {
    const [index = 0] = ReactEditor.findPath(editor, item)
    toggleDone(editor, [{ block: item, index }])
  }
  return (
    <span className="item-box" contentEditable={false}>
      <input
        type="checkbox"
        // Named after its task.
        aria-label={lineText(item).trim() || t('editor.done')}
        tabIndex={-1}
        checked={item.done ?? false}
        disabled={isReadOnly}
        // The caret stays in the text.
        onMouseDown={(event) => event.preventDefault()}
        onChange={toggle}
      />
    </span>
  )
}

import { useEffect } from 'react'
import type { Range } from 'slate'
import { ReactEditor } from 'slate-react'
import { stretchesOf } from '#renderer/editor/table/table-cells.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'

/** Shows what was selected in the text while the focus is in something over it. Painted by the browser: no text changes. */
export function useHeldSelection(editor: StudioEditor, range: Range | null): void {
  useEffect(() => {
    const stretches = range ? stretchesOf(editor, range) : []
    const drawn = stretches.flatMap((stretch) => ReactEditor.resolveDOMRange(editor, stretch) ?? []).filter(({ collapsed }) => !collapsed)
    if (drawn.length === 0 || !('highlights' in CSS)) return undefined
    CSS.highlights.set('page-held', new Highlight(...drawn))
    return () => {
      CSS.highlights.delete('page-held')
    }
  }, [editor, range])
}

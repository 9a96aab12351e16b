/** What the menus of a table offer: those of its handles, and the one at the mouse, with the clipboard in it. */
import { ClipboardPaste, Copy, Scissors } from 'lucide-react'
import { type ReactNode, type RefObject, useEffect, useState } from 'react'
import { Range } from 'slate'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { MenuAt, type MenuItem } from '#renderer/ui/menu.tsx'
import type { TextKey } from '#renderer/ui/translate.ts'
import { pasteHeld } from '#renderer/editor/clipboard/held-clipboard.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { focusText } from '#renderer/editor/looks/caret-view.ts'
import { type SelectedCells, selectedCells } from './table-cells.ts'
import { type TableCommandName, tableCommands } from './table-keys.ts'
import { canRun, tableIcons } from './table-offers.tsx'

export const rowNames: readonly (TableCommandName | null)[] = ['rowAbove', 'rowBelow', 'moveUp', 'moveDown', null, 'header', null, 'removeRows']
export const columnNames: readonly (TableCommandName | null)[] = [
  'columnBefore',
  'columnAfter',
  'moveLeft',
  'moveRight',
  null,
  'alignLeft',
  'alignCenter',
  'alignRight',
  null,
  'removeColumns',
]
const allNames: readonly (TableCommandName | null)[] = [
  ...(['rowAbove', 'rowBelow', 'columnBefore', 'columnAfter', null, 'alignLeft', 'alignCenter', 'alignRight', null, 'merge', 'part', 'header', null] as const),
  ...(['removeRows', 'removeColumns', 'removeTable'] as const),
]

function isOn(name: TableCommandName, { table, rect }: SelectedCells): boolean {
  if (name === 'header') return table.hasHeader
  const align = { alignLeft: 'left', alignCenter: 'center', alignRight: 'right' }[name as string]
  return align !== undefined && table.align.slice(rect.left, rect.right).every((each) => each === align)
}

const checkable: ReadonlySet<TableCommandName> = new Set(['header', 'alignLeft', 'alignCenter', 'alignRight'])

/** The lines of a menu for commands of the table that the caret is in; `null` is a rule. */
export function useTableItems(editor: StudioEditor): (names: readonly (TableCommandName | null)[]) => MenuItem[] {
  const { t } = useTexts()
  return (names) => {
    const selected = selectedCells(editor)
    if (!selected) return []
    return names.map((name): MenuItem => {
      if (name === null) return null
      const command: { readonly text: TextKey; readonly keys?: string; readonly run: (editor: StudioEditor) => void } = tableCommands[name]
      return {
        label: t(command.text),
        keys: command.keys,
        icon: tableIcons[name],
        ...(checkable.has(name) && { checked: isOn(name, selected) }),
        danger: name.startsWith('remove'),
        disabled: !canRun(name, selected),
        run: () => {
          focusText(editor)
          command.run(editor)
        },
      }
    })
  }
}

/** What the clipboard does with what is selected. A page may not always read it: then the author is told the key. */
function useClipboardItems(editor: StudioEditor): () => MenuItem[] {
  const { t } = useTexts()
  return () => {
    const isNothing = !editor.selection || Range.isCollapsed(editor.selection)
    const clip = (label: string, keys: string, icon: ReactNode, command: 'copy' | 'cut'): MenuItem => ({
      label,
      keys,
      icon,
      disabled: isNothing,
      run: () => {
        focusText(editor)
        document.execCommand(command)
      },
    })
    return [
      clip(t('editor.cut'), 'Mod+X', <Scissors />, 'cut'),
      clip(t('ui.copy'), 'Mod+C', <Copy />, 'copy'),
      {
        label: t('editor.paste'),
        keys: 'Mod+V',
        icon: <ClipboardPaste />,
        run: () => {
          focusText(editor)
          void pasteHeld(editor)
        },
      },
    ]
  }
}

/** The menu of a right click in a cell, or of the menu key. Within selected cells a right click leaves them selected. */
export function useTableMenu(editor: StudioEditor, frame: RefObject<HTMLElement | null>): ReactNode {
  const [at, setAt] = useState<{ readonly x: number; readonly y: number } | null>(null)
  const items = useTableItems(editor)
  const clipboard = useClipboardItems(editor)
  useEffect(() => {
    const listeners = new AbortController()
    const { signal } = listeners
    const { current } = frame
    const keep = (event: MouseEvent) => {
      if (event.button === 2 && event.target instanceof Element && event.target.closest('.cell[data-selected]')) event.preventDefault()
    }
    const open = (event: MouseEvent) => {
      const cell = event.target instanceof Element ? event.target.closest('.cell') : null
      if (!cell || event.shiftKey || !selectedCells(editor)) return
      event.preventDefault()
      const box = cell.getBoundingClientRect()
      // The menu key has no place of its own.
      setAt(event.button === 2 || event.clientX > 0 ? { x: event.clientX, y: event.clientY } : { x: box.left + 12, y: box.bottom - 4 })
    }
    current?.addEventListener('mousedown', keep, { signal })
    current?.addEventListener('contextmenu', open, { signal })
    return () => listeners.abort()
  }, [editor, frame])
  if (!at) return null
  return <MenuAt at={at} onClose={() => setAt(null)} items={[...clipboard(), null, ...items(allNames)]} />
}

/** What stands beside a table while the caret is in it: a handle for its row and one for its column, a menu at the mouse, and the paint on selected cells. */
import { Ellipsis, EllipsisVertical } from 'lucide-react'
import { type MouseEvent as ReactMouseEvent, type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import { useSlateSelector } from 'slate-react'
import { IconButton } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Menu } from '#renderer/ui/menu.tsx'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { type SelectedCells, selectedCells } from './table-cells.ts'
import { cellsIn } from '#preload/document/table-grid.ts'
import { columnNames, rowNames, useTableItems, useTableMenu } from './table-menu.tsx'

interface TableToolsProps {
  readonly editor: StudioEditor
  /** The element that they are placed in. */
  readonly frame: RefObject<HTMLElement | null>
}

/** Where the caret is in which table, as a text that stays the same while nothing of that changes. */
function placeOf(editor: StudioEditor): string {
  const selected = selectedCells(editor)
  if (!selected) return ''
  const { path, rect, grid, table } = selected
  return [
    table.id,
    path[0],
    rect.top,
    rect.left,
    rect.bottom,
    rect.right,
    grid.rows,
    grid.columns,
    selected.isSeveral,
    table.hasHeader,
    table.align.join(''),
  ].join()
}

export function TableTools({ editor, frame }: TableToolsProps) {
  const place = useSlateSelector(placeOf)
  const menu = useTableMenu(editor, frame)
  return (
    <>
      {place !== '' && <Handles key={place.split(',')[0]} editor={editor} frame={frame} place={place} />}
      {menu}
    </>
  )
}

function Handles({ editor, frame, place }: TableToolsProps & { readonly place: string }) {
  const { t } = useTexts()
  const items = useTableItems(editor)
  const row = useRef<HTMLDivElement>(null)
  const column = useRef<HTMLDivElement>(null)
  const put = useCallback(() => putHandles(editor, frame.current, row.current, column.current), [editor, frame])
  useLayoutEffect(put)
  useLayoutEffect(() => paintSelected(editor, frame.current), [editor, frame, place])
  useEffect(() => followTable(editor, frame.current, put), [editor, frame, put, place])
  return (
    <>
      <div ref={row} className="table-handle table-handle-row">
        <Menu
          align="start"
          items={items(rowNames)}
          trigger={
            <IconButton label={t('editor.table-row')} side="left" onMouseDown={keepCaret}>
              <EllipsisVertical />
            </IconButton>
          }
        />
      </div>
      <div ref={column} className="table-handle table-handle-column">
        <Menu
          align="start"
          items={items(columnNames)}
          trigger={
            <IconButton label={t('editor.table-column')} onMouseDown={keepCaret}>
              <Ellipsis />
            </IconButton>
          }
        />
      </div>
    </>
  )
}

const keepCaret = (event: ReactMouseEvent) => event.preventDefault()

/** Puts the handles beside the cell of the caret, at the edges of its table; one whose edge is scrolled away hides. */
function putHandles(editor: StudioEditor, frame: HTMLElement | null, row: HTMLElement | null, column: HTMLElement | null): void {
  const selected = selectedCells(editor)
  const box = selected && tableElement(frame, selected)
  const cell = box?.querySelector(`[data-cell="${selected?.focus.cell.id}"]`)
  if (!frame || !row || !column || !cell || !box) return
  const [origin, area, inner] = [frame.getBoundingClientRect(), box.getBoundingClientRect(), cell.getBoundingClientRect()]
  row.style.left = `${area.left - origin.left}px`
  row.style.top = `${(inner.top + inner.bottom) / 2 - origin.top}px`
  const middle = (Math.max(inner.left, area.left) + Math.min(inner.right, area.right)) / 2
  column.hidden = middle < area.left || middle > area.right
  column.style.left = `${middle - origin.left}px`
  column.style.top = `${area.top - origin.top}px`
}

/** A table as it is drawn, found by its id; its cells by theirs. */
function tableElement(frame: HTMLElement | null, { table }: SelectedCells): HTMLElement | null {
  return frame?.querySelector<HTMLElement>(`[data-block="${table.id}"]`) ?? null
}

/** The table may scroll in its box, and change its size by what is typed. */
function followTable(editor: StudioEditor, frame: HTMLElement | null, put: () => void): (() => void) | undefined {
  const selected = selectedCells(editor)
  const box = selected && tableElement(frame, selected)
  if (!box) return undefined
  const observer = new ResizeObserver(put)
  observer.observe(box)
  for (const inner of box.querySelectorAll('table')) observer.observe(inner)
  box.addEventListener('scroll', put, { passive: true })
  return () => {
    observer.disconnect()
    box.removeEventListener('scroll', put)
  }
}

/** Paints the selected cells by an attribute that React does not know of: no cell is drawn again. */
function paintSelected(editor: StudioEditor, frame: HTMLElement | null): (() => void) | undefined {
  const selected = selectedCells(editor)
  const table = selected?.isSeveral ? tableElement(frame, selected) : null
  if (!selected || !table) return undefined
  const ids = new Set<string | null>(cellsIn(selected.grid, selected.rect).map(({ cell }) => cell.id))
  const cells = [...table.querySelectorAll('.cell')].filter((cell) => ids.has(cell.getAttribute('data-cell')))
  table.setAttribute('data-cells', '')
  for (const cell of cells) cell.setAttribute('data-selected', '')
  return () => {
    table.removeAttribute('data-cells')
    for (const cell of cells) cell.removeAttribute('data-selected')
  }
}

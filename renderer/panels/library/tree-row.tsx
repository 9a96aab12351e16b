import { ChevronRight, Plus } from 'lucide-react'
import { type HTMLAttributes, type KeyboardEvent, useRef } from 'react'
import { IconButton } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { isComposing } from '#renderer/ui/keys.ts'
import type { DropPlace } from './moves.ts'
import type { Row } from './rows.ts'

/** One row of the library's tree. */
export function TreeRow({
  row,
  current,
  focusable,
  renaming,
  drop,
  handlers,
  onOpen,
  onPoint,
  onFocus,
  onRename,
  onRenamed,
  onAdd,
}: {
  row: Row
  current: boolean
  focusable: boolean
  renaming: boolean
  drop: DropPlace | undefined
  handlers: HTMLAttributes<HTMLLIElement>
  onOpen: () => void
  onPoint: () => void
  onFocus: () => void
  onRename: (() => void) | undefined
  /** `isElsewhere`: the author went on to something else, which has the focus. */
  onRenamed: (title: string | null, isElsewhere: boolean) => void
  /** Makes a chapter in a course, a lesson in a chapter. */
  onAdd: (() => void) | undefined
}) {
  const { t } = useTexts()
  const count = row.kind === 'course' ? t('library.lessons', { count: row.count }) : row.count.toLocaleString()
  return (
    <li
      role="treeitem"
      className={`tree-row tree-${row.kind}`}
      data-row={row.id}
      data-drop={drop}
      tabIndex={focusable ? 0 : -1}
      aria-level={row.level}
      aria-setsize={row.siblings}
      aria-posinset={row.index + 1}
      aria-expanded={row.kind === 'lesson' ? undefined : row.expanded}
      aria-selected={row.kind === 'lesson' ? current : undefined}
      aria-current={current ? 'page' : undefined}
      onClick={renaming ? undefined : onOpen}
      onDoubleClick={renaming ? undefined : onRename}
      onContextMenu={onPoint}
      onFocus={onFocus}
      {...(renaming ? {} : handlers)}
    >
      {row.kind === 'lesson' ? row.number && <span className="tree-number">{row.number}</span> : <ChevronRight className="tree-chevron" aria-hidden="true" />}
      {renaming ? <TitleField title={row.title} onDone={onRenamed} /> : <span className="tree-title">{row.title}</span>}
      {!renaming && row.count > 0 && row.kind !== 'chapter' && <span className="tree-count">{count}</span>}
      {!renaming && onAdd && (
        <IconButton
          className="tree-add"
          label={t(row.kind === 'course' ? 'command.new-chapter' : 'command.new-lesson')}
          tabIndex={-1}
          onClick={(event) => {
            event.stopPropagation()
            onAdd()
          }}
        >
          <Plus />
        </IconButton>
      )}
    </li>
  )
}

/** Renames in place: Enter keeps, Esc gives up, leaving the field keeps. */
function TitleField({ title, onDone }: { title: string; onDone: (title: string | null, isElsewhere: boolean) => void }) {
  const { t } = useTexts()
  const done = useRef(false)
  const finish = (value: string | null, isElsewhere = false) => {
    if (done.current) return
    done.current = true
    onDone(value?.trim() || null, isElsewhere)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation()
    if (isComposing(event.nativeEvent)) return
    if (event.key === 'Enter') {
      // The focus may move to the page at once, which must not take this for a new line.
      event.preventDefault()
      finish(event.currentTarget.value)
    }
    if (event.key === 'Escape') finish(null)
  }
  return (
    <input
      className="tree-field"
      aria-label={t('library.title-field')}
      defaultValue={title}
      maxLength={200}
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onClick={(event) => event.stopPropagation()}
      onKeyDown={onKeyDown}
      onBlur={(event) => finish(event.currentTarget.value, event.relatedTarget !== null)}
    />
  )
}

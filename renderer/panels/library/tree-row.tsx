import { ChevronRight, Plus } from 'lucide-react'
import { type HTMLAttributes, type KeyboardEvent, type MouseEvent, useCallback, useRef } from 'react'
import type { LibraryId } from '#preload/contract/library.ts'
import { IconButton } from '#renderer/ui/button.tsx'
import { formatMinutes } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { isComposing } from '#renderer/ui/keys.ts'
import { ProgressRing } from '#renderer/ui/progress-ring.tsx'
import { progressText } from '#renderer/ui/progress-text.ts'
import { StateDot } from '#renderer/ui/state-dot.tsx'
import { useTitleField } from '#renderer/ui/use-title-field.ts'
import type { DropPlace } from './moves.ts'
import type { Row } from './rows.ts'
import type { TreePlace } from './use-tree.ts'

/** One row of the library's tree. */
export function TreeRow({
  row,
  current,
  selected,
  dragged,
  focusable,
  renaming,
  drop,
  handlers,
  onClick,
  onDoubleClick,
  onPoint,
  onFocus,
  name,
  onRenamed,
  onAdd,
}: {
  row: Row
  current: boolean
  selected: boolean
  dragged: boolean
  focusable: boolean
  renaming: boolean
  drop: DropPlace | undefined
  handlers: HTMLAttributes<HTMLLIElement>
  onClick: (event: MouseEvent) => void
  onDoubleClick: (() => void) | undefined
  onPoint: () => void
  onFocus: () => void
  name: TreePlace['rename']
  /** `isElsewhere`: the author went on to something else, which has the focus. */
  onRenamed: (isElsewhere: boolean) => void
  /** Makes a chapter in a course, a lesson in a chapter. */
  onAdd: (() => void) | undefined
}) {
  const { t } = useTexts()
  const hint = useHint(row)
  return (
    <li
      role="treeitem"
      className={`tree-row tree-${row.kind}`}
      data-row={row.id}
      title={renaming ? undefined : hint}
      data-drop={drop}
      data-dragged={dragged || undefined}
      tabIndex={focusable ? 0 : -1}
      aria-level={row.level}
      aria-setsize={row.siblings}
      aria-posinset={row.index + 1}
      aria-expanded={row.kind === 'lesson' ? undefined : row.expanded}
      aria-selected={selected}
      aria-current={current ? 'page' : undefined}
      onClick={renaming ? undefined : onClick}
      onDoubleClick={renaming ? undefined : onDoubleClick}
      onContextMenu={onPoint}
      onFocus={onFocus}
      {...(renaming ? {} : handlers)}
    >
      {row.kind === 'lesson' ? <StateDot state={row.state} /> : <ChevronRight className="tree-chevron" aria-hidden="true" />}
      {row.kind === 'lesson' && row.number && <span className="tree-number">{row.number}</span>}
      {renaming ? <TitleField id={row.id} title={row.title} name={name} onDone={onRenamed} /> : <span className="tree-title">{row.title}</span>}
      {!renaming && <RowFacts row={row} />}
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

/** What the pointer finds out by resting on a row: its whole title, how much is in it, and how far that is. */
function useHint(row: Row): string {
  const { t } = useTexts()
  const amount = [
    row.kind !== 'lesson' && t('library.lessons', { count: row.lessons }),
    t('calendar.total', { count: row.words }),
    t('status.narration', { time: formatMinutes(row.minutes) }),
  ]
  const aim = row.progress && t('library.aim', { progress: progressText(t, row.progress) })
  return [row.title, amount.filter(Boolean).join(' · '), aim].filter(Boolean).join('\n')
}

/** At the row's end: how far it is, and how much it is; a column of 字数 in which courses and chapters say what is in them together. */
function RowFacts({ row }: { row: Row }) {
  const { t, language } = useTexts()
  const isBare = row.lessons === 0
  const words = row.words > 0 && row.words.toLocaleString(language)
  const lessons = row.kind === 'course' && !isBare && t('library.lessons', { count: row.lessons })
  const said = isBare ? t('library.no-lessons') : words || lessons
  return (
    <>
      {(row.progress || said) && (
        <span className="tree-count">
          <span className="tree-words">
            {row.progress && <ProgressRing share={row.progress.share} />}
            {said}
          </span>
          {lessons && words && <span>{lessons} ·</span>}
        </span>
      )}
      <span className="visually-hidden">
        {row.kind === 'lesson' && ` ${t(`state.${row.state}`)}`}
        {row.progress && ` ${progressText(t, row.progress)}`}
      </span>
    </>
  )
}

/** Renames in place, saved while it is typed: Enter keeps, Esc gives up, leaving the field keeps. */
function TitleField({ id, title, name, onDone }: { id: LibraryId; title: string; name: TreePlace['rename']; onDone: (isElsewhere: boolean) => void }) {
  const { t } = useTexts()
  const done = useRef(false)
  const field = useTitleField(
    title,
    useCallback((typed, when, before) => name(id, typed, when, before), [id, name]),
  )
  const finish = (end: () => void, isElsewhere = false) => {
    // A field that goes loses the focus, too.
    if (done.current) return
    done.current = true
    end()
    onDone(isElsewhere)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation()
    if (isComposing(event.nativeEvent)) return
    const { value } = event.currentTarget
    // The browser's undo goes on in other fields where there is none in this one.
    if ((event.ctrlKey || event.metaKey) && /^[zy]$/i.test(event.key) && field.isUnchanged(value)) event.preventDefault()
    if (event.key === 'Enter') {
      // The focus may move to the page at once, which must not take this for a new line.
      event.preventDefault()
      finish(() => field.leave(value))
    }
    if (event.key === 'Escape') finish(field.giveUp)
  }
  return (
    <input
      className="tree-field"
      aria-label={t('library.title-field')}
      value={field.shown}
      maxLength={200}
      autoFocus
      {...field.props}
      onFocus={(event) => {
        field.props.onFocus()
        event.currentTarget.select()
      }}
      onClick={(event) => event.stopPropagation()}
      onKeyDown={onKeyDown}
      onBlur={({ currentTarget, relatedTarget }) => finish(() => field.leave(currentTarget.value), relatedTarget !== null)}
    />
  )
}

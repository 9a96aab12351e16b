import { memo, useState } from 'react'
import { imageAddress } from '#preload/contract/images.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { writtenIn } from '#renderer/ui/written-in.ts'
import { isUnchanged, type Row, type Words } from './compare.ts'

interface ComparedRowsProps {
  readonly rows: readonly Row[]
  /** The text alone, held against nothing. */
  readonly isPlain: boolean
  /** Those of another moment are still in view: nothing can be done with them. */
  readonly isPassing: boolean
  readonly chosen: ReadonlySet<number>
  /** Null where nothing can be brought back block by block. */
  readonly onChoose: ((index: number) => void) | null
}

/** Longer stretches without a change are folded, but for a line at either end. */
const longestSame = 4

/** Two texts as one: what stayed, what came and what went. */
export function ComparedRows({ rows, isPlain, isPassing, chosen, onChoose }: ComparedRowsProps) {
  const { t } = useTexts()
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set())
  const groups = isPlain ? [{ start: 0, rows, isFolded: false }] : groupsOf(rows)
  return (
    <div className="version-text" data-plain={isPlain || undefined} aria-busy={isPassing || undefined} inert={isPassing}>
      {!isPlain && <Legend rows={rows} />}
      {!isPlain && isUnchanged(rows) && <p className="versions-note">{t('versions.same')}</p>}
      {groups.map(({ start, rows: inside, isFolded }) =>
        isFolded && !open.has(start) ? (
          <button key={start} type="button" className="version-fold" onClick={() => setOpen((before) => new Set(before).add(start))}>
            {t('versions.show-unchanged', { count: inside.length })}
          </button>
        ) : (
          inside.map((row, index) => (
            <RowView
              key={start + index}
              row={row}
              index={start + index}
              isChosen={chosen.has(start + index)}
              onChoose={row.kind === 'same' ? null : onChoose}
            />
          ))
        ),
      )}
    </div>
  )
}

const isDifferent = (row: Row) => row.kind !== 'same' || row.moved

interface Group {
  readonly start: number
  readonly rows: readonly Row[]
  readonly isFolded: boolean
}

/** Stretches of rows that differ, and of rows that do not. */
function groupsOf(rows: readonly Row[]): Group[] {
  const groups: { start: number; rows: Row[]; isFolded: boolean }[] = []
  for (const [index, row] of rows.entries()) {
    const last = groups.at(-1)
    if (last && last.isFolded === !isDifferent(row)) last.rows.push(row)
    else groups.push({ start: index, rows: [row], isFolded: !isDifferent(row) })
  }
  return groups.map((group) => ({ ...group, isFolded: group.isFolded && group.rows.length > longestSame }))
}

/** What the colours mean, as far as they are there. */
function Legend({ rows }: { rows: readonly Row[] }) {
  const { t } = useTexts()
  const words = rows.flatMap((row) => row.lines.flat())
  const parts = [
    words.some(({ kind }) => kind === 'added') && <ins key="added">{t('versions.legend-added')}</ins>,
    words.some(({ kind }) => kind === 'removed') && <del key="removed">{t('versions.legend-removed')}</del>,
    words.some(({ ai }) => ai) && (
      <span key="ai" className="version-ai">
        {t('versions.legend-ai')}
      </span>
    ),
  ].filter(Boolean)
  return parts.length > 0 ? <p className="version-legend">{parts}</p> : null
}

interface RowViewProps {
  readonly row: Row
  readonly index: number
  readonly isChosen: boolean
  readonly onChoose: ((index: number) => void) | null
}

const RowView = memo(function RowView({ row, index, isChosen, onChoose }: RowViewProps) {
  const { t } = useTexts()
  const block = row.now ?? row.past
  const tags = [
    row.kind !== 'same' && !row.recast ? t(`versions.${row.kind}`) : '',
    row.recast ? t('versions.recast') : '',
    row.moved ? t('versions.moved') : '',
  ]
  const tag = tags.filter(Boolean).join(' · ')
  return (
    <div
      className="version-row"
      data-kind={row.kind}
      data-moved={row.moved || undefined}
      data-type={block?.type}
      lang={writtenIn(row.lines.flatMap((line) => line.map(({ text }) => text)).join(''))}
      data-level={block?.type === 'heading' ? block.level : undefined}
    >
      <span className="version-tag">
        {tag}
        {onChoose && (
          <label>
            <input type="checkbox" checked={isChosen} onChange={() => onChoose(index)} />
            {t(row.kind === 'added' ? 'versions.choose-added' : 'versions.choose')}
          </label>
        )}
      </span>
      <RowText row={row} />
    </div>
  )
})

function RowText({ row }: { row: Row }) {
  const { t } = useTexts()
  const block = row.now ?? row.past
  const isBlank = row.lines.every((line) => line.every(({ text }) => text === ''))
  if (block?.type === 'divider') return <hr aria-label={t('editor.divider')} />
  return (
    <div className="version-words">
      {block?.type === 'image' && <Picture row={row} />}
      {block?.type === 'item' && <span aria-hidden="true">{block.kind === 'number' ? '1. ' : block.kind === 'task' ? (block.done ? '☑ ' : '☐ ') : '• '}</span>}
      {isBlank && block?.type !== 'image' && <em>{t('versions.blank')}</em>}
      {row.lines.map((line, at) => (
        <LineText key={at} line={line} />
      ))}
    </div>
  )
}

/** The picture of either text, or both where it is another. */
function Picture({ row: { past, now, kind } }: { row: Row }) {
  const { t } = useTexts()
  const pictures = [past, now].flatMap((block) => (block?.type === 'image' ? [block] : []))
  const shown = pictures.filter((block, at) => pictures.findIndex((other) => other.image === block.image) === at)
  return (
    <div className="version-pictures">
      {shown.map((block, at) => (
        <img
          key={block.image}
          src={imageAddress(block.image)}
          alt={block.alt === '' ? t('versions.image') : block.alt}
          loading="lazy"
          data-gone={kind === 'removed' || (shown.length > 1 && at === 0) || undefined}
        />
      ))}
    </div>
  )
}

function LineText({ line }: { line: readonly Words[] }) {
  return (
    <div>
      {line.map(({ text, kind, ai }, at) => {
        const words = ai ? <span className="version-ai">{text}</span> : text
        if (kind === 'added') return <ins key={at}>{words}</ins>
        return kind === 'removed' ? <del key={at}>{words}</del> : <span key={at}>{words}</span>
      })}
    </div>
  )
}

/** A list to choose from while the focus is elsewhere: in the text, or in a field. */
import { type ReactNode, useEffect, useRef } from 'react'
import { Kbd } from '#renderer/ui/kbd.tsx'
import './option-list.css'

export interface Option {
  readonly key: string
  readonly label: string
  /** Set smaller, behind the label. */
  readonly note?: string | undefined
  readonly icon?: ReactNode
  readonly keys?: string | undefined
}

interface OptionListProps {
  readonly id: string
  readonly label: string
  readonly options: readonly Option[]
  readonly active: number
  readonly onActive: (index: number) => void
  readonly onChoose: (index: number) => void
}

export const optionId = (list: string, index: number) => `${list}-${index}`

export function OptionList({ id, label, options, active, onActive, onChoose }: OptionListProps) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Its answer is a promise in newer browsers, and no way to undo it.
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active, options])
  return (
    <div ref={list} id={id} className="option-list" role="listbox" aria-label={label} tabIndex={0}>
      {options.map((option, index) => (
        <div
          key={option.key}
          id={optionId(id, index)}
          role="option"
          className="option"
          aria-selected={index === active}
          // The focus stays where it is.
          onMouseDown={(event) => event.preventDefault()}
          onPointerMove={() => {
            if (index !== active) onActive(index)
          }}
          onClick={() => onChoose(index)}
        >
          <span className="option-icon">{option.icon}</span>
          <span className="option-label">{option.label}</span>
          {option.note && <span className="option-note">{option.note}</span>}
          {option.keys && <Kbd keys={option.keys} />}
        </div>
      ))}
    </div>
  )
}

/** What an arrow key, or Home and End, make of the chosen line; null for other keys. */
export function movedBy(key: string, active: number, count: number): number | null {
  if (count === 0) return null
  if (key === 'ArrowDown') return (active + 1) % count
  if (key === 'ArrowUp') return (active + count - 1) % count
  if (key === 'PageDown') return Math.min(count - 1, active + 8)
  return key === 'PageUp' ? Math.max(0, active - 8) : null
}

/** A list to choose from while the focus is elsewhere: in the text, or in a field. */
import type { ReactNode } from 'react'
import { Kbd } from '#renderer/ui/kbd.tsx'
import { optionId, useShown } from '#renderer/ui/use-choosing.ts'
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

export function OptionList({ id, label, options, active, onActive, onChoose }: OptionListProps) {
  useShown(id, active, options)
  return (
    <div id={id} className="option-list" role="listbox" aria-label={label} tabIndex={0}>
      {options.map((option, index) => (
        <div
          key={option.key}
          id={optionId(id, index)}
          role="option"
          className="choice option"
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

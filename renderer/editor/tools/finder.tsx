/** A field and a list below it, over the page: one writes what one looks for, and chooses by arrows and Enter or by the mouse. */
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { isComposing } from '#renderer/ui/keys.ts'
import { type Box, placeBeside } from './float-layout.ts'
import { movedBy, type Option, optionId, OptionList } from './option-list.tsx'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { backToText } from './page-tools.ts'
import './float.css'

interface FinderProps {
  readonly editor: StudioEditor
  /** The element that it is placed in, and beside what. */
  readonly frame: RefObject<HTMLElement | null>
  readonly anchor: () => Box | null
  readonly label: string
  /** What is said in the field while it is empty. */
  readonly hint: string
  readonly query: string
  readonly write: (query: string) => void
  readonly options: readonly Option[]
  /** Said where nothing is found. */
  readonly none: string
  /** Beside the field. */
  readonly more?: ReactNode
  readonly choose: (index: number) => void
  readonly close: () => void
}

export function Finder(props: FinderProps) {
  const { editor, frame, anchor, label, options, choose, close } = props
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const chosen = Math.min(active, Math.max(0, options.length - 1))
  useLayoutEffect(() => {
    const beside = anchor()
    if (box.current && frame.current && beside) placeBeside(editor, box.current, beside, frame.current, 'below')
  }, [editor, frame, anchor, options])
  const leave = () => {
    close()
    backToText(editor)
  }
  const press = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return
    const next = movedBy(event.key, chosen, options.length)
    if (next !== null) setActive(next)
    else if (event.key === 'Enter' && options.length > 0) choose(chosen)
    else if (event.key === 'Escape') leave()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      ref={box}
      className="page-float finder"
      role="dialog"
      aria-label={label}
      onBlur={({ currentTarget, relatedTarget }) => {
        // Whoever looks at another window meanwhile comes back to it.
        if (document.hasFocus() && !(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) close()
      }}
    >
      <div className="finder-field">
        <Field {...props} list={id} active={options.length > 0 ? chosen : null} press={press} restart={() => setActive(0)} />
        {props.more}
      </div>
      {options.length > 0 ? (
        <OptionList id={id} label={label} options={options} active={chosen} onActive={setActive} onChoose={choose} />
      ) : (
        <p className="finder-none" role="status">
          {props.none}
        </p>
      )}
    </div>
  )
}

interface FieldProps extends Pick<FinderProps, 'hint' | 'query' | 'write'> {
  readonly list: string
  /** What is chosen in the list; null where it is empty. */
  readonly active: number | null
  readonly press: (event: KeyboardEvent) => void
  readonly restart: () => void
}

function Field({ hint, query, write, list, active, press, restart }: FieldProps) {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    field.current?.focus({ preventScroll: true })
    field.current?.select()
  }, [])
  return (
    <input
      ref={field}
      type="text"
      role="combobox"
      aria-expanded={active !== null}
      aria-controls={list}
      aria-activedescendant={active === null ? undefined : optionId(list, active)}
      aria-label={hint}
      placeholder={hint}
      spellCheck={false}
      value={query}
      onChange={(event) => {
        write(event.target.value)
        restart()
      }}
      onKeyDown={press}
    />
  )
}

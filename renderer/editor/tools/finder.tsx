/** A field and a list below it, over the page: one writes what one looks for, and chooses by arrows and Enter or by the mouse. */
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { type Choosing, useChoosing } from '#renderer/ui/use-choosing.ts'
import { type Box, placeBeside } from './float-layout.ts'
import { type Option, OptionList } from './option-list.tsx'
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
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const beside = anchor()
    if (box.current && frame.current && beside) placeBeside(editor, box.current, beside, frame.current, 'below')
  }, [editor, frame, anchor, options])
  const leave = () => {
    close()
    backToText(editor)
  }
  const { list, active, point, field } = useChoosing({
    query: props.query,
    count: options.length,
    press: ({ key }, at) => {
      if (key === 'Escape') leave()
      else if (key === 'Enter' && options.length > 0) choose(at)
      else return false
      return true
    },
  })
  return (
    <div
      ref={box}
      className="floating page-float finder"
      role="dialog"
      aria-label={label}
      onBlur={({ currentTarget, relatedTarget }) => {
        // Whoever looks at another window meanwhile comes back to it.
        if (document.hasFocus() && !(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) close()
      }}
    >
      <div className="finder-field">
        <Field {...props} field={field} />
        {props.more}
      </div>
      {options.length > 0 ? (
        <OptionList id={list} label={label} options={options} active={active} onActive={point} onChoose={choose} />
      ) : (
        <p className="finder-none" role="status">
          {props.none}
        </p>
      )}
    </div>
  )
}

interface FieldProps extends Pick<FinderProps, 'hint' | 'query' | 'write'> {
  readonly field: Choosing['field']
}

function Field({ hint, query, write, field }: FieldProps) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    input.current?.focus({ preventScroll: true })
    input.current?.select()
  }, [])
  return (
    <input
      ref={input}
      type="text"
      {...field}
      aria-label={hint}
      placeholder={hint}
      spellCheck={false}
      value={query}
      onChange={(event) => write(event.target.value)}
    />
  )
}

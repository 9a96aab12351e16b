import { ArrowLeft } from 'lucide-react'
import { type ReactNode, useEffect, useId } from 'react'
import { Button } from './button.tsx'
import { useKeptFocus } from './use-kept-focus.ts'
import './sub-page.css'

interface SubPageGiven {
  /** Of the panel that it is a page of. */
  readonly className: string
  readonly title: string
  readonly lead?: string
  /** What the panel is called, where the way back leads. */
  readonly from: string
  readonly onBack: () => void
  /** What is done with all of the page. */
  readonly deeds?: ReactNode
  readonly children: ReactNode
}

/** A page within a panel: the way back, what it is about, and its content. It is seen from its beginning; the way back leads to where one was. */
export function SubPage({ className, title, lead, from, onBack, deeds, children }: SubPageGiven) {
  const id = useId()
  // What led here went away with the page that it stood on.
  const page = useKeptFocus<HTMLElement>(null)
  useEffect(() => {
    const scroller = page.current?.parentElement
    const before = scroller?.scrollTop ?? 0
    scroller?.scrollTo({ top: 0, behavior: 'instant' })
    return () => scroller?.scrollTo({ top: before, behavior: 'instant' })
  }, [page])
  return (
    <section ref={page} className={`panel sub-page ${className}`} aria-labelledby={id} tabIndex={-1}>
      <div className="sub-page-bar">
        <Button kind="quiet" onClick={onBack}>
          <ArrowLeft />
          {from}
        </Button>
        {deeds}
      </div>
      <h1 id={id}>{title}</h1>
      {lead !== undefined && <p className="lead">{lead}</p>}
      {children}
    </section>
  )
}

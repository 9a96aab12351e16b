import { LibraryBig } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Marked } from './marked.tsx'
import type { SearchGiven } from './search-panel.tsx'
import type { FoundWorks, WorkHit } from './use-found-works.ts'

/** Works drawn at first, and more with each asking. */
const drawn = 50

/** Works of the archive, below the lessons and marked as such. */
export function WorkHits({ found, given }: { found: FoundWorks; given: SearchGiven }) {
  const { t } = useTexts()
  const [most, setMost] = useState(drawn)
  const rest = found.hits.length - most
  return (
    <>
      {found.hits.slice(0, most).map((hit) => (
        <Hit key={hit.work.id} hit={hit} query={found.query} given={given} />
      ))}
      {rest > 0 && (
        <Button kind="quiet" className="search-more" onClick={() => setMost(most + drawn)}>
          {t('archive.more', { count: Math.min(rest, drawn) })}
        </Button>
      )}
    </>
  )
}

function Hit({ hit: { work, count, excerpts }, query, given }: { hit: WorkHit; query: string; given: SearchGiven }) {
  const { t } = useTexts()
  const shown = excerpts.reduce((sum, { marks }) => sum + marks.length, 0)
  return (
    <section className="search-group" aria-label={t('search.work', { title: work.title })}>
      <header className="search-lesson search-work">
        <strong>{work.title}</strong>
        <small>
          <LibraryBig aria-hidden="true" />
          {[t('command.archive'), work.written ?? ''].filter(Boolean).join(' › ')}
        </small>
        {count > 0 && <span className="search-count">{count}</span>}
      </header>
      {excerpts.map(({ text, marks, line, from }) => (
        <button
          key={`${line}-${from}`}
          type="button"
          className="search-place"
          data-row=""
          data-place=""
          onClick={() => given.onOpenWork(work.id, { query, line })}
        >
          <Marked text={text} marks={marks} />
        </button>
      ))}
      {count > shown && <p className="search-rest">{t('archive.rest', { count: count - shown })}</p>}
    </section>
  )
}

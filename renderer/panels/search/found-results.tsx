import { BookOpen, FileText, FolderOpen } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { LibraryId, LibraryTree } from '#preload/contract/library.ts'
import { longestSought } from '#preload/document/sought.ts'
import type { SearchHit } from '#preload/contract/search.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { usePinyin } from '#renderer/ui/use-pinyin.ts'
import { Marked } from './marked.tsx'
import { pressedInResults } from './result-keys.ts'
import type { SearchGiven } from './search-panel.tsx'
import type { SearchState } from './search-state.ts'
import { titlesFound, type TitleFound } from './title-hits.ts'
import { type FoundLessons, useFound } from './use-found.ts'
import { type FoundWorks, useFoundWorks } from './use-found-works.ts'
import { WorkHits } from './work-hits.tsx'

interface ResultsProps {
  readonly given: SearchGiven
  readonly state: SearchState
  readonly within: LibraryId | null
  readonly tree: LibraryTree | null
  readonly set: (part: Partial<SearchState>) => void
}

/** Lessons drawn at first, and more with each asking. */
const drawn = 100

/** What was found: titles, then the places of each lesson. */
export function FoundResults({ given, state, within, tree, set }: ResultsProps) {
  const { t } = useTexts()
  const { query, bin } = state
  const isTooLong = query.length > longestSought
  const found = useFound(isTooLong ? null : { query, within, bin })
  const works = useFoundWorks(isTooLong || within !== null || bin ? null : query)
  const pinyin = usePinyin()
  const titles = useMemo(() => titlesFound(query, tree, within, pinyin), [query, tree, within, pinyin])
  if (query.trim() === '') return <Teaching lines={['search.teach-words', 'search.teach-pinyin', 'search.teach-keys']} />
  if (isTooLong) return <p className="search-fault">{t('find.trouble-too-long')}</p>
  const isNothing = found.isDone && found.query === query && found.hits.length === 0 && titles.length === 0 && works.isDone && works.hits.length === 0
  return (
    <>
      <Summary found={found} works={works} isCurrent={found.query === query} />
      <div className="search-results" role="group" aria-label={t('search.results')} onKeyDown={pressedInResults}>
        {titles.length > 0 && <Titles titles={titles} given={given} />}
        <Lessons key={`${query} ${within} ${bin}`} found={found} given={given} />
        <WorkHits key={`works ${query}`} found={works} given={given} />
        {isNothing && <Nothing state={state} within={within} set={set} />}
      </div>
    </>
  )
}

/** What the panel is for, where nothing is asked yet. */
export function Teaching({ lines }: { lines: readonly ('search.teach-words' | 'search.teach-pinyin' | 'search.teach-keys' | 'search.teach-replace')[] }) {
  const { t } = useTexts()
  return (
    <div className="search-teaching">
      {!lines.includes('search.teach-replace') && <p className="search-teaching-lead">{t('search.teach-lead')}</p>}
      {lines.map((line) => (
        <p key={line}>{t(line)}</p>
      ))}
    </div>
  )
}

function Summary({ found, works, isCurrent }: { found: FoundLessons; works: FoundWorks; isCurrent: boolean }) {
  const { t } = useTexts()
  const count = found.hits.reduce((sum, hit) => sum + hit.count, 0)
  const inLessons = found.hits.length === 0 ? '' : t('search.summary', { lessons: t('library.lessons', { count: found.hits.length }), count })
  const inWorks = works.hits.length === 0 ? '' : t('search.summary-works', { count: works.hits.length })
  const said = [inLessons, inWorks].filter(Boolean).join(t('archive.comma'))
  return (
    <p className="search-summary" role="status">
      {found.isDone && isCurrent ? said : said || t('search.running')}
    </p>
  )
}

const titleIcons = { course: <BookOpen />, chapter: <FolderOpen />, lesson: <FileText /> } as const

function Titles({ titles, given }: { titles: readonly TitleFound[]; given: SearchGiven }) {
  const { t } = useTexts()
  return (
    <section className="search-group" aria-label={t('search.titles')}>
      {titles.map(({ id, kind, title, marks, from, lesson }) => (
        <button
          key={id}
          type="button"
          className="search-title"
          data-row=""
          disabled={lesson === null}
          onClick={() => lesson !== null && given.onOpen(lesson, null, false)}
          onDoubleClick={() => lesson !== null && given.onOpen(lesson, null, true)}
        >
          {titleIcons[kind]}
          <span className="search-title-text">
            <Marked text={title} marks={marks} />
          </span>
          <small>{from}</small>
        </button>
      ))}
    </section>
  )
}

function Lessons({ found, given }: { found: FoundLessons; given: SearchGiven }) {
  const { t } = useTexts()
  const [most, setMost] = useState(drawn)
  const rest = found.hits.length - most
  return (
    <>
      {found.hits.slice(0, most).map((hit) => (
        <LessonHit key={hit.lesson} hit={hit} given={given} />
      ))}
      {rest > 0 && (
        <Button kind="quiet" className="search-more" onClick={() => setMost(most + drawn)}>
          {t('search.more', { count: Math.min(rest, drawn) })}
        </Button>
      )}
    </>
  )
}

function LessonHit({ hit, given }: { hit: SearchHit; given: SearchGiven }) {
  const { t } = useTexts()
  const { lesson, title, course, chapter, inBin, count, excerpts } = hit
  const shown = excerpts.reduce((sum, { marks }) => sum + marks.length, 0)
  return (
    <section className="search-group" aria-label={title}>
      <header className="search-lesson" aria-current={lesson === given.current || undefined}>
        <strong>{title}</strong>
        <small>{[course, chapter, inBin ? t('command.bin') : ''].filter(Boolean).join(' › ')}</small>
        <span className="search-count">{count}</span>
      </header>
      {excerpts.map(({ text, marks, passage, from, found }) => {
        const open = (goes: boolean) => given.onOpen(lesson, { text: found, place: { passage, from } }, goes)
        return (
          <button
            key={`${passage}-${from}`}
            type="button"
            className="search-place"
            data-row=""
            data-place=""
            onClick={() => open(false)}
            onDoubleClick={() => open(true)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
              event.preventDefault()
              open(true)
            }}
          >
            <Marked text={text} marks={marks} />
          </button>
        )
      })}
      {count > shown && <p className="search-rest">{t('search.rest', { count: count - shown })}</p>}
    </section>
  )
}

function Nothing({ state, within, set }: Pick<ResultsProps, 'state' | 'within' | 'set'>) {
  const { t } = useTexts()
  return (
    <div className="search-nothing">
      <p>{t('search.none', { query: state.query.trim().slice(0, 40) })}</p>
      {within !== null && <Button onClick={() => set({ reach: 'all' })}>{t('search.none-wider')}</Button>}
      {!state.bin && <Button onClick={() => set({ bin: true })}>{t('search.bin')}</Button>}
    </div>
  )
}

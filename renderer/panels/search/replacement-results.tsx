import { useCallback, useEffect, useState } from 'react'
import type { LibraryId, LibraryTree } from '#preload/contract/library.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useConfirm } from '#renderer/ui/confirm.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Teaching } from './found-results.tsx'
import { Marked } from './marked.tsx'
import { pressedInResults } from './result-keys.ts'
import type { SearchGiven } from './search-panel.tsx'
import { type SearchState, soughtOf } from './search-state.ts'
import { isTicked, tickedIn, tickOf, toggleLesson, togglePlace, type Unticked } from './ticks.ts'
import { type PreviewHit, usePreview } from './use-preview.ts'
import { useReplacing } from './use-replacing.ts'

/** Lessons drawn; the others are replaced in as well, and counted on the button. */
const drawn = 100

/** Lessons of a replacement that takes long enough to be watched. */
const worthTelling = 20

/** Every place as it would be, to be unticked, and the button that does it. */
export function ReplacementResults({
  given,
  state,
  within,
  tree,
  takeBack,
}: {
  given: SearchGiven
  takeBack: () => Promise<void>
  state: SearchState
  within: LibraryId | null
  tree: LibraryTree | null
}) {
  const { t } = useTexts()
  const confirm = useConfirm()
  const sought = soughtOf(state)
  const [round, again] = useRounds(given)
  const preview = usePreview({ sought, replacement: state.replacement, within, round }, given.pages, tree)
  const key = JSON.stringify([sought, within, round])
  const [ticks, setTicks] = useState<{ readonly key: string; readonly unticked: Unticked }>({ key, unticked: new Map() })
  // What was unticked of another search says nothing of this one.
  const unticked: Unticked = ticks.key === key ? ticks.unticked : new Map()
  const { isBusy, work, stop, replace } = useReplacing(given, { takeBack, again })
  if (!sought) return <Teaching lines={['search.teach-replace']} />
  if (preview.fault) return <p className="search-fault">{t(`find.trouble-${preview.fault}`)}</p>
  const count = preview.hits.reduce((sum, hit) => sum + (hit.isOpen ? 0 : tickedIn(unticked, hit.lesson, hit.count)), 0)
  const isDeleting = state.replacement === ''
  const replaceTicked = async () => {
    const question = { title: t('find.delete-ask', { count }), body: t('find.delete-note'), action: t('find.delete-all', { count }), danger: true }
    if (!isDeleting || (await confirm(question))) await replace(sought, state.replacement, preview.hits, unticked)
  }
  const set = (next: Unticked) => setTicks({ key, unticked: next })
  return (
    <>
      <div className="search-deed">
        <Button kind={count === 0 || isDeleting ? 'plain' : 'go'} disabled={isBusy || !preview.isDone || count === 0} onClick={() => void replaceTicked()}>
          {count === 0 ? t('search.replace-nothing') : t(isDeleting ? 'find.delete-all' : 'search.replace', { count })}
        </Button>
        {!preview.isDone && <span role="status">{t('search.running')}</span>}
        {work && work.total >= worthTelling && (
          <>
            <span role="status">{t('search.preparing', { done: work.done, total: work.total })}</span>
            <Button onClick={stop}>{t('ui.cancel')}</Button>
          </>
        )}
      </div>
      <div className="search-results" role="group" aria-label={t('search.results')} onKeyDown={pressedInResults}>
        {preview.hits.slice(0, drawn).map((hit) => (
          <LessonPreview key={hit.lesson} hit={hit} unticked={unticked} set={set} given={given} />
        ))}
        {preview.hits.length > drawn && <p className="search-rest">{t('search.left-more', { count: preview.hits.length - drawn })}</p>}
        {preview.isDone && preview.hits.length === 0 && <p className="search-nothing">{t('search.none', { query: sought.text.slice(0, 40) })}</p>}
      </div>
    </>
  )
}

/** One more with every replacement, and when it is taken back: what is where is looked for again. */
function useRounds({ replaced }: SearchGiven): readonly [number, () => void] {
  const [round, setRound] = useState(0)
  useEffect(() => {
    let last = replaced.get()
    return replaced.subscribe(() => {
      const now = replaced.get()
      // That something else was typed since changes nothing in the lessons.
      if (now?.id !== last?.id || now?.own !== last?.own) setRound((before) => before + 1)
      last = now
    })
  }, [replaced])
  return [round, useCallback(() => setRound((before) => before + 1), [])]
}

function LessonPreview({ hit, unticked, set, given }: { hit: PreviewHit; unticked: Unticked; set: (next: Unticked) => void; given: SearchGiven }) {
  const { t } = useTexts()
  const { lesson, title, course, chapter, isOpen, count, places } = hit
  const tick = isOpen ? 'none' : tickOf(unticked, lesson, count)
  return (
    <section className="search-group" aria-label={title}>
      <label className="search-lesson" aria-current={lesson === given.current || undefined}>
        <input
          type="checkbox"
          data-row=""
          aria-label={t('search.tick-lesson', { title })}
          disabled={isOpen}
          checked={tick === 'all'}
          ref={(box) => {
            if (box) box.indeterminate = tick === 'some'
          }}
          onChange={() => set(toggleLesson(unticked, lesson, count))}
        />
        <strong>{title}</strong>
        <small>{isOpen ? t('search.is-open') : `${course} › ${chapter}`}</small>
        <span className="search-count">{count}</span>
      </label>
      {places.map((place, at) => (
        <PlacePreview key={at} place={place} isOpen={isOpen} isOn={isTicked(unticked, lesson, at)} toggle={() => set(togglePlace(unticked, lesson, at))} />
      ))}
      {count > places.length && <p className="search-rest">{t('search.rest', { count: count - places.length })}</p>}
    </section>
  )
}

function PlacePreview({ place, isOpen, isOn, toggle }: { place: PreviewHit['places'][number]; isOpen: boolean; isOn: boolean; toggle: () => void }) {
  const { t } = useTexts()
  const ticked = isOn && !isOpen
  return (
    <label className="search-place" data-unticked={!ticked || undefined}>
      <input type="checkbox" data-row="" aria-label={t('search.tick-place')} disabled={isOpen} checked={ticked} onChange={toggle} />
      <span>
        {ticked ? <Marked text={place.text} marks={place.marks} replacement={place.replacement} /> : <Marked text={place.text} marks={place.marks} />}
      </span>
    </label>
  )
}

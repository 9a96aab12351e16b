/** The works that the next run learns from, ticked one by one, by the folder, by what they are of and by when they were written. */
import { useMemo, useState } from 'react'
import type { WorkGroup } from '#preload/contract/archive.ts'
import type { SourceWork } from '#preload/contract/runs.ts'
import { WorkKind } from '#preload/contract/works.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected, useValue } from '#renderer/host/value.ts'
import { wordsText } from '#renderer/ui/amount.ts'
import { Button } from '#renderer/ui/button.tsx'
import { groupTitle, withoutRoot } from '#renderer/ui/group-title.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { SubPage } from '#renderer/ui/sub-page.tsx'
import type { Translate } from '#renderer/ui/translate.ts'
import { chosenTrouble, isOfChosen } from './chosen-words.ts'
import { allOfThem, isNarrowed, listed, type Narrowed, narrowings } from './pick.ts'
import { isAsTold, tickedOf, ticking } from './ticks.ts'
import { rangeText } from './time-range.ts'
import { usePlan } from './use-plan.ts'
import { askSources, type Picked, usePicked } from './use-picked.ts'
import { askGroups, useAnswer } from './use-voice.ts'
import { wishesOf } from './wishes.ts'
import { WorkTicks } from './work-ticks.tsx'
import './works-page.css'

interface WorksGiven {
  readonly onBack: () => void
  /** To where works are left out of everything. */
  readonly onArchive: () => void
}

export function WorksPage({ onBack, onArchive }: WorksGiven) {
  const { t } = useTexts()
  const host = useHost()
  const editable = useSelected(host.workspace, (workspace) => workspace?.phase === 'open')
  const works = useAnswer(askSources, useValue(host.sources))
  const groups = useAnswer(askGroups)
  const titles = useMemo(() => titlesOf(t, groups ?? []), [t, groups])
  const picked = usePicked(works)
  const [narrowed, setNarrowed] = useState(allOfThem)
  const titleOf = (group: string) => titles.get(group) ?? ''
  const shown = works ? listed(works, narrowed, titleOf) : []
  return (
    <SubPage className="voice" title={t('voice.works-title')} lead={t('voice.works-lead')} from={t('command.voice')} onBack={onBack}>
      {works && (
        <>
          <div className="card voice-pick-head">
            <Sum works={works} picked={picked} />
            <Narrowing works={works} narrowed={narrowed} onNarrow={setNarrowed} />
            {editable && <All shown={shown} isNarrow={isNarrowed(narrowed)} picked={picked} />}
          </div>
          <div className="card voice-pick">
            {shown.length === 0 ? (
              <p className="voice-why">{t('voice.works-none')}</p>
            ) : (
              <WorkTicks
                key={JSON.stringify(narrowed)}
                {...{ works: shown, titles, picked, editable }}
                isUnfolded={isNarrowed(narrowed) || shown.length <= few}
              />
            )}
          </div>
        </>
      )}
      <p className="voice-why">
        {t('voice.works-never')}{' '}
        <button type="button" className="voice-link" onClick={onArchive}>
          {t('voice.to-archive')}
        </button>
      </p>
    </SubPage>
  )
}

/** So many are seen without unfolding anything. */
const few = 60

/** What folders and courses are called, in their order. */
function titlesOf(t: Translate, groups: readonly WorkGroup[]): ReadonlyMap<string, string> {
  const [folders, courses] = [groups.filter(({ kind }) => kind === 'folder'), groups.filter(({ kind }) => kind === 'course')]
  return new Map([...withoutRoot(folders), ...courses].map((group) => [group.id, groupTitle(t, group)]))
}

/** What is ticked comes to, and what a run of it would take. */
function Sum({ works, picked: { ticked } }: { works: readonly SourceWork[]; picked: Picked }) {
  const { t, language } = useTexts()
  const host = useHost()
  const need = useSelected(host.archive, (archive) => archive?.enough.need)
  const { planned, problem, ...planning } = usePlan(useValue(wishesOf(host)).wanted)
  // What is ticked just now the host has yet to hear of: all that is known is of what was ticked before.
  const isAsking = planning.isAsking || !isAsTold(works, ticked)
  const sum = tickedOf(works, ticked)
  const isFew = need !== undefined && (sum.works < need.works || sum.words < need.words)
  const few = isFew ? { ...sum, needWorks: need.works, needWords: need.words } : null
  const time = planned && !isAsking ? t('voice.about', { time: rangeText(t, planned.time) }) : null
  return (
    <div role="status" className="voice-pick-sum">
      <strong>{t('voice.works-sum', { count: sum.works, among: works.length, words: wordsText(t, language, sum.words) })}</strong>
      {few ? (
        <small className="voice-pick-few">{t('voice.chosen-few', few)}</small>
      ) : problem && !isAsking && isOfChosen(problem) ? (
        <small className="voice-pick-few">{chosenTrouble(t, problem)}</small>
      ) : (
        <small>{time ?? (isAsking ? t('voice.planning') : '')}</small>
      )}
    </div>
  )
}

interface NarrowingGiven {
  readonly works: readonly SourceWork[]
  readonly narrowed: Narrowed
  readonly onNarrow: (narrowed: Narrowed) => void
}

function Narrowing({ works, narrowed, onNarrow }: NarrowingGiven) {
  const { t } = useTexts()
  const { kinds, years } = useMemo(() => narrowings(works), [works])
  const narrow = (part: Partial<Narrowed>) => onNarrow({ ...narrowed, ...part })
  return (
    <div className="voice-pick-fields">
      <input
        className="field"
        type="search"
        value={narrowed.query}
        placeholder={t('voice.works-find')}
        aria-label={t('voice.works-find')}
        onChange={({ target }) => narrow({ query: target.value })}
      />
      {kinds.length > 0 && (
        <select
          className="field"
          value={narrowed.kind}
          aria-label={t('voice.works-kind')}
          onChange={({ target }) => narrow({ kind: WorkKind.options.find((kind) => kind === target.value) ?? '' })}
        >
          <option value="">{t('voice.works-kinds')}</option>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`voice.kind-${kind}`)}
            </option>
          ))}
        </select>
      )}
      {years.length > 0 && (
        <select className="field" value={narrowed.year} aria-label={t('voice.works-year')} onChange={({ target }) => narrow({ year: target.value })}>
          <option value="">{t('voice.works-years')}</option>
          {years.map((year) => (
            <option key={year} value={year}>
              {year === 'unknown' ? t('voice.works-undated') : t('voice.works-of-year', { year })}
            </option>
          ))}
        </select>
      )}
    </div>
  )
}

/** Ticks all that are listed, or none of them. */
function All({ shown, isNarrow, picked: { ticked, tick } }: { shown: readonly SourceWork[]; isNarrow: boolean; picked: Picked }) {
  const { t } = useTexts()
  const ids = shown.map(({ id }) => id)
  const count = ids.filter((id) => ticked.has(id)).length
  return (
    <div className="voice-deeds">
      <Button disabled={count === ids.length} onClick={() => tick(ticking(ticked, ids, true))}>
        {isNarrow ? t('voice.works-tick-listed', { count: ids.length }) : t('voice.works-tick-all')}
      </Button>
      <Button disabled={count === 0} onClick={() => tick(ticking(ticked, ids, false))}>
        {isNarrow ? t('voice.works-untick-listed', { count: ids.length }) : t('voice.works-untick-all')}
      </Button>
      <small>{t('voice.works-keys')}</small>
    </div>
  )
}

/** What the next run learns from, folder by folder. What is never learnt is left out in the archive; of the rest a run may learn some. */
import type { WorkGroup } from '#preload/contract/archive.ts'
import type { SourceWork } from '#preload/contract/runs.ts'
import { wordsText } from '#renderer/ui/amount.ts'
import { Button } from '#renderer/ui/button.tsx'
import { groupTitle, withoutRoot } from '#renderer/ui/group-title.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useHost } from '#renderer/host/host-context.tsx'
import { useValue } from '#renderer/host/value.ts'
import { askSources } from './use-picked.ts'
import { askGroups, useAnswer } from './use-voice.ts'
import './sources-card.css'

/** More are told as a number. */
const drawn = 8

/** The amounts of what is chosen, where not all works are. */
function chosenOf(groups: readonly WorkGroup[], works: readonly SourceWork[]): readonly WorkGroup[] {
  if (works.every(({ isChosen }) => isChosen)) return groups
  return groups.map((group) => {
    const own = works.filter((work) => work.isChosen && work.group === group.id)
    return { ...group, learntWorks: own.length, learntWords: own.reduce((sum, { words }) => sum + words, 0) }
  })
}

export function SourcesCard({ onArchive }: { onArchive: () => void }) {
  const { t, language } = useTexts()
  const host = useHost()
  const groups = useAnswer(askGroups) ?? []
  const works = useAnswer(askSources, useValue(host.sources)) ?? []
  const [folders, courses] = [groups.filter(({ kind }) => kind === 'folder'), groups.filter(({ kind }) => kind === 'course')]
  const learnt = chosenOf([...withoutRoot(folders), ...courses], works).filter(({ learntWorks }) => learntWorks > 0)
  return (
    <div className="card voice-sources">
      <header>
        <h2>{t('voice.sources')}</h2>
        <Button kind="quiet" onClick={onArchive}>
          {t('voice.choose-works')}
        </Button>
      </header>
      <ul>
        {learnt.slice(0, drawn).map((group) => (
          <li key={group.id}>
            <span>{groupTitle(t, group)}</span>
            <small>{t('voice.amount', { count: group.learntWorks, words: wordsText(t, language, group.learntWords) })}</small>
          </li>
        ))}
        {learnt.length > drawn && <li className="voice-more">{t('voice.sources-more', { count: learnt.length - drawn })}</li>}
      </ul>
      <ul className="voice-promises">
        {(['masked', 'local', 'writing'] as const).map((promise) => (
          <li key={promise}>{t(`voice.promise-${promise}`)}</li>
        ))}
      </ul>
    </div>
  )
}

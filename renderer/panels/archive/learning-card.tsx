/** What is done with the works before anything is learnt of them, and what the author chooses of it. */
import type { ArchiveState } from '#preload/contract/archive.ts'
import { maskedCounts } from '#preload/contract/masks.ts'
import { type Kept, PersonalKind, type PersonalCounts } from '#preload/contract/works.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import type { Translate } from '#renderer/ui/translate.ts'
import { type ArchiveClient, useAnswer, useDoing } from './use-archive.ts'
import { useMasks, useMaskUses } from './masks-card.tsx'
import { Tick } from './tick.tsx'
import './learning-card.css'

export function LearningCard({ state, onAlike, onPersonal }: { state: ArchiveState; onAlike: () => void; onPersonal: () => void }) {
  const { t } = useTexts()
  const alike = useAnswer(askAlike)
  const masks = useMasks()
  const uses = useMaskUses()
  const personal = personalText(masks && uses ? maskedCounts(state.personal, masks, uses) : state.personal, t)
  return (
    <div className="card archive-learning">
      <h2>{t('archive.before')}</h2>
      <ul className="archive-facts">
        <Fact
          pill={t(personal === '' ? 'archive.masked-nothing' : 'archive.masked')}
          text={personal === '' ? t('archive.masked-none') : personal}
          more={moreText(masks?.words.length ?? 0, personal === '', t)}
          onMore={onPersonal}
        />
        {state.pairs > 0 && <Fact pill={t('archive.pairs')} text={t('archive.pairs-count', { count: state.pairs })} more={null} onMore={onAlike} />}
        {alike !== null && (
          <Fact
            pill={t('archive.alike')}
            text={alike.total === 0 ? t('archive.alike-none') : t('archive.alike-count', { count: alike.total })}
            more={alike.total === 0 ? null : t('archive.alike-look')}
            onMore={onAlike}
          />
        )}
        <Fact pill={t('archive.held-out')} text={t('archive.held-out-why')} more={null} onMore={onAlike} />
      </ul>
      <Keeping kept={state.kept} editable={state.phase === 'open'} />
    </div>
  )
}

const askAlike = (archive: ArchiveClient) => archive.alike({ from: 0, count: 1 })

/** What opens: the author's own names and words are there, too. */
function moreText(words: number, isNothing: boolean, t: Translate): string {
  if (words > 0) return t('archive.masks-open', { count: words })
  return t(isNothing ? 'archive.masks-add' : 'archive.look')
}

/** `手机号 14 处，邮箱 6 处`. */
function personalText(counts: PersonalCounts, t: Translate): string {
  return PersonalKind.options
    .flatMap((kind) => (counts[kind] ? [t('archive.places', { kind: t(`archive.personal-${kind}`), count: counts[kind] })] : []))
    .join(t('archive.comma'))
}

function Fact({ pill, text, more, onMore }: { pill: string; text: string; more: string | null; onMore: () => void }) {
  return (
    <li>
      <span className="pill">{pill}</span>
      <span>{text}</span>
      {more !== null && (
        <Button kind="quiet" onClick={onMore}>
          {more}
        </Button>
      )}
    </li>
  )
}

const choices = ['quotations', 'code', 'addresses', 'formulas', 'questions'] as const satisfies readonly (keyof Kept)[]

function Keeping({ kept, editable }: { kept: Kept; editable: boolean }) {
  const { t } = useTexts()
  const doing = useDoing()
  return (
    <fieldset className="archive-keeping">
      <legend>{t('archive.keeping')}</legend>
      {choices.map((name) => (
        <label key={name}>
          <Tick checked={kept[name]} disabled={!editable} onChange={(isIn) => doing((archive) => archive.keep({ ...kept, [name]: isIn }))} />
          {t(`archive.keep-${name}`)}
        </label>
      ))}
    </fieldset>
  )
}

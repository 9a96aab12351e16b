/**
 * Where a course can go: a card for each platform and each kind of book, with how it stands there. A press on a card chooses it,
 * and one on what there is to look at leads to that. Nothing that is pressed may lie within something else that is, so what chooses
 * a card lies over all of it, and what leads on above that.
 */
import { useId } from 'react'
import { ToggleGroup as Radix } from 'radix-ui'
import type { CourseAtTarget } from '#preload/contract/ledger.ts'
import type { TargetFacts, TargetId } from '#preload/contract/targets.ts'
import { formatDate } from './dates.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import type { Language, Translate } from '#renderer/ui/translate.ts'
import { useArrowsChoose } from '#renderer/ui/use-arrows-choose.ts'
import type { Short } from './run-left.ts'
import { settingsInShort } from './setting-names.ts'
import { grouped, hasOwnWords, nameWithin, signOf, spaced } from './target-groups.ts'
import { type CardLine, cardLineOf } from './whereabouts.ts'
import './targets-row.css'

interface TargetsGiven {
  readonly targets: readonly TargetFacts[]
  readonly chosen: TargetId
  readonly at: ReadonlyMap<TargetId, CourseAtTarget>
  /** How much there is to look at, of targets that were checked. */
  readonly toLookAt: ReadonlyMap<TargetId, number>
  /** Of which that is not known, or not of the text as it is now. */
  readonly unchecked: ReadonlySet<TargetId>
  /** How far each is that is written now. */
  readonly running: ReadonlyMap<TargetId, { readonly done: number; readonly total: number }>
  /** Of which the last export is not all there. */
  readonly short: ReadonlyMap<TargetId, Short>
  readonly onChoose: (target: TargetId) => void
  /** To what there is to look at. */
  readonly onReport: (target: TargetId) => void
}

export function TargetsRow({ targets, chosen, onChoose, ...given }: TargetsGiven) {
  const { t } = useTexts()
  const arrows = useArrowsChoose(onChoose)
  return (
    <Radix.Root
      type="single"
      role="radiogroup"
      {...arrows.group}
      className="targets"
      aria-label={t('publishing.targets')}
      value={chosen}
      onValueChange={(value) => value !== '' && onChoose(value)}
    >
      {grouped(targets).map(({ kind, targets: some }) => (
        <div key={kind} className="targets-group">
          <p className="targets-kind">{t(`publishing.kind-${kind}`)}</p>
          <div className="targets-cards">
            {some.map((target) => (
              <Card key={target.id} target={target} isChosen={target.id === chosen} {...given} {...arrows.button(target.id)} />
            ))}
          </div>
        </div>
      ))}
    </Radix.Root>
  )
}

type CardGiven = Omit<TargetsGiven, 'targets' | 'chosen' | 'onChoose'> & {
  readonly target: TargetFacts
  readonly isChosen: boolean
  readonly onFocus: () => void
}

function Card({ target, isChosen, at, toLookAt, unchecked, running, short, onReport, onFocus }: CardGiven) {
  const { t, language } = useTexts()
  const words = useId()
  const isUnchecked = unchecked.has(target.id)
  const said = cardLineOf(at.get(target.id), running.get(target.id) ?? null, short.get(target.id) ?? null)
  const count = said.kind === 'running' ? 0 : (toLookAt.get(target.id) ?? 0)
  // Where more is to be said, what goes without saying makes room for it.
  const line = said.kind === 'never' && (count > 0 || isUnchecked) ? '' : lineText(t, language, said, target, at.get(target.id)?.otherwise ?? [])
  const whole = [target.what[language], ...(line === '' ? [] : [line]), ...(isUnchecked ? [t('publishing.unchecked-why')] : [])].join('\n')
  return (
    <div className="target">
      <Radix.Item value={target.id} className="target-choice" aria-labelledby={words} title={whole} onFocus={onFocus} />
      <span className="target-sign" data-target={target.id} aria-hidden="true">
        {signOf(target)}
      </span>
      <span className="target-words" id={words}>
        <strong>{target.name[language]}</strong>
        <small data-line={count === 0 || said.kind !== 'never' ? said.kind : undefined}>
          {line !== '' && <span>{line}</span>}
          {count > 0 && (
            <button
              type="button"
              className="target-report"
              title={t('publishing.to-report', { target: nameWithin(language, target) })}
              // One stop of the tab key for the whole row, and one for the report of the card that is chosen.
              tabIndex={isChosen ? 0 : -1}
              onClick={() => onReport(target.id)}
            >
              {t('publishing.to-look-at', { count })}
            </button>
          )}
          {count === 0 && isUnchecked && line === '' && <i>{t('publishing.card-unchecked')}</i>}
        </small>
      </span>
    </div>
  )
}

function lineText(t: Translate, language: Language, line: CardLine, target: TargetFacts, otherwise: readonly string[]): string {
  switch (line.kind) {
    case 'running':
      return line.total > 0 ? t('publishing.card-running-of', { done: line.done, total: line.total }) : t('publishing.card-running')
    case 'changed':
      return t('publishing.card-changed', { count: line.count })
    case 'published':
      return t('publishing.card-published', { when: spaced(language, formatDate(language, line.at), 'after') })
    case 'exported':
      return t('publishing.card-exported', { when: spaced(language, formatDate(language, line.at), 'after') })
    case 'set-otherwise':
      return settingsInShort(t, language, otherwise, target) || t(hasOwnWords(target) ? 'publishing.card-set-otherwise-words' : 'publishing.card-set-otherwise')
    case 'never':
    case 'some':
    case 'failed':
    case 'unfinished':
    case 'asks':
      return t(`publishing.card-${line.kind}`)
    default:
      return line satisfies never
  }
}

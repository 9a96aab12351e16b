/** Where lessons went: which are published as they are, which changed since, which are new; and saying that they are there. */
import { Ellipsis } from 'lucide-react'
import type { CourseAtTarget, ExportRecord } from '#preload/contract/ledger.ts'
import type { LessonId } from '#preload/contract/library.ts'
import type { TargetFacts } from '#preload/contract/targets.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Menu, type MenuItem } from '#renderer/ui/menu.tsx'
import type { Language, Translate } from '#renderer/ui/translate.ts'
import { formatDate } from './dates.ts'
import { markable, otherwiseOf } from './remaining.ts'
import { TheirsLine } from './theirs-line.tsx'
import { settingNames } from './setting-names.ts'
import { type Above, aboveOf, badgeOf, sinceText } from './since-text.ts'
import { hasOwnWords, nameWithin, spaced } from './target-groups.ts'
import { goThrough, useRows } from './use-rows.ts'
import { type Whereabouts, whereaboutsByLesson, whereaboutsOfCourse } from './whereabouts.ts'
import './whereabouts-card.css'

interface WhereaboutsGiven {
  readonly target: TargetFacts
  readonly at: CourseAtTarget | undefined
  readonly lessons: readonly LessonId[]
  /** The one that is looked at. */
  readonly looked: LessonId | null
  readonly editable: boolean
  readonly nameOf: (lesson: LessonId) => string
  /** Null: the course as a whole. */
  readonly onMark: (lessons: readonly LessonId[] | null, address: string | null) => void
  /** Another address of what is marked, which goes on being the version that it was. */
  readonly onReaddress: (lessons: readonly LessonId[] | null, address: string | null) => void
  readonly onUnmark: (lessons: readonly LessonId[] | null) => void
  readonly onHistory: () => void
  /** Puts the export's own files in the places of the author's; null while something is exported. */
  readonly onReplace: ((record: ExportRecord) => void) | null
}

export function WhereaboutsCard(given: WhereaboutsGiven) {
  const { t, language } = useTexts()
  const { target, at, lessons, looked, editable, nameOf, onMark, onHistory, onReplace } = given
  const last = at?.last ?? null
  const isBook = target.makes === 'course'
  const places = whereaboutsByLesson(at, lessons)
  const { lessons: unmarked, isAgain } = markable(places)
  const rows = isBook && at ? [whereaboutsOfCourse(at)] : [...places.values()]
  const set = at && otherwiseOf(at, rows)
  const above = aboveOf(set, rows)
  const { list, isReached, goTo } = useRows<HTMLUListElement>([...places.keys()], looked)
  const isNew = [...places.values()].every(({ standing }) => standing === 'new')
  return (
    <section className="card whereabouts" aria-labelledby="whereabouts-title">
      <header>
        <h2 id="whereabouts-title">{t('publishing.whereabouts')}</h2>
        <Button kind="quiet" onClick={onHistory}>
          {t('publishing.history')}
        </Button>
      </header>
      {set && <p className="whereabouts-set">{otherwiseLead(t, language, set, target)}</p>}
      {last?.theirs && <TheirsLine theirs={last.theirs} onReplace={onReplace && (() => onReplace(last))} />}
      <ul className="whereabouts-list" ref={list} onKeyDownCapture={goThrough}>
        {isBook && at && <Row {...given} above={above} lessons={null} name={t('publishing.whole-course')} where={whereaboutsOfCourse(at)} />}
        {at?.some && (
          <li className="whereabouts-none">
            {t('publishing.some-apart', { when: spaced(language, formatDate(language, at.some.at), 'after'), count: at.some.lessons })}
          </li>
        )}
        {!isBook && isNew && <li className="whereabouts-none">{t('publishing.all-new', { count: lessons.length })}</li>}
        {!isBook &&
          !isNew &&
          [...places].map(([id, where]) => (
            <Row
              key={id}
              {...given}
              {...{ above, where }}
              lessons={[id]}
              name={nameOf(id)}
              isLooked={id === looked}
              isReached={isReached(id)}
              onReach={() => goTo(id)}
            />
          ))}
      </ul>
      {!isBook && editable && unmarked.length > 1 && (
        <Button kind="quiet" onClick={() => onMark(unmarked, null)}>
          {t(isAgain ? 'publishing.mark-all-again' : 'publishing.mark-all', { count: unmarked.length })}
        </Button>
      )}
    </section>
  )
}

function otherwiseLead(
  t: Translate,
  language: Language,
  { otherwise, isOutAgain }: Pick<Whereabouts, 'otherwise' | 'isOutAgain'>,
  target: TargetFacts,
): string {
  const names = settingNames(t, language, otherwise, target, false)
  const there = { target: nameWithin(language, target) }
  if (isOutAgain)
    return names === ''
      ? t('publishing.set-out-again-unnamed', there)
      : t(target.kind === 'book' ? 'publishing.set-out-again-book' : 'publishing.set-out-again', { names, ...there })
  if (names === '') return t(hasOwnWords(target) ? 'publishing.set-otherwise-lead-words' : 'publishing.set-otherwise-lead')
  return t(target.canPaste ? 'publishing.set-otherwise-lead-named-copy' : 'publishing.set-otherwise-lead-named', { names })
}

type RowGiven = Pick<WhereaboutsGiven, 'target' | 'editable' | 'onMark' | 'onReaddress' | 'onUnmark'> & {
  readonly lessons: readonly LessonId[] | null
  readonly name: string
  readonly where: Whereabouts
  readonly above: Above | null
  readonly isLooked?: boolean
  /** Whether Tab goes to it. */
  readonly isReached?: boolean
  readonly onReach?: () => void
}

function Row({ target, lessons, name, where, above, isLooked = false, isReached = true, onReach, editable, onMark, onReaddress, onUnmark }: RowGiven) {
  const { t, language } = useTexts()
  const badge = badgeOf(where)
  const isMarked = where.standing === 'published' || where.standing === 'changed'
  const items: MenuItem[] = [
    { label: t(isMarked ? 'publishing.mark-again' : 'publishing.mark'), run: () => onMark(lessons, where.address) },
    ...(isMarked
      ? [
          { label: t(where.address === null ? 'publishing.address-new' : 'publishing.readdress'), run: () => onReaddress(lessons, where.address) },
          null,
          { label: t('publishing.unmark'), run: () => onUnmark(lessons) },
        ]
      : []),
  ]
  return (
    <li className="whereabouts-row" data-row data-current={isLooked || undefined} onFocus={onReach}>
      <span className="pill" data-standing={badge}>
        {t(`publishing.standing-${badge}`)}
      </span>
      <span className="whereabouts-words">
        <strong>{name}</strong>
        <small>{sinceText(t, language, where, target, above)}</small>
        {where.address !== null && <AddressLine address={where.address} />}
      </span>
      {editable && (
        <Menu
          trigger={
            <button type="button" className="icon-button" tabIndex={isReached ? 0 : -1} aria-label={t('publishing.more-of', { title: name })}>
              <Ellipsis />
            </button>
          }
          items={items}
        />
      )}
    </li>
  )
}

/** The web opens in the system's browser. */
function AddressLine({ address }: { address: string }) {
  const isWeb = /^https?:\/\//i.test(address)
  if (!isWeb) return <small>{address}</small>
  return (
    <a className="whereabouts-address" href={address} target="_blank" rel="noreferrer">
      {address}
    </a>
  )
}

/** What there is to see to before an export: the weightiest first, what is alike together, each with the way to its place and what one click does about it. */
import { ChevronRight, CircleAlert, Hand, Info, Lightbulb, TriangleAlert, Undo2 } from 'lucide-react'
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { isOnlyAsked } from '#preload/contract/finding-sentences.ts'
import type { Level, TargetFinding } from '#preload/contract/findings.ts'
import type { LessonId } from '#preload/contract/library.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { type Alike, alikeTogether, mendableTogether } from './alike.ts'
import { deskKeys } from './desk-keys.ts'
import { detailOf } from './finding-words.ts'
import { seenOf } from './seen.ts'
import { toLookAt } from './to-look-at.ts'
import type { Check } from './use-check.ts'
import './findings-card.css'

export interface FindingsGiven {
  readonly check: Check
  readonly editable: boolean
  /** What a lesson is called where several are spoken of. */
  readonly nameOf: (lesson: LessonId) => string
  /** Whether there is a place to go to: in a text, or a field of the desk. */
  readonly leads: (finding: TargetFinding) => boolean
  readonly onPlace: (finding: TargetFinding) => void
  readonly onMend: (findings: readonly TargetFinding[]) => void
  /** Takes the last mend back that was not yet; null where there is none. */
  readonly onTakeBack: (() => void) | null
}

export function FindingsCard({ place, ...given }: FindingsGiven & { readonly place: RefObject<HTMLElement | null> }) {
  const { t } = useTexts()
  const { editable, onTakeBack } = given
  const { findings, progress } = given.check
  const groups = alikeTogether(findings)
  return (
    <section ref={place} className="card findings" aria-labelledby="findings-title" aria-busy={progress !== null}>
      <header>
        <h2 id="findings-title" tabIndex={-1}>
          {t('publishing.findings')}
        </h2>
        <small role="status">{statusText(t, given.check)}</small>
        {editable && onTakeBack && (
          <IconButton className="findings-back" label={t('publishing.take-back')} keys={deskKeys.undo} onClick={onTakeBack}>
            <Undo2 />
          </IconButton>
        )}
      </header>
      {groups.length === 0 && progress === null && <p className="findings-none">{t('publishing.findings-none')}</p>}
      <ul className="findings-list">
        {groups.map((group) => (
          <Group key={group.key} group={group} {...given} />
        ))}
      </ul>
    </section>
  )
}

function statusText(t: ReturnType<typeof useTexts>['t'], { findings, progress }: Check): string {
  if (progress !== null) return progress.total > 0 ? t('publishing.checking-of', progress) : t('publishing.checking')
  const first = toLookAt(findings)
  const rest = findings.length - first
  if (first === 0) return rest > 0 ? t('publishing.findings-count', { count: rest }) : ''
  const parts = [t('publishing.to-look-at', { count: first }), ...(rest > 0 ? [t('publishing.findings-also', { count: rest })] : [])]
  return parts.join(t('publishing.between'))
}

const icons: Readonly<Record<Level, ReactNode>> = {
  refused: <CircleAlert />,
  lost: <TriangleAlert />,
  changed: <Info />,
  todo: <Hand />,
  advice: <Lightbulb />,
}

const isLongTitle = (kind: TargetFinding['kind']): boolean => kind === 'title-long' || kind === 'title-perhaps-long' || kind === 'album-title-long'

type GroupGiven = FindingsGiven & { readonly group: Alike<TargetFinding> }

function Group({ group, ...given }: GroupGiven) {
  const { t } = useTexts()
  const { unfolded } = seenOf(useHost())
  const [isOpen, setOpen] = useState(unfolded.has(group.key))
  const { findings, level, kind } = group
  const [first] = findings
  const isOne = findings.length === 1
  const fold = () => {
    if (isOpen) unfolded.delete(group.key)
    else unfolded.add(group.key)
    setOpen(!isOpen)
  }
  const row = useReturn(isOne && first ? first : null)
  const goes = isOne && first && given.leads(first) ? () => given.onPlace(first) : null
  const mendable = mendableTogether(findings)
  const words = (
    <>
      <span className="finding-icon" data-level={level}>
        {icons[level]}
        <span className="visually-hidden">{t(isOnlyAsked({ level, kind }) ? 'publishing.level-asked' : `publishing.level-${level}`)}</span>
      </span>
      <span className="finding-words">
        <strong>{t(`finding.${kind}`)}</strong>
        <small>{isOne && first ? detailOf(t, first, given.nameOf) : t('publishing.places', { count: findings.length })}</small>
      </span>
      {!isOne && <ChevronRight className="finding-fold" aria-hidden="true" />}
    </>
  )
  return (
    <li className="finding" data-level={level}>
      <div className="finding-row">
        {goes || !isOne ? (
          <button ref={row} type="button" className="finding-name" {...(!isOne && { 'aria-expanded': isOpen })} onClick={goes ?? fold}>
            {words}
          </button>
        ) : (
          <div className="finding-name">{words}</div>
        )}
        {given.editable && mendable.length > 0 && <MendButton findings={mendable} isAll={!isOne} onMend={given.onMend} />}
        {given.editable && goes && isLongTitle(kind) && <TitleButton onClick={goes} />}
      </div>
      {!isOne && isOpen && <Places findings={findings} {...given} />}
    </li>
  )
}

function MendButton({ findings, isAll, onMend }: { findings: readonly TargetFinding[]; isAll: boolean; onMend: FindingsGiven['onMend'] }) {
  const { t } = useTexts()
  const [first] = findings
  const title = isAll ? null : (first?.retitle ?? null)
  const kind = first?.mend?.kind
  if (kind === undefined && title === null) return null
  const does = title === null && kind !== undefined ? t(`mend.${kind}`) : t('mend.retitle', { title: title ?? '' })
  return (
    <Button kind="quiet" className="finding-mend" onClick={() => onMend(findings)}>
      {isAll ? t('publishing.mend-all', { mend: does, count: findings.length }) : does}
    </Button>
  )
}

/** A title that is too long is never cut by a click: its author is led to it. */
function TitleButton({ onClick }: { onClick: () => void }) {
  const { t } = useTexts()
  return (
    <Button kind="quiet" className="finding-mend" onClick={onClick}>
      {t('mend.title-field')}
    </Button>
  )
}

/** Places drawn at first, and more with each asking. */
const drawn = 50

function Places({ findings, editable, nameOf, leads, onPlace, onMend }: FindingsGiven & { findings: readonly TargetFinding[] }) {
  const { t } = useTexts()
  const [most, setMost] = useState(drawn)
  const rest = findings.length - most
  return (
    <ul className="finding-places">
      {findings.slice(0, most).map((finding, at) => (
        <li key={at}>
          <Place {...{ finding, nameOf, leads, onPlace }} />
          {editable && (finding.mend ?? finding.retitle) !== null && <MendButton findings={[finding]} isAll={false} onMend={onMend} />}
          {editable && isLongTitle(finding.kind) && <TitleButton onClick={() => onPlace(finding)} />}
        </li>
      ))}
      {rest > 0 && (
        <li>
          <Button kind="quiet" onClick={() => setMost(most + drawn * 4)}>
            {t('publishing.more-places', { count: rest })}
          </Button>
        </li>
      )}
    </ul>
  )
}

function Place({ finding, nameOf, leads, onPlace }: { finding: TargetFinding } & Pick<FindingsGiven, 'nameOf' | 'leads' | 'onPlace'>) {
  const { t } = useTexts()
  const row = useReturn(finding)
  const words = detailOf(t, finding, nameOf)
  if (!leads(finding)) return <span className="finding-place">{words}</span>
  return (
    <button ref={row} type="button" className="finding-place" onClick={() => onPlace(finding)}>
      {words}
    </button>
  )
}

/** Whoever comes back from a place is where its row is. */
function useReturn(finding: TargetFinding | null): RefObject<HTMLButtonElement | null> {
  const row = useRef<HTMLButtonElement>(null)
  const seen = seenOf(useHost())
  useEffect(() => {
    if (finding === null || !row.current || !seen.comesBackFrom(finding)) return
    row.current.focus({ preventScroll: true })
    row.current.scrollIntoView({ block: 'center', behavior: 'instant' })
  }, [seen, finding])
  return row
}

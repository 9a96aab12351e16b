/** What a platform would refuse, and what readers would not see, before an export goes on all the same. */
import type { TargetFinding } from '#preload/contract/findings.ts'
import type { LessonId } from '#preload/contract/library.ts'
import type { TargetFacts, TargetId } from '#preload/contract/targets.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog, DialogActions } from '#renderer/ui/dialog.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { askedWords } from './asked-words.ts'
import { detailOf } from './finding-words.ts'

interface RefusedGiven {
  /** Null: nothing is asked. */
  readonly refused: readonly TargetFinding[] | null
  readonly targets: readonly TargetFacts[]
  readonly nameOf: (lesson: LessonId) => string
  /** Whether an export of it is there. */
  readonly isOut: (target: TargetId) => boolean
  readonly onClose: () => void
  readonly onGoOn: () => void
}

/** More than that nobody reads here; all of them stand at the desk. */
const shown = 30

export function RefusedDialog({ refused, targets, nameOf, isOut, onClose, onGoOn }: RefusedGiven) {
  const { t, language } = useTexts()
  const { title, lead, parts } = askedWords(t, refused ?? [], isOut)
  const nameAt = (target: TargetId): string => targets.find(({ id }) => id === target)?.name[language] ?? target
  return (
    <Dialog open={refused !== null} onClose={onClose} title={title} description={lead} size="small">
      <div className="publishing-asked">
        {parts.map((part) => (
          <section key={part.kind} className="publishing-refused">
            {parts.length > 1 && (
              <>
                <h3>{part.title}</h3>
                <p>{part.lead}</p>
              </>
            )}
            <ul>
              {part.places.slice(0, shown).map(({ finding, targets: those }, at) => (
                <li key={at}>
                  {t(`finding.${finding.kind}`)}
                  <small>{[detailOf(t, finding, nameOf), those.map(nameAt).join(t('publishing.apart-and'))].join(t('publishing.between'))}</small>
                </li>
              ))}
            </ul>
            {part.places.length > shown && <p className="publishing-refused-more">{t('publishing.in-way-more', { count: part.places.length - shown })}</p>}
          </section>
        ))}
      </div>
      <DialogActions>
        <Button onClick={onClose}>{t('publishing.refused-back')}</Button>
        <Button kind="go" onClick={onGoOn}>
          {t('publishing.refused-go')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

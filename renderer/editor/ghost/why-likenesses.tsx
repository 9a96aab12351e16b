/** The places in the author's texts that are most like a suggestion, each a way there. All text is theirs, and shown as text. */
import { FileText, LibraryBig } from 'lucide-react'
import type { ProblemReport } from '#preload/contract/problem.ts'
import type { Likeness } from '#preload/contract/why.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { problemSentence } from '#renderer/ui/problem-sentence.ts'
import { writtenIn } from '#renderer/ui/written-in.ts'

interface WhyLikenessesProps {
  /** Null: they are being looked for. */
  readonly likenesses: readonly Likeness[] | null
  /** Why they could not be looked for. */
  readonly unread: ProblemReport | null
  readonly open: (likeness: Likeness) => void
}

export function WhyLikenesses({ likenesses, unread, open }: WhyLikenessesProps) {
  const { t, language } = useTexts()
  return (
    <section className="why-texts" aria-label={t('why.alike')}>
      <h3>{t('why.alike')}</h3>
      {likenesses === null && (
        <p className="why-note" role="status">
          {t('why.looking')}
        </p>
      )}
      {unread && (
        <p className="why-note" role="status">
          {unread.code.startsWith('works-') ? problemSentence(language, unread) : t('why.unread')}
        </p>
      )}
      {likenesses?.length === 0 && !unread && <p className="why-note">{t('why.none')}</p>}
      {likenesses && likenesses.length > 0 && (
        <ul>
          {likenesses.map((likeness) => (
            <li key={keyOf(likeness)}>
              <Place likeness={likeness} open={open} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Place({ likeness, open }: Pick<WhyLikenessesProps, 'open'> & { readonly likeness: Likeness }) {
  const { t } = useTexts()
  const { place, text, shared, said } = likeness
  const isWork = place.kind === 'work'
  return (
    <button type="button" className="why-place" tabIndex={-1} onClick={() => open(likeness)}>
      <span className="why-where">
        {isWork ? <LibraryBig aria-hidden="true" /> : <FileText aria-hidden="true" />}
        <strong>{place.title}</strong>
        <small>{isWork ? t('command.archive') : place.course}</small>
      </span>
      <span className="why-text" lang={writtenIn(text)}>
        {text.slice(0, shared[0])}
        <mark>{text.slice(shared[0], said[0])}</mark>
        <mark className="why-said">{text.slice(said[0], said[1])}</mark>
        {text.slice(shared[1])}
      </span>
    </button>
  )
}

function keyOf({ place, shared }: Likeness): string {
  return place.kind === 'work' ? `${place.work} ${place.line} ${shared[0]}` : `${place.lesson} ${place.passage} ${place.from}`
}

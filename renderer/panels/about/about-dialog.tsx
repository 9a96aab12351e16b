import { useHost } from '#renderer/host/host-context.tsx'
import { useValue } from '#renderer/host/value.ts'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { type Piece, readMarkdown, type Span } from './markdown-lite.ts'
import './about-dialog.css'

/** What this program is, what it promises, and whom it has to thank. */
export function AboutDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTexts()
  const about = useValue(useHost().about)
  return (
    <Dialog open={open} onClose={onClose} title={t('command.about')} size="large">
      <div className="about-head">
        <span className="seal about-seal" aria-hidden="true">
          {t('app.seal')}
        </span>
        <div>
          <strong>{t('app.name')}</strong>
          {about && <p>{t('about.version', { version: about.version })}</p>}
        </div>
      </div>
      <p className="about-promise">{t('about.promise')}</p>
      <p className="about-promise">{t('about.licence')}</p>
      {about && (
        <details className="about-credits">
          <summary>{t('about.credits')}</summary>
          {readMarkdown(about.credits).map((piece, index) => (
            <CreditPiece key={index} piece={piece} />
          ))}
        </details>
      )}
    </Dialog>
  )
}

function CreditPiece({ piece }: { piece: Piece }) {
  const spans = piece.spans.map((span, index) => <CreditSpan key={index} span={span} />)
  switch (piece.kind) {
    case 'heading':
      return <h3>{spans}</h3>
    case 'item':
      return <p className="about-item">{spans}</p>
    case 'paragraph':
      return <p>{spans}</p>
    default:
      return piece.kind satisfies never
  }
}

/** Addresses are shown, not followed: nothing in the studio leads out of it by itself. */
function CreditSpan({ span }: { span: Span }) {
  if ('strong' in span) return <strong>{span.text}</strong>
  if (!('address' in span)) return span.text
  return span.text === span.address ? (
    <span className="about-address">{span.address}</span>
  ) : (
    <>
      {span.text} <span className="about-address">({span.address})</span>
    </>
  )
}

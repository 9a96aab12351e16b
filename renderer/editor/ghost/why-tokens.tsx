/** The tokens of a suggestion, each with how likely it was and what else it might have been. */
import type { WhyToken } from '#preload/contract/why.ts'
import { formatShare } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { type WhyRow, whyRows } from './why-rows.ts'

export function WhyTokens({ tokens }: { readonly tokens: readonly WhyToken[] }) {
  const { t } = useTexts()
  const rows = whyRows(tokens)
  // Two figures of one word want to be told apart.
  const isExplained = rows.some(({ voice, memory }) => voice !== null || memory !== null)
  return (
    <>
      <table className="why-tokens">
        <caption className="visually-hidden">{t('why.tokens')}</caption>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{t('why.token')}</th>
            <th scope="col">{t('why.probability')}</th>
            <th scope="col">{t('why.others')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <Row key={`${index} ${row.text}`} row={row} />
          ))}
        </tbody>
      </table>
      {isExplained && <p className="why-how">{t('why.how')}</p>}
    </>
  )
}

function Row({ row }: { readonly row: WhyRow }) {
  const { t, language } = useTexts()
  const share = formatShare(language, row.probability)
  return (
    <tr>
      <th scope="row" className="why-token">
        {row.written && <i>{row.written}</i>}
        {row.text}
      </th>
      <td className="why-share">
        {share}
        <span className="why-track" aria-hidden="true">
          <i data-doubtful={row.probability < 0.5 || undefined} style={{ width: `${Math.min(1, row.probability) * 100}%` }} />
        </span>
      </td>
      <td className="why-others">
        {row.others.map((other, index) => (
          <span key={`${index} ${other.text}`} className="why-other">
            {other.text === '' ? <em>{t('why.end')}</em> : <b>{other.text}</b>} {formatShare(language, other.probability)}
          </span>
        ))}
        {row.memory && <small className="why-memory">{t('why.memory', { count: row.memory.characters, share: formatShare(language, row.memory.own) })}</small>}
        {row.voice && (
          <small className="why-voice">{t('why.voice', { base: formatShare(language, row.voice.base), own: formatShare(language, row.voice.own) })}</small>
        )}
      </td>
    </tr>
  )
}

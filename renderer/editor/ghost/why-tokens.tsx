/** The tokens of a suggestion, each with how likely it was and what else it might have been. */
import type { WhyToken } from '#preload/contract/why.ts'
import { formatShare } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { type WhyRow, whyRows } from './why-rows.ts'

export function WhyTokens({ tokens }: { readonly tokens: readonly WhyToken[] }) {
  const { t } = useTexts()
  const rows = whyRows(tokens)
  return (
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
  )
}

/** How a word's figures hang together, where one has several; it stands last, as it is read once. */
export function WhyHow({ tokens }: { readonly tokens: readonly WhyToken[] }) {
  const { t } = useTexts()
  const rows = whyRows(tokens)
  const hasVoice = rows.some(({ voice }) => voice !== null)
  if (!hasVoice && rows.every(({ memory, lowered }) => memory === null && lowered === null)) return null
  return <p className="why-how">{t(hasVoice ? 'why.how-voice' : 'why.how')}</p>
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
        <Path row={row} />
      </td>
    </tr>
  )
}

/** How it came to be as likely as it is, in one line: by the model, the voice, and the author's own texts. */
function Path({ row: { memory, lowered, voice, probability } }: { readonly row: WhyRow }) {
  const { t, language } = useTexts()
  const share = (value: number) => formatShare(language, value)
  const own = voice?.own ?? memory?.own ?? lowered?.own
  if (own === undefined) return null
  const texts = memory ? t('why.memory', { count: memory.characters, share: share(probability) }) : lowered && t('why.lowered', { share: share(probability) })
  return (
    <small className="why-path" data-by={texts === null ? 'voice' : 'texts'}>
      {[voice ? t('why.voice', { base: share(voice.base), own: share(own) }) : t('why.model', { share: share(own) }), texts].filter(Boolean).join(' → ')}
    </small>
  )
}

/**
 * What two voices were proved to be worth, each before and after. Each was measured on works that it did not learn: on other works
 * the figures themselves say nothing of each other, only by how much each changed.
 */
import type { Proof } from '#preload/contract/proofs.ts'
import type { Adapter } from '#preload/contract/voice.ts'
import { wordsText } from '#renderer/ui/amount.ts'
import { formatShare } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import type { Language, Translate } from '#renderer/ui/translate.ts'

interface ComparedGiven {
  readonly first: Adapter
  readonly second: Adapter
  /** Both were measured on the very same works, for all that is known. */
  readonly areSame: boolean
}

interface Sides {
  readonly before: number
  readonly after: number
}

export function ComparedFigures({ first, second, areSame }: ComparedGiven) {
  const { t, language } = useTexts()
  const share = (value: number) => formatShare(language, value)
  const bits = (value: number) => value.toFixed(2)
  const provedOf = (of: (proof: Proof) => Sides | null | undefined) => (adapter: Adapter) => (adapter.proof && of(adapter.proof)) ?? null
  const rows: readonly Row[] = [
    { name: t('voice.bits'), sides: bitsOf, written: bits, change: (sides) => shareText(t, language, sides) },
    { name: t('voice.saved'), sides: provedOf(savedOf), written: share, change: (sides) => pointsText(t, sides) },
    { name: t('voice.general'), sides: provedOf(({ general }) => general), written: bits, change: (sides) => shareText(t, language, sides) },
    { name: t('voice.recital'), sides: provedOf(longestOf), written: (count) => t('voice.characters', { count }), change: () => null },
    { name: t('voice.repetition'), sides: provedOf(({ repetition }) => repetition), written: share, change: (sides) => pointsText(t, sides) },
  ]
  return (
    <div className="card voice-compared">
      {first.id !== second.id && <p className="voice-compare-how">{t(areSame ? 'voice.compare-same' : 'voice.compare-apart')}</p>}
      <table>
        <caption>{t('voice.compare-figures')}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{first.name}</th>
            <th scope="col">{second.name}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th>
              <Cell row={row} adapter={first} />
              <Cell row={row} adapter={second} />
            </tr>
          ))}
          <tr>
            <th scope="row">{t('voice.learnt-words')}</th>
            {[first, second].map(({ learning }, at) => (
              <td key={at}>{t('voice.amount', { count: learning.works, words: wordsText(t, language, learning.words) })}</td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  )
}

interface Row {
  readonly name: string
  readonly sides: (adapter: Adapter) => Sides | null
  readonly written: (value: number) => string
  readonly change: (sides: Sides) => string | null
}

function Cell({ row: { sides, written, change }, adapter }: { row: Row; adapter: Adapter }) {
  const { t } = useTexts()
  const known = sides(adapter)
  if (known === null) return <td>{t('voice.compare-none')}</td>
  const changed = change(known)
  return (
    <td>
      {written(known.before)} <span aria-hidden="true">→</span>
      <span className="visually-hidden">{t('voice.then')}</span> {written(known.after)}
      {changed !== null && <small>{changed}</small>}
    </td>
  )
}

/** Of its run, where nobody proved it. */
function bitsOf({ proof, before, after }: Adapter): Sides | null {
  if (proof) return proof.bitsPerCharacter
  return before !== null && after !== null ? { before, after } : null
}

const savedOf = ({ writing }: Proof): Sides | null => writing && { before: writing.before.saved.value, after: writing.after.saved.value }

const longestOf = ({ recital }: Proof): Sides | null => recital && { before: recital.before.longest, after: recital.after.longest }

/** By which share a measure changed. */
function shareText(t: Translate, language: Language, { before, after }: Sides): string {
  const change = after / Math.max(before, Number.EPSILON) - 1
  const share = formatShare(language, Math.abs(change))
  return share === formatShare(language, 0) ? t('voice.change-none') : t(change < 0 ? 'voice.change-less' : 'voice.change-more', { share })
}

/** By how many percentage points a share changed. */
function pointsText(t: Translate, { before, after }: Sides): string {
  const points = (Math.abs(after - before) * 100).toFixed(1)
  return points === '0.0' ? t('voice.change-none') : t(after < before ? 'voice.points-less' : 'voice.points-more', { points })
}

import type { FileLoss } from '#preload/contract/interchange.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'

/** As many places of a kind as anyone reads. */
const shown = 20

/** What is lost or changed, by kind, each with its places. */
export function Losses({ losses, direction, namesFiles }: { losses: readonly FileLoss[]; direction: 'import' | 'export'; namesFiles: boolean }) {
  const { t } = useTexts()
  if (losses.length === 0) return null
  const groups = [...Map.groupBy(losses, ({ kind }) => kind)].sort((a, b) => b[1].length - a[1].length)
  return (
    <details className="interchange-losses">
      <summary>{t(`losses.${direction}`, { count: losses.length })}</summary>
      <ul>
        {groups.map(([kind, places]) => (
          <li key={kind}>
            <strong>{t(`loss.${kind}`)}</strong>
            <span className="interchange-count">{t('losses.count', { count: places.length })}</span>
            <ul>{places.slice(0, shown).map((place, index) => placeRow(place, index, namesFiles, t))}</ul>
            {places.length > shown && <p className="interchange-more">{t('losses.more', { count: places.length - shown })}</p>}
          </li>
        ))}
      </ul>
    </details>
  )
}

function placeRow({ file, line, text }: FileLoss, index: number, namesFiles: boolean, t: ReturnType<typeof useTexts>['t']) {
  const where = [...(namesFiles ? [file] : []), ...(line === undefined ? [] : [t('losses.line', { line: String(line) })])].join(' · ')
  if (where === '' && text === '') return null
  return (
    <li key={index}>
      {where !== '' && <small>{where}</small>}
      {text !== '' && <q>{text}</q>}
    </li>
  )
}

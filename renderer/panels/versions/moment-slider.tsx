import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { Moment } from '#preload/contract/versions.ts'
import { IconButton } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import type { Past } from './past.ts'
import { timeName } from './words.ts'

interface MomentSliderProps {
  readonly moments: readonly Moment[]
  readonly past: Past
  readonly onMove: (past: Past) => void
}

/** Goes to any moment of a stretch of writing: by dragging, by arrow keys, or a step at a time. */
export function MomentSlider({ moments, past, onMove }: MomentSliderProps) {
  const { t, language } = useTexts()
  const at = moments.findLastIndex(({ revision }) => revision <= past.revision)
  const moment = moments[at]
  const go = (index: number) => {
    const next = moments[index]
    if (next) onMove({ ...next, stretch: past.stretch })
  }
  if (!moment || moments.length < 2) return null
  const words = moment.words === null ? '' : t('versions.words', { count: moment.words })
  const said = [timeName(language, moment.at), words].filter(Boolean).join(' · ')
  return (
    <div className="version-slider">
      <IconButton label={t('versions.earlier')} disabled={at <= 0} onClick={() => go(at - 1)}>
        <ChevronLeft />
      </IconButton>
      <input
        type="range"
        aria-label={t('versions.moment')}
        aria-valuetext={said}
        min={0}
        max={moments.length - 1}
        value={at}
        onChange={(event) => go(Number(event.currentTarget.value))}
      />
      <IconButton label={t('versions.later')} disabled={at >= moments.length - 1} onClick={() => go(at + 1)}>
        <ChevronRight />
      </IconButton>
      <output>{said}</output>
    </div>
  )
}

import { useId, useMemo, useState } from 'react'
import type { ActiveAdapter } from '#preload/contract/adapters.ts'
import { formatShare } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { newestOnly } from './newest-only.ts'
import { useDoing } from './use-voice.ts'
import './strength-slider.css'

/** How strongly the active adapter works, from the next suggestion on. */
export function StrengthSlider({ active: { name, strength } }: { active: ActiveAdapter }) {
  const { t, language } = useTexts()
  const id = useId()
  const doing = useDoing()
  /** While it is on its way to the host. */
  const [wished, setWished] = useState<number | null>(null)
  const strengthen = useMemo(
    () =>
      newestOnly(
        (next: number) => doing(({ voice }) => voice.strengthen({ strength: next })),
        () => setWished(null),
      ),
    [doing],
  )
  const change = (next: number) => {
    setWished(next)
    void strengthen(next)
  }
  const shown = wished ?? strength
  const said = formatShare(language, shown)
  return (
    <div className="voice-strength">
      <label htmlFor={id}>{t('voice.strength')}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={150}
        step={5}
        value={Math.round(shown * 100)}
        aria-label={t('voice.strength-named', { name })}
        aria-valuetext={said}
        onChange={({ target }) => change(target.valueAsNumber / 100)}
      />
      <output htmlFor={id}>{said}</output>
      <small>{t('voice.strength-why')}</small>
    </div>
  )
}

import { type PointerEvent, useId, useMemo, useState } from 'react'
import type { ActiveAdapter } from '#preload/contract/adapters.ts'
import { isSomethingComposed } from '#renderer/ui/composing.ts'
import { formatShare } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { mostStrength as most, strengthAt, strengthStep as step } from './strength-at.ts'
import { newestOnly } from './newest-only.ts'
import { useDoing } from './use-voice.ts'
import './strength-slider.css'

/** How strongly the active adapter works, from the next suggestion on. */
export function StrengthSlider({ active: { id: adapter, name, strength } }: { active: ActiveAdapter }) {
  const { t, language } = useTexts()
  const id = useId()
  const doing = useDoing()
  /** While it is on its way to the host. */
  const [wished, setWished] = useState<number | null>(null)
  const strengthen = useMemo(
    () =>
      newestOnly(
        (next: number) => doing(({ voice }) => voice.strengthen({ id: adapter, strength: next })),
        () => setWished(null),
      ),
    [doing, adapter],
  )
  const change = (next: number) => {
    setWished(next)
    void strengthen(next)
  }
  // While a word is composed the text keeps the focus, and the browser, which would take it, drags nothing.
  const follow = ({ currentTarget, pointerId, clientX }: PointerEvent<HTMLInputElement>) => {
    if (!currentTarget.hasPointerCapture(pointerId) || !isSomethingComposed()) return
    const next = strengthAt(clientX, currentTarget.getBoundingClientRect())
    if (next !== wished) change(next)
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
        max={most}
        step={step}
        value={Math.round(shown * 100)}
        aria-label={t('voice.strength-named', { name })}
        aria-valuetext={said}
        onPointerDown={(event) => {
          if (!isSomethingComposed()) return
          event.currentTarget.setPointerCapture(event.pointerId)
          follow(event)
        }}
        onPointerMove={follow}
        onChange={({ target }) => change(target.valueAsNumber / 100)}
      />
      <output htmlFor={id}>{said}</output>
      <small>{t('voice.strength-why')}</small>
    </div>
  )
}

import { type ReactNode, useId } from 'react'

/** One thing to choose: what it is, and the control for it. */
export function SettingsLine({ label, note, id, children }: { label: string; note?: string; id?: string; children: ReactNode }) {
  return (
    <div className="settings-line">
      <div className="settings-name">
        {id ? <label htmlFor={id}>{label}</label> : <span>{label}</span>}
        {note && <small>{note}</small>}
      </div>
      {children}
    </div>
  )
}

interface SliderLineProps {
  readonly label: string
  readonly note?: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step: number
  /** The value in words. */
  readonly said: string
  readonly onChange: (value: number) => void
}

/** A number that is chosen by feel. */
export function SliderLine({ label, note, value, min, max, step, said, onChange }: SliderLineProps) {
  const id = useId()
  return (
    <SettingsLine label={label} {...(note !== undefined && { note })} id={id}>
      <div className="settings-slider">
        <input
          id={id}
          type="range"
          min={min}
          max={max}
          step={step}
          value={value}
          aria-valuetext={said}
          onChange={(event) => onChange(event.target.valueAsNumber)}
        />
        <output htmlFor={id}>{said}</output>
      </div>
    </SettingsLine>
  )
}

import { Switch as Radix } from 'radix-ui'
import './switch.css'

/** On or off, at once. */
export function Switch({
  label,
  checked,
  onChange,
  disabled = false,
  hideLabel = false,
}: {
  label: string
  checked: boolean
  onChange: (checked: boolean) => void
  disabled?: boolean
  hideLabel?: boolean
}) {
  return (
    <label className="switch-row">
      <span className={hideLabel ? 'visually-hidden' : undefined}>{label}</span>
      <Radix.Root className="switch" checked={checked} disabled={disabled} onCheckedChange={onChange} aria-label={label}>
        <Radix.Thumb className="switch-thumb" />
      </Radix.Root>
    </label>
  )
}

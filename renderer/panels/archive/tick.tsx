import { useEffect, useRef, useState } from 'react'

interface TickGiven {
  /** What it is called where no words stand beside it. */
  readonly label?: string
  readonly checked: boolean
  /** Some of what it stands for is ticked, and some not. */
  readonly partly?: boolean
  readonly disabled: boolean
  /** Whether it was done. */
  readonly onChange: (isIn: boolean) => Promise<boolean>
}

/** A tick that the host keeps: it shows what the author wished until the host says what became of it. */
export function Tick({ label, checked, partly = false, disabled, onChange }: TickGiven) {
  const field = useRef<HTMLInputElement>(null)
  const [wished, setWished] = useState<boolean | null>(null)
  useEffect(() => {
    if (field.current) field.current.indeterminate = partly && wished === null
  }, [partly, wished])
  useEffect(() => setWished(null), [checked, partly])
  const change = async (isIn: boolean) => {
    setWished(isIn)
    if (!(await onChange(isIn))) setWished(null)
  }
  return (
    <input
      ref={field}
      type="checkbox"
      aria-label={label}
      checked={wished ?? checked}
      disabled={disabled}
      onChange={(event) => void change(event.target.checked)}
    />
  )
}

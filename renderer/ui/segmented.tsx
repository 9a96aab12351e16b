import { ToggleGroup as Radix } from 'radix-ui'
import { useArrowsChoose } from './use-arrows-choose.ts'
import './segmented.css'

/** A few choices of which one holds, side by side. */
export function Segmented<V extends string>({
  label,
  value,
  choices,
  onChange,
}: {
  label: string
  value: V
  choices: readonly { readonly value: V; readonly label: string; readonly note?: string }[]
  onChange: (value: V) => void
}) {
  const choose = (next: string) => {
    const choice = choices.find((each) => each.value === next)
    if (choice) onChange(choice.value)
  }
  const arrows = useArrowsChoose(onChange)
  return (
    <Radix.Root type="single" className="segmented" aria-label={label} value={value} onValueChange={choose} {...arrows.group}>
      {choices.map((choice) => (
        <Radix.Item key={choice.value} className="segmented-item" value={choice.value} {...arrows.button(choice.value)}>
          {choice.label}
          {choice.note !== undefined && <small>{choice.note}</small>}
        </Radix.Item>
      ))}
    </Radix.Root>
  )
}

/** Values that an author released: how they are compared, and which words of a text stay for them. */
import { folded } from '#preload/document/same-forms.ts'
import { plainForm } from './plain-form.ts'

/** A value as it is compared: a number is the same however its digits are parted. */
export function valueOf(text: string): string {
  const value = folded(plainForm(text).plain).trim()
  return /^[+\d][\d\s()-]*$/.test(value) ? value.replace(/[^+\d]/g, '') : value
}

/** Tells whether a word of a text was released, so that what begins within it stays: of what begins within none it is null. */
export function staysOf(released: readonly string[]): (around: string | null) => boolean {
  const kept = new Set(released.map(valueOf))
  return (around) => around !== null && kept.size > 0 && kept.has(valueOf(around))
}

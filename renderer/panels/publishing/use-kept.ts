import { type ChangeEvent, type CompositionEvent, useEffect, useState } from 'react'
import { KeptText } from './kept-text.ts'

type Field = HTMLInputElement | HTMLTextAreaElement

const asItIs = (text: string) => text

/**
 * What is typed in a field, and whether it could not be stored: it is while the author rests, as they leave the field, and as it or
 * its page goes away. `meaning`: what a text comes to, as of `KeptText`.
 */
export function useKept(place: string, value: string, store: (text: string) => Promise<boolean>, meaning: (text: string) => string | null = asItIs) {
  const [kept] = useState(() => new KeptText(place, value, { store, meaning, onChange: () => undefined }))
  const [shown, setShown] = useState({ typed: kept.typed, isUnstored: kept.isUnstored })
  useEffect(() => {
    kept.goesTo({ store, meaning, onChange: (typed, isUnstored) => setShown({ typed, isUnstored }) })
  })
  useEffect(() => kept.came(value), [kept, value])
  useEffect(() => kept.hearsGoing(window), [kept])
  return { ...shown, kept, props: fieldOf(kept, shown.typed, (text, isComposing) => kept.type(text, isComposing)) }
}

/** A field of a text that is kept, or of a part of one. */
export function fieldOf(kept: KeptText, value: string, onType: (text: string, isComposing: boolean) => void) {
  return {
    value,
    onChange: ({ target, nativeEvent }: ChangeEvent<Field>) => onType(target.value, nativeEvent instanceof InputEvent && nativeEvent.isComposing),
    onCompositionEnd: ({ currentTarget }: CompositionEvent<Field>) => onType(currentTarget.value, false),
    onFocus: () => kept.begin(),
    onBlur: () => kept.leave(),
  }
}

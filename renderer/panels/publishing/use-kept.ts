import { type ChangeEvent, type CompositionEvent, useEffect, useState } from 'react'
import { KeptText } from './kept-text.ts'

type Field = HTMLInputElement | HTMLTextAreaElement

/** What is typed in a field, and whether it could not be stored: it is while the author rests, as they leave the field, and as it or its page goes away. */
export function useKept(place: string, value: string, store: (text: string) => Promise<boolean>) {
  const [kept] = useState(() => new KeptText(place, value, { store, onChange: () => undefined }))
  const [shown, setShown] = useState({ typed: kept.typed, isUnstored: kept.isUnstored })
  useEffect(() => {
    kept.goesTo({ store, onChange: (typed, isUnstored) => setShown({ typed, isUnstored }) })
  })
  useEffect(() => kept.came(value), [kept, value])
  useEffect(() => kept.hearsGoing(window), [kept])
  return {
    ...shown,
    kept,
    props: {
      value: shown.typed,
      onChange: ({ target, nativeEvent }: ChangeEvent<Field>) => kept.type(target.value, nativeEvent instanceof InputEvent && nativeEvent.isComposing),
      onCompositionEnd: ({ currentTarget }: CompositionEvent<Field>) => kept.type(currentTarget.value),
      onFocus: () => kept.begin(),
      onBlur: () => kept.leave(),
    },
  }
}

import { useEffect, useState } from 'react'
import type { PinyinPlace } from './search.ts'

/** The pinyin of characters, fetched when it is first asked for since it is larger than all the rest of the palette; null until it is there. */
export function usePinyin(): PinyinPlace | null {
  const [place, setPlace] = useState<PinyinPlace | null>(null)
  useEffect(() => {
    let wanted = true
    // A page whose host is gone can't fetch it: characters find as much as before.
    void import('pinyin-pro').then(
      ({ match }) => {
        if (wanted) setPlace(() => (text: string, letters: string) => match(text, letters, { continuous: true, v: true })?.[0] ?? null)
      },
      () => undefined,
    )
    return () => {
      wanted = false
    }
  }, [])
  return place
}

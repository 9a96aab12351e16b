import { useEffect, useState } from 'react'
import { loadPinyin } from './pinyin.ts'
import type { PinyinPlace } from './search.ts'

/** The pinyin of characters; null until it is there. */
export function usePinyin(): PinyinPlace | null {
  const [place, setPlace] = useState<PinyinPlace | null>(null)
  useEffect(() => {
    let wanted = true
    void loadPinyin().then((loaded) => {
      if (wanted) setPlace(() => loaded)
    })
    return () => {
      wanted = false
    }
  }, [])
  return place
}

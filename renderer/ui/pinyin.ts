/** The pinyin of characters, fetched when it is first asked for since it is larger than all that asks. */
import type { PinyinPlace } from './search.ts'

let known: Promise<PinyinPlace | null> | null = null

/** Null where it can't be fetched, as on a page whose host is gone: characters find as much as before. */
export function loadPinyin(): Promise<PinyinPlace | null> {
  known ??= import('pinyin-pro').then(
    ({ match }): PinyinPlace =>
      (text, letters) =>
        match(text, letters, { continuous: true, v: true })?.[0] ?? null,
    () => {
      known = null
      return null
    },
  )
  return known
}

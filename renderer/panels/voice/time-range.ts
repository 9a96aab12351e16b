import type { Translate } from '#renderer/ui/translate.ts'
import { durationText } from './run-words.ts'

/** `3 分钟`, or `10–15 分钟` where nobody knows better. */
export function rangeText(t: Translate, { least, most }: { readonly least: number; readonly most: number }): string {
  if (least === most) return durationText(t, most)
  const inMinutes = most < 3600
  const inHours = least % 3600 === 0 && most % 3600 === 0
  if (inMinutes) return t('voice.minutes-between', { least: least / 60, most: most / 60 })
  if (inHours) return t('voice.hours-between', { least: least / 3600, most: most / 3600 })
  return t('voice.between', { least: durationText(t, least), most: durationText(t, most) })
}

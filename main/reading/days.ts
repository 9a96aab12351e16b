/** Days as files and pages say them. */

const spelled = /((?:19|20)\d\d)\s*(?:[-/.年]\s*)(\d{1,2})\s*(?:[-/.月]\s*)(\d{1,2})/
const packed = /^(?:D:)?((?:19|20)\d\d)(\d\d)(\d\d)/

/** The ISO day in a text such as `发布于 2021-03-04 12:00`, `2021年3月4日` or `D:20210304`; null where none is. What lies in the future is none. */
export function dayIn(text: string | null | undefined, now = Date.now()): string | null {
  const [, year = '', month = '', day = ''] = spelled.exec(text ?? '') ?? packed.exec((text ?? '').trim()) ?? []
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = Date.parse(`${iso}T00:00:00Z`)
  // A day that no month has, such as the 31st of February, comes out as another one.
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== iso || at > now + 86_400_000 ? null : iso
}

/** The day of a moment, in seconds since 1970, in China, where the page that says it was published. */
export function dayOfSeconds(seconds: number): string | null {
  return seconds > 0 && seconds < 2 ** 33 ? dayIn(new Date(seconds * 1000 + 8 * 3_600_000).toISOString()) : null
}

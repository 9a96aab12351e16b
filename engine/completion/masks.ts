/**
 * What stands in past works in the place of personal data. A model that learnt from them, or what is remembered of them, says it
 * where such data would stand; no author wants it in a lesson.
 */

/** The same as those of the archive, which a test compares. */
export const maskSigns: readonly string[] = ['手机号', '电话', '邮箱', '身份证号', '银行卡号', '微信号', 'QQ号', '地址', '车牌号', '护照号', '某某'].map(
  (name) => `〔${name}〕`,
)

const opener = '〔'
/** As much of the text before as may hold the beginning of one. */
const longest = Math.max(...maskSigns.map((sign) => sign.length))

/** Where the first one begins, in UTF-16 units; 0 where it completes one that is begun before, and the length where there is none. */
export function maskStart(text: string, before: string): number {
  const begun = before.slice(-longest).lastIndexOf(opener)
  const open = begun < 0 ? '' : before.slice(-longest).slice(begun)
  if (open !== '' && maskSigns.some((sign) => sign.length > open.length && (open + text).startsWith(sign))) return 0
  return maskSigns.reduce((start, sign) => {
    const at = text.indexOf(sign)
    return at < 0 ? start : Math.min(start, at)
  }, text.length)
}

/** How many UTF-16 units at the end are the beginning of one that is not whole. */
export function possibleMask(text: string): number {
  const tail = text.slice(Math.max(0, text.lastIndexOf(opener)))
  return tail.startsWith(opener) && maskSigns.some((sign) => sign.startsWith(tail)) ? tail.length : 0
}

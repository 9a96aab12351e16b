/** Numbers as they are said in Mandarin. */
import nzh from 'nzh'

const DIGITS = '零一二三四五六七八九'

/** Digits that commas part in threes, or round ones in fours. */
export const GROUPED = String.raw`(?:\d{1,3}(?:,\d{3})+|\d{1,4}(?:,0000)+)(?!\d)`

/** Digit by digit, as years, numbers of rooms and versions are said. */
export function digitByDigit(digits: string): string {
  return digits.replaceAll(/\d/g, (digit) => DIGITS[Number(digit)] ?? digit)
}

/** A telephone number: its ones are 幺, which no other digit sounds like. */
export function asTelephone(digits: string): string {
  return digitByDigit(digits).replaceAll('一', '幺')
}

/** Parts of an address of a network, each as large at most. */
const [ADDRESS_PARTS, LARGEST_PART] = [4, 255]

/**
 * A version. Of two parts it is said as an amount is. Of more, a part of two digits is a number of its own, 三点十二点一; what begins with zero or is longer
 * is said digit by digit, and so are the parts of an address.
 */
export function versionOf(digits: string): string {
  const parts = digits.split('.')
  if (parts.length <= 2) return amount(digits)
  const isAddress = parts.length === ADDRESS_PARTS && parts.every((part) => Number(part) <= LARGEST_PART)
  return parts.map((part) => (!isAddress && /^[1-9]\d$/.test(part) ? amount(part) : digitByDigit(part))).join('点')
}

/** More digits than these are no amount that anyone says as one. */
const MOST_DIGITS = 16

/** An amount: `1,234.50` as 一千二百三十四点五零. A zero in front or very many digits are said one by one. */
export function amount(written: string): string {
  const [, sign = '', whole = '', fraction = ''] = /^([-−+]?)([\d,，]*)(?:\.(\d+))?$/.exec(written) ?? []
  const digits = whole.replaceAll(/[,，]/g, '')
  const isName = (digits.length > 1 && digits.startsWith('0')) || digits.length > MOST_DIGITS
  const said = isName ? digitByDigit(digits) : nzh.cn.encodeS(digits === '' ? '0' : digits)
  return `${sign === '-' || sign === '−' ? '负' : ''}${said}${fraction === '' ? '' : `点${digitByDigit(fraction)}`}`
}

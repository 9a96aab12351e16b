/** Numbers that people carry with them: of their identity, of their cards, of where their post goes and of their flights. Said digit by digit with 幺, as telephones are, the long ones in groups. */
import { asTelephone } from './numbers.ts'
import { needing, rule, type Rule } from './rule.ts'

const DAY = String.raw`(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])`
/** Between what a number belongs to and the number. */
const IS = String.raw`(?:号码?)?(?:[是为：:]|\s)*`
/** No part of a longer number, nor of a name. */
const ALONE = String.raw`(?![\w*]|\.\d)`

/** A letter at the end is no part of a group of digits. */
const groups = (...parts: string[]): string => parts.map((part) => asTelephone(part).replace(/(?<=[^A-Z])X$/i, ' X')).join('，')
const inFours = (digits: string): string => groups(...(digits.replaceAll(/[ -]/g, '').match(/\d{1,4}/g) ?? []))

/** Digits that are said in one go. */
const LONGEST_GROUP = 8

/** Airlines, as their flights are numbered. A letter and a digit alone would be many other things. */
const AIRLINES =
  'CA|MU|CZ|HU|ZH|MF|SC|FM|HO|JD|GS|KN|BK|GJ|EU|TV|UQ|PN|QW|DR|DZ|RY|KY|JR|GY|LT|FU|GX|AQ|A6|G5|3U|9C|8L|9H|CX|KA|HX|UO|HB|CI|BR|NX|NH|JL|KE|OZ|SQ|TR|TG|VN|MH|AK|GA|AF|BA|LH|KL|LX|AY|SK|TK|SU|UA|AA|DL|AC|EK|QR|EY|QF|NZ'
const FLIGHT = String.raw`(?<![\w.])(${AIRLINES})\s?(\d{3,4})${ALONE}`
const flight = (airline = '', number = ''): string => `${airline.split('').map(asTelephone).join(' ')} ${asTelephone(number)}`

/** Asked before what is too long for an amount. */
export const CARRIED_NUMBERS: readonly Rule[] = [
  // Of a person: where, the day of their birth, which.
  rule(String.raw`(?<!(?:单号|编号|流水号|序列号|代码)${IS})(?<![\w.*])([1-9]\d{5})([ -]?)(${DAY})\2(\d{3}[\dXx])${ALONE}`, (place, _, day, number) =>
    groups(place!, day!, number!),
  ),
  rule(String.raw`(?<=身份证${IS})(\d{6})(\d{8})(\d{3}[\dXx])${ALONE}`, groups),
  rule(
    String.raw`(?<=(?:卡号|账号|帐号|账户|帐户|银行卡|储蓄卡|信用卡|借记卡)${IS})(\d{16,19}|\d{4}([ -])\d{4}\2\d{4}\2\d{4}(?:\2\d{1,3})?)${ALONE}`,
    (digits) => inFours(digits!),
  ),
  rule(String.raw`(?<=(?:邮编|邮政编码|邮码)${IS})(\d{6})${ALONE}`, asTelephone),
  rule(String.raw`(?<=(?:卡号|尾号)${IS})(\d{3,15})${ALONE}(?!\s*[个次元万年月块人位])`, (digits) =>
    digits!.length > LONGEST_GROUP ? inFours(digits!) : asTelephone(digits!),
  ),
  ...needing(/航班|班机|机票|[乘搭]坐|改签|起飞/, [
    rule(String.raw`(?<=(?:航班|班机|机票|[乘搭]坐|改签)[^。！？；\n]{0,24})${FLIGHT}`, flight),
    rule(String.raw`${FLIGHT}(?=(?:\s*[\/、和与或]\s*(?:${AIRLINES})\s?\d{3,4})*\s*(?:次?航班|班机|起飞))`, flight),
  ]),
]

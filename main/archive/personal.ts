/**
 * Personal data in a text: found by its form, and where a form alone could be anything, by its check digit or by the words
 * before it. Years, prices, versions, ISBNs and the numbers of orders are none.
 */
import type { PersonalCounts, PersonalKind } from '#preload/contract/works.ts'
import { addressesIn } from './addresses.ts'
import { plainForm } from './plain-form.ts'
import { isIdCard, passesLuhn } from './check-digits.ts'
import { personalInTables } from './contact-tables.ts'
import { isPlate, plates } from './plates.ts'

/** A place of personal data in a text. */
export interface PersonalPlace {
  readonly kind: PersonalKind
  readonly from: number
  readonly to: number
}

/** What stands in the place of each kind. A model learns these instead; they never change. */
export const placeholders: Readonly<Record<PersonalKind, string>> = {
  mobile: '〔手机号〕',
  landline: '〔电话〕',
  email: '〔邮箱〕',
  'id-card': '〔身份证号〕',
  'bank-card': '〔银行卡号〕',
  wechat: '〔微信号〕',
  qq: '〔QQ号〕',
  address: '〔地址〕',
  plate: '〔车牌号〕',
  passport: '〔护照号〕',
  name: '〔某某〕',
}

/** Words after which a long number is one of a thing, not of a person. */
const ofThings = /(?:订单|单号|编号|运单|快递|物流|流水|货号|批号|条形?码|ISBN|ISSN|DOI|序列号|型号|工号|案号|编码|id|No\.?)[^，。；！？\n]{0,4}$/i
const ofBanks = /(?:银行|卡号|账号|帐号|账户|信用卡|储蓄卡|借记卡|工行|建行|农行|中行|招行)[^。！？\n]{0,16}$/
const ofPhones = /(?:电话|座机|热线|传真|号码|致电|拨打|[Tt]el|TEL|[Ff]ax)[^。！？\n]{0,8}$/

/** Words that say so whatever thing they are of: 快递电话, 微信id. */
const saysPhone = /(?:电话|手机|座机|热线|传真|致电|拨打|联系方式|微信|薇信|(?<![A-Za-z])(?:tel|phone|mobile|vx|wx|wechat|weixin))[^，。；！？\n\d]{0,5}$/i
/** What WeChat runs on, with its version. */
const ofSystems =
  /^(?:windows|win|android|iphone|ipad|ios|ipados|mac|macos|harmony|linux|ubuntu|wechat|weixin|miniprogram|version|python|java|node|api|sdk|web)/i
/** Letters right before a number that make it no part of a name or a code. */
const calls = /(?<![A-Za-z])(?:tel|phone|mobile|mob|v|vx|wx|wechat|weixin)$/i

const before = (text: string, at: number) => text.slice(Math.max(0, at - 24), at)

interface Rule {
  readonly kind: PersonalKind
  readonly form: RegExp
  /** Whether what has the form is meant; the first group of the form, where it has one, is what is masked. */
  readonly isMeant?: (found: string, before: string, after: string) => boolean
}

const digits = (text: string) => text.replace(/\D/g, '')
/** Not within a longer number, nor behind a decimal point. A comma or a colon parts a long number from what stands before it: 联系人1:, 姓名,1, */
const begins = String.raw`(?<![\dA-Za-z_]|\d[./-])`
const ends = String.raw`(?![\dA-Za-z_]|[.-]\d)`
const mobile = String.raw`1[3-9]\d(?:[ -]?\d{4}){2}`
/** Or behind another one, or the number of a line in a list. */
const mobileBegins = String.raw`(?:(?<![\d_]|\d[./-])|(?<=${mobile}[./-])|(?<=^[ \t]*\d{1,3}\.))`

const passport = String.raw`(?:护照|(?<![A-Za-z])passport)\s{0,2}`
/** A cell of a table says of the next one what a colon says. */
const isSaid = String.raw`\s{0,2}[是为]?\s{0,2}[:：=|]?\s{0,2}[“"「（(]?`
/** Nothing but an end behind it: no unit, no other word. */
const endsThere = String.raw`(?=$|[\n，。；;、,！!？?）)」”"|/〔]|[ \t](?![ \t]?(?:人|万|亿|个|位|名|元|次|用户|年|多|余|部|台|条|倍|[加减乘除是等和与=+])))`

/** Letters alone are a name where they are no English: small, and not followed by another word. */
function isWechatId(found: string, _before: string, after: string): boolean {
  return /[\d_-]/.test(found) || (/^[a-z]+$/.test(found) && !ofSystems.test(found) && !/^[ \t]?[A-Za-z]/.test(after))
}

/** The first that takes a place has it. */
const rules: readonly Rule[] = [
  {
    kind: 'id-card',
    form: /(?<![\dA-Za-z_])[1-9]\d{5}(?:\d{11}|[ -]?\d{8}[ -]?\d{3})[\dXx](?![\dA-Za-z])/g,
    isMeant: (found) => isIdCard(found.replace(/[ -]/g, '')),
  },
  {
    kind: 'id-card',
    // Behind the words for it its digits are believed: one that is mistyped is somebody's all the same.
    form: new RegExp(String.raw`身份证(?:号码?|编号)?${isSaid}([1-9]\d{14}(?:\d{2}[\dXx])?|[1-9]\d{5}[ -]\d{8}[ -]?\d{3}[\dXx])(?![\dA-Za-z])`, 'g'),
  },
  {
    kind: 'bank-card',
    form: new RegExp(String.raw`(?:银行卡(?:号码?|账号)?|卡号)${isSaid}([1-9]\d{15,18}|[1-9]\d{3}(?:[ -]\d{4}){3}(?:[ -]?\d{1,3})?)${ends}`, 'g'),
  },
  {
    kind: 'bank-card',
    form: new RegExp(String.raw`${begins}(?:[3-6]\d{15,18}|[3-6]\d{3}(?:[ -]\d{4}){3}(?:[ -]?\d{1,3})?)${ends}`, 'g'),
    isMeant: (found, said) => passesLuhn(digits(found)) && !ofThings.test(said) && (/^62|^\d{4}[ -]/.test(found) || ofBanks.test(said)),
  },
  {
    kind: 'mobile',
    form: new RegExp(String.raw`${mobileBegins}(?:(?:\+|00)?86[ -]?)?${mobile}(?![\d_]|\.\d(?!\d{10}))`, 'gm'),
    isMeant: (_, said) => (saysPhone.test(said) || !ofThings.test(said)) && (calls.test(said) || !/[A-Za-z]$/.test(said)),
  },
  {
    kind: 'mobile',
    form: new RegExp(String.raw`${begins}1[3-9]\d\.\d{4}\.\d{4}${ends}`, 'g'),
  },
  // Hong Kong, Macau and Taiwan.
  {
    kind: 'mobile',
    form: /(?<![\dA-Za-z+])\+(?:85[23][ -]?\d{4}[ -]?\d{4}|886[ -]?9\d{2}[ -]?\d{3}[ -]?\d{3})(?![\d_]|[.-]\d)/g,
  },
  {
    kind: 'landline',
    form: new RegExp(
      String.raw`(?<![\d_.]|\d[./-])(?:(?:\+?86[ -]?)?[（(]?0(?:10|2\d|[3-9]\d{2})[）)]?[ -]?[2-8]\d{2,3}[ -]?\d{4})(?:[ -]?转?[ -]?\d{1,5}(?=\D|$))?(?![\d_.])`,
      'g',
    ),
    isMeant: (found, said) => !ofThings.test(said) && (/^\+?8?6?[ -]?[（(]?0\d{2,3}[）) -]/.test(found) || ofPhones.test(said)),
  },
  // A number of a town has no form of its own: behind the words for it it is believed.
  {
    kind: 'landline',
    form: new RegExp(
      String.raw`(?:电话|座机|固话|传真|联系方式|(?<![A-Za-z])(?:tel|fax|phone))(?:号码?)?\s{0,2}[:：=|]\s{0,2}([2-8]\d{2,3}[ -]?\d{4})(?:[ -]?转?[ -]?\d{1,5})?${endsThere}`,
      'gim',
    ),
  },
  {
    kind: 'landline',
    form: /(?<![\d_.-])[48]00(?:[ -]?\d{3}[ -]?\d{4}|[ -]?\d{4}[ -]?\d{3})(?![\d_.-])/g,
    isMeant: (found, said) => (found.match(/-/g)?.length === 2 && !ofThings.test(said)) || saysPhone.test(said),
  },
  {
    kind: 'email',
    form: /(?<![\w.+-])\w[\w.+-]{0,62}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24}(?![\w])/g,
    isMeant: (found) => !/^git@|@(?:\w+\.)*example\.(?:com|org|net)$|@\dx\.|[.+-]@|\.(?:png|jpe?g|gif|webp|svg|js|ts|md|py)$/i.test(found),
  },
  {
    kind: 'wechat',
    form: /(?:微信|薇信|wechat|weixin|(?<![A-Za-z])(?:vx|wx))\s{0,2}(?:号码?|id|账号|帐号)\s{0,2}(?:[:：=|]|是|为|叫)?\s{0,2}[“"「（(]?([A-Za-z][\w-]{5,19})(?![\w-])/gi,
  },
  {
    kind: 'wechat',
    form: /(?:微信|薇信|wechat|weixin|V信|(?<![A-Za-z])(?:vx|wx))\s{0,2}(?:[:：]|是|为)\s{0,2}[“"「（(]?([A-Za-z][\w-]{5,19})(?![\w-])/gi,
    isMeant: isWechatId,
  },
  {
    kind: 'wechat',
    form: /(?:微信|薇信|wechat|weixin|V信|(?<![A-Za-z])(?:vx|wx))(?:二维码)?\s{0,2}\|\s{0,2}([A-Za-z][\w-]{5,19})(?=\s{0,2}(?:\||$))/gim,
    isMeant: (found) => /\d/.test(found) && !ofSystems.test(found),
  },
  {
    kind: 'wechat',
    form: /(?<![A-Za-z\d])(?:v：|(?:vx|wx)[ \t]{1,2})([a-z][\w-]{5,19})(?![\w-])/gi,
    isMeant: (found) => /\d/.test(found) && !ofSystems.test(found),
  },
  {
    kind: 'wechat',
    form: /(?:微信|薇信|V信)[ \t]{1,2}([A-Za-z][\w-]{5,19})(?![\w-])/g,
    isMeant: (found) => /[\d_]/.test(found) && !ofSystems.test(found),
  },
  {
    kind: 'wechat',
    form: /(?:加|联系|添加|找)(?:我|一下|老师|助教|助理|客服|小编|作者|本人|个人)?的?(?:微信|薇信|V信|vx|wx|微)\s{0,2}[:：]?\s{0,2}[“"「（(]?([A-Za-z][\w-]{5,19})(?![\w-])/gi,
    isMeant: isWechatId,
  },
  {
    kind: 'qq',
    form: /(?:加|联系|找)(?:我|一下|老师|助教|客服)?的?[Qq]\s{0,2}[:：]?\s{0,2}([1-9]\d{4,10})(?!\d|\s?(?:人|万|亿|个|位|名|元|次|用户|年|多|余|[.,]\d))/g,
  },
  {
    kind: 'qq',
    form: new RegExp(String.raw`(?<![A-Za-z&])Q[:：]\s?([1-9]\d{5,10})${endsThere}`, 'gim'),
  },
  {
    kind: 'qq',
    form: /(?<![A-Za-z])(?:QQ|扣扣|企鹅)\s{0,2}(?:群号?|号码?|账号|帐号)?\s{0,2}(?:[:：=|]|是|为)?\s{0,2}([1-9]\d{4,10})(?!\d|\s?(?:人|万|亿|个|位|名|元|次|用户|年|多|余|[.,]\d))/gi,
  },
  // The mainland's begin with a letter or two; others are digits alone, which only the words for a number tell from an amount.
  {
    kind: 'passport',
    form: new RegExp(String.raw`${passport}(?:号码?|编号|no\.?|number)?${isSaid}([A-Z]{1,2}\d{7,8})(?![\dA-Za-z])`, 'gi'),
  },
  {
    kind: 'passport',
    form: new RegExp(String.raw`${passport}(?:号码?|no\.?|number)${isSaid}(\d{8,9})(?!\d|[A-Za-z]|\s?(?:本|份|人|个|名|元|次))`, 'gi'),
  },
  {
    kind: 'passport',
    form: new RegExp(String.raw`通行证(?:号码?|编号)?${isSaid}([A-Z]\d{8,10})(?![\dA-Za-z])`, 'gi'),
  },
  { kind: 'plate', form: plates, isMeant: (found, said) => isPlate(found, said) && !ofThings.test(said) },
]

/** Every place of personal data in a text, in order; none within another. */
export function personalIn(text: string): PersonalPlace[] {
  const { plain, placeOf } = plainForm(text)
  const places: PersonalPlace[] = []
  const isTaken = new Uint8Array(plain.length)
  const add = (place: PersonalPlace) => {
    if (isTaken.subarray(place.from, place.to).includes(1)) return
    isTaken.fill(1, place.from, place.to)
    places.push(place)
  }
  for (const { kind, form, isMeant } of rules) {
    for (const match of plain.matchAll(form)) {
      const found = match[1] ?? match[0]
      const from = match.index + match[0].lastIndexOf(found)
      if (!isMeant || isMeant(found, before(plain, from), plain.slice(from + found.length, from + found.length + 8)))
        add({ kind, from, to: from + found.length })
    }
  }
  for (const [from, to] of addressesIn(plain)) {
    // A number that was written right behind it has a name of its own.
    const next = isTaken.indexOf(1, from)
    if (next !== from) add({ kind: 'address', from, to: next > from && next < to ? next : to })
  }
  for (const place of personalInTables(plain, (from, to) => isTaken.subarray(from, to).includes(1))) add(place)
  return places.sort((a, b) => a.from - b.from).map(({ kind, from, to }) => ({ kind, from: placeOf(from), to: placeOf(to - 1) + 1 }))
}

/** How many there are of each kind. */
export function countPersonal(places: readonly PersonalPlace[]): PersonalCounts {
  const counts: PersonalCounts = {}
  for (const { kind } of places) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

/** The text with a placeholder in each of the places. */
export function masked(text: string, places: readonly PersonalPlace[] = personalIn(text)): string {
  let [written, at] = ['', 0]
  for (const { kind, from, to } of places) {
    written += text.slice(at, from) + placeholders[kind]
    at = to
  }
  return written + text.slice(at)
}

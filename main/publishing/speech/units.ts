/** Units behind a number, and how they are said. The longer ones first, so that km/h is not read as km. */
import { amount } from './numbers.ts'

const said: Readonly<Record<string, string>> = {
  'km/h': '千米每小时',
  'm/s²': '米每二次方秒',
  'm/s': '米每秒',
  'km²': '平方千米',
  'm²': '平方米',
  'cm²': '平方厘米',
  'm³': '立方米',
  'cm³': '立方厘米',
  'mm²': '平方毫米',
  'dm²': '平方分米',
  'km³': '立方千米',
  'mm³': '立方毫米',
  'dm³': '立方分米',
  'g/cm³': '克每立方厘米',
  'kg/m³': '千克每立方米',
  '℃': '摄氏度',
  '°C': '摄氏度',
  '℉': '华氏度',
  '°F': '华氏度',
  '°': '度',
  '㎡': '平方米',
  '㎥': '立方米',
  '㎞': '千米',
  '㎝': '厘米',
  '㎜': '毫米',
  '㎏': '千克',
  '㎎': '毫克',
  '㎖': '毫升',
  'r/min': '转每分钟',
  rpm: '转每分钟',
  fps: '帧每秒',
  bp: '个基点',
  bpm: '拍每分钟',
  Mbps: '兆比特每秒',
  Gbps: '吉比特每秒',
  Kbps: '千比特每秒',
  kbps: '千比特每秒',
  mmol: '毫摩尔',
  mol: '摩尔',
  mAh: '毫安时',
  MPa: '兆帕',
  hPa: '百帕',
  MW: '兆瓦',
  mW: '毫瓦',
  mA: '毫安',
  mV: '毫伏',
  kV: '千伏',
  kΩ: '千欧',
  Ω: '欧姆',
  um: '微米',
  dm: '分米',
  dL: '分升',
  lx: '勒克斯',
  IU: '国际单位',
  mSv: '毫西弗',
  μSv: '微西弗',
  cal: '卡',
  kWh: '千瓦时',
  kcal: '千卡',
  km: '千米',
  cm: '厘米',
  mm: '毫米',
  μm: '微米',
  μF: '微法',
  pF: '皮法',
  nF: '纳法',
  μL: '微升',
  μs: '微秒',
  μA: '微安',
  μV: '微伏',
  Å: '埃',
  nm: '纳米',
  kg: '千克',
  mg: '毫克',
  μg: '微克',
  mL: '毫升',
  ml: '毫升',
  GB: 'G B',
  MB: '兆字节',
  KB: 'K B',
  TB: 'T B',
  GHz: '吉赫兹',
  MHz: '兆赫兹',
  kHz: '千赫兹',
  Hz: '赫兹',
  kW: '千瓦',
  kPa: '千帕',
  Pa: '帕',
  kJ: '千焦',
  kB: 'k B',
  dB: '分贝',
  ms: '毫秒',
  px: '像素',
  min: '分钟',
  h: '小时',
  s: '秒',
  m: '米',
  g: '克',
  L: '升',
  t: '吨',
}

/** What is said where nobody reckons: no one buys 千克 or drives 千米. In a formula they are what they are. */
const everyday: Readonly<Record<string, string>> = { km: '公里', '㎞': '公里', kg: '公斤', '㎏': '公斤', 'km²': '平方公里' }

/** Units of one capital letter, which are letters of a name far more often: 5A 级, 1V1, 5W1H, 2N. */
const capitals: Readonly<Record<string, string>> = { A: '安', V: '伏', W: '瓦', N: '牛', J: '焦' }

/** What an amount of them looks like: a space before it, or two digits, or a fraction. Volts come in ones too: batteries, plugs. */
const behind = (letter: string): string => (letter === 'V' ? String.raw`\s|\d\d|\.\d|(?<!\d)[3569]` : String.raw`\s|\d\d|\.\d`)

const escaped = (written: string): string => written.replaceAll(/[/^$.*+?()[\]{}|\\]/g, String.raw`\$&`)

/** The same signs at another place of their table: the µ of keyboards, the Å of physics. */
function alike(written: string): string {
  return written.replaceAll('\u00b5', 'μ').replaceAll('\u212b', '\u00c5')
}

/** Matches a unit behind a number. */
export const UNIT = [
  ...Object.keys(said)
    .toSorted((a, b) => b.length - a.length)
    .map((unit) => escaped(unit).replace('μ', '[μ\u00b5]').replace('\u00c5', '[\u00c5\u212b]')),
  ...Object.keys(capitals).map((letter) => String.raw`(?<=${behind(letter)})${letter}(?!\s*级|\d|[+＋])`),
].join('|')

/** Whether all of it is a unit. */
export function isUnit(written: string): boolean {
  return Object.hasOwn(said, alike(written)) || Object.hasOwn(capitals, written)
}

export function unitOf(written: string): string {
  return said[alike(written)] ?? capitals[written] ?? written
}

/** Units that are known among others: by themselves they are letters of a name far more often. */
const amongOthers: Readonly<Record<string, string>> = { K: '开', C: '库', T: '特', mol: '摩尔', rad: '弧度', sr: '球面度', eV: '电子伏', Wb: '韦', cd: '坎' }
const POWERS: Readonly<Record<string, string>> = { '²': '二次方', '³': '三次方' }

/** Units of a formula behind a number, one multiplied with or divided by another: `m⋅s⁻²`, `J/(kg⋅K)`. Null for what is none. */
export function unitsTogether(written: string): string | null {
  if (isUnit(written)) return unitOf(written)
  const [above = '', below, ...more] = written.replaceAll(/[()]/g, '').split('/')
  if (more.length > 0) return null
  const parts = [
    ...above.split('⋅').map((part) => ({ part, isBelow: part.includes('⁻') })),
    ...(below ?? '').split('⋅').map((part) => ({ part, isBelow: true })),
  ]
    .filter(({ part }) => part !== '')
    .map(({ part, isBelow }) => ({ said: unitInPower(part.replace(/⁻(?:¹)?/, '')), isBelow }))
  if (parts.length === 0 || parts.some(({ said }) => said === null)) return null
  const [over, under] = [false, true].map((side) => parts.filter(({ isBelow }) => isBelow === side).map(({ said }) => said))
  return over!.join('') + under!.map((said) => `每${said}`).join('')
}

function unitInPower(written: string): string | null {
  const [, unit = '', power = ''] = /^(.*?)([²³]?)$/su.exec(written) ?? []
  const said = isUnit(unit) ? unitOf(unit) : amongOthers[unit]
  return said === undefined ? null : `${POWERS[power] ?? ''}${said}`
}

/** An amount of something: a liang before a unit, where it is two. */
export function counted(number: string, unit: string): string {
  const said = amount(number)
  return said === '二' && /^(?:千克|公斤|克|吨|公里|平方公里|千米|小时|分钟|秒|毫升|升|平方米|立方米|米每秒|千米每小时)/.test(unit) ? `两${unit}` : said + unit
}

/** Behind what may stand before it: `km`, `mg/L`. */
export function unitsOf(written: string): string {
  if (isUnit(written)) return everyday[written] ?? unitOf(written)
  return written
    .split(/\s*[/／]\s*/)
    .map(unitOf)
    .join('每')
}

/** A unit, or one of another. */
export const UNITS = String.raw`(?:${UNIT})(?:\s*[/／]\s*(?:${UNIT})(?![a-zA-Z]))?`

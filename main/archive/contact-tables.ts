/**
 * Tables of people: a row of heads that say what stands below them, so that a WeChat ID needs no words beside it. A head alone is not
 * believed: what stands below it must have its form, where the form could be anything another head must be one of people too, and a name is somebody's
 * only in a row that says how to reach them.
 */
import type { PersonalKind } from '#preload/contract/works.ts'
import type { PersonalPlace } from './personal.ts'

interface Column {
  readonly kind: PersonalKind
  readonly head: RegExp
  readonly value: RegExp
  /** Whether what is there could be of a thing: then another head has to say that these are people. */
  readonly isVague?: boolean
}

const whose = String.raw`(?:本人|个人|学员|学生|家长|客户|会员|用户|患者|病人|来访者|老师|教师|员工|紧急|常用|联系人?的?)?`
const head = (names: string, flags = 'i') => new RegExp(`^${whose}(?:${names})$`, flags)

const columns: readonly Column[] = [
  { kind: 'wechat', head: head('微信(?:号码?|id|账号|帐号)|薇信号|(?:wechat|weixin)\\s?id|vx号?|wx号'), value: /^[A-Za-z][\w-]{5,19}$/ },
  { kind: 'wechat', head: head('微信|薇信|wechat|weixin|wx'), value: /^[A-Za-z][\w-]{5,19}$/, isVague: true },
  { kind: 'qq', head: head('(?:QQ|扣扣)(?:号码?|账号|帐号)'), value: /^[1-9]\d{4,10}$/ },
  { kind: 'qq', head: head('QQ|扣扣'), value: /^[1-9]\d{4,10}$/, isVague: true },
  {
    kind: 'mobile',
    head: head('手机(?:号码?)?|移动电话|联系手机|mobile|电话(?:号码)?|联系电话|联系方式|tel|phone'),
    value: /^(?:\+?86[ -]?)?1[3-9]\d(?:[ .-]?\d{4}){2}$/,
  },
  {
    kind: 'landline',
    head: head('电话(?:号码)?|固定电话|固话|座机|联系电话|家庭电话|办公电话|联系方式|传真|tel|phone|fax'),
    value: /^(?:[（(]?0\d{2,3}[）)]?[ -]?)?[2-8]\d{2,3}[ -]?\d{4}(?:[ -]?转?[ -]?\d{1,5})?$/,
    isVague: true,
  },
  { kind: 'id-card', head: head('身份证(?:号码?)?|身份证件号码?|证件号码?'), value: /^[1-9]\d{5}(?:\d{9}|[ -]?\d{8}[ -]?\d{3}[\dXx])$/ },
  { kind: 'bank-card', head: head('银行卡(?:号码?)?|银行账号|收款账号|卡号'), value: /^[1-9]\d{3}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?$/ },
  { kind: 'passport', head: head('护照号码?'), value: /^[A-Z]{0,2}\d{7,9}$/i },
  { kind: 'passport', head: head('护照'), value: /^[A-Z]{1,2}\d{7,8}$/i },
  { kind: 'plate', head: head('车牌(?:号码?)?'), value: /^\p{Script=Han}[A-Z][ ·•・.-]?[A-Z\d]{4,6}\p{Script=Han}?$/u },
  {
    kind: 'address',
    head: head('(?:家庭|收货|联系|通讯|通信|居住|现居|邮寄|寄送)?(?:地址|住址)|住处'),
    value: /^(?!.*(?:https?:|www\.|@))(?=.*[省市区县镇乡村路街道巷弄里号栋幢楼室园苑庄])\p{Script=Han}[\p{Script=Han}\dA-Za-z（）() ·、，,#-]{4,60}$/u,
    isVague: true,
  },
]

const names = head('姓名|名字|称呼|联系人|收件人|收货人|学员|学生|家长|客户|患者|病人|来访者')
/** 李小明, 欧阳娜娜, Li Si; with how they are called (王老师, 张女士). Not what a row is of (合计). */
const name =
  /^(?!(?:合计|总计|小计|姓名|平均|备注|示例|暂无|保密|匿名|不详|其他|其它)$)(?:\p{Script=Han}{2,4}|\p{Script=Han}{1,3}·\p{Script=Han}{1,4}|[A-Z][a-z]+(?: [A-Z][a-z]+){1,2})$/u

/** Heads of things as well: what runs on a telephone, where a file lies. */
const ofThings = /^(?:手机|移动电话|电话|传真|tel|phone|mobile|fax)$/i

/** A cell with where its text is. */
interface Cell {
  readonly text: string
  readonly from: number
}

/** Rows of a table, in the text that is told by `plain-form.ts`. */
function tablesIn(plain: string): Cell[][][] {
  const tables: Cell[][][] = []
  let [table, at]: [Cell[][], number] = [[], 0]
  for (const line of plain.split('\n')) {
    const cells = cellsOf(line, at)
    at += line.length + 1
    if (cells.length > 0) {
      table.push(cells)
      continue
    }
    if (table.length > 1) tables.push(table)
    table = []
  }
  if (table.length > 1) tables.push(table)
  return tables
}

/** The cells of a line; none where it is no row. A row that only draws lines (| --- |) has empty ones. */
function cellsOf(line: string, start: number): Cell[] {
  const sign = line.includes('|') ? '|' : line.includes('\t') ? '\t' : null
  if (sign === null || line.length > longestRow) return []
  let at = start
  const all = line.split(sign).map((part): Cell => {
    const from = at + part.length - part.trimStart().length
    at += part.length + 1
    return { text: /^\s*:?-+:?\s*$/.test(part) ? '' : part.trim(), from }
  })
  const isFramed = sign === '|' && all[0]?.text === ''
  return isFramed ? all.slice(1) : all
}

const longestRow = 2000
/** A table may have a name above its heads. */
const mostAbove = 2

/** What a head says, without what stands in brackets behind it. */
const headText = ({ text }: Cell) => text.replace(/[（(].*?[）)]$/, '').replace(/[\s*：:]/g, '')

/** Personal data below heads. `isKnown`: whether that place was found already, by its form. */
export function personalInTables(plain: string, isKnown: (from: number, to: number) => boolean): PersonalPlace[] {
  if (!/[|\t]/.test(plain)) return []
  return tablesIn(plain).flatMap((table) => {
    for (const [at, heads] of table.slice(0, mostAbove + 1).entries()) {
      const said = heads.map((cell) => columns.filter((column) => column.head.test(headText(cell))))
      if (said.some((some) => some.length > 0)) return table.slice(at + 1).flatMap((row) => placesIn(row, heads, said, isKnown))
    }
    return []
  })
}

function placesIn(
  row: readonly Cell[],
  heads: readonly Cell[],
  said: readonly (readonly Column[])[],
  isKnown: (from: number, to: number) => boolean,
): PersonalPlace[] {
  const isOfNames = heads.map((cell) => names.test(headText(cell)))
  const tells = heads.map((cell, at) => isOfNames[at] || (!ofThings.test(headText(cell)) && (said[at] ?? []).some(({ isVague }) => !isVague)))
  const areOfPeople = (but: number) => tells.some((isSo, at) => isSo && at !== but)
  const placeOf = ({ text, from }: Cell, kind: PersonalKind): PersonalPlace => ({ kind, from, to: from + text.length })
  const found = row.flatMap((cell, at): PersonalPlace[] => {
    const column = (said[at] ?? []).find(({ value, isVague }) => value.test(cell.text) && (!isVague || areOfPeople(at)))
    return column ? [placeOf(cell, column.kind)] : []
  })
  const isReachable = found.length > 0 || row.some(({ text, from }, at) => (said[at] ?? []).length > 0 && text !== '' && isKnown(from, from + text.length))
  if (!isReachable) return found
  return [...found, ...row.flatMap((cell, at) => (isOfNames[at] && name.test(cell.text) ? [placeOf(cell, 'name')] : []))]
}

import { expect, test } from 'vitest'
import { setColumns } from '#main/publishing/docx/column-widths.ts'
import type { Table } from '#preload/document/schema.ts'
import { docOf } from '../published.ts'

const MEASURE = 9026

/** A table of these rows, whose cells are parted by `|`. */
function tableOf(...rows: string[]): Table {
  const [head = '', ...others] = rows
  const [table] = docOf([head, head.replaceAll(/[^|]+/g, '---'), ...others].map((row) => `|${row}|\n`).join(''))
  if (table?.type !== 'table') throw new Error('these rows are no table')
  return table
}

/** Room for words in each column, in sizes of its type. */
function roomIn(table: Table): number[] {
  const { widths, cell } = setColumns(table)
  return widths.map((width) => (width - 2 * cell.margin) / (cell.size * 10))
}

const tenColumns = tableOf(
  '年度|营业收入（亿元）|同比|净利润（亿元）|同比|经营现金流（亿元）|资本开支（亿元）|自由现金流（亿元）|净现比|现金循环周期（天）',
  '2019|854.30|+15.1%|412.06|+17.05%|452.11|31.49|420.62|1.10|812.4',
  '2023|1,476.94|+19.0%|747.34|+19.16%|665.93|26.20|639.73|0.89|803.9',
)

/** How wide figures are in the type of cells: half a size each, signs a little more or less. */
const FIGURE = 0.5

test('a column that asks for a little more than its part does not get less than those that ask for less', () => {
  const { widths } = setColumns(tenColumns)
  const [year = 0, , first = 0, , second = 0] = widths
  expect([first >= year, second >= first]).toEqual([true, true])
})

test('numbers stay whole in ten columns, and the table is as wide as the text', () => {
  const room = roomIn(tenColumns)
  const longest = ['2023', '1,476.94', '+15.1%', '412.06', '+17.05%', '452.11', '31.49', '420.62', '1.10', '812.4']
  expect(longest.filter((number, at) => room[at]! < number.length * FIGURE)).toEqual([])
  const { widths, cell } = setColumns(tenColumns)
  expect(Math.abs(widths.reduce((sum, each) => sum + each, 0) - MEASURE)).toBeLessThanOrEqual(widths.length)
  expect(cell.size).toBeGreaterThanOrEqual(18)
  // Units of heads, too: （亿元） is four signs.
  expect([1, 3, 5, 6, 7].filter((at) => room[at]! < 4)).toEqual([])
})

test('words and numbers beside long text stay whole at the usual size', () => {
  const long = '一句话说不完的话，还要再说一句，又再说一句，才算说完。'.repeat(4)
  const table = tableOf(`名称|说明|international|备注`, `甲|${long}|1,234,567.89|${long}`)
  expect(setColumns(table).cell.size).toBe(20)
  const [, , words = 0] = roomIn(table)
  expect(words).toBeGreaterThanOrEqual('international'.length * FIGURE)
})

test('type is smaller only where numbers would be parted otherwise, and no address makes it so', () => {
  const address = 'https://pypi.tuna.tsinghua.edu.cn/simple/pandas/2.2.3/pandas-2.2.3.tar.gz'
  const row = (count: number, text: string) => Array.from({ length: count }, () => text).join('|')
  const sizeOf = (count: number, text: string) => setColumns(tableOf(row(count, '甲'), row(count, text))).cell.size
  expect(sizeOf(6, '1,234,567.89')).toBe(20)
  expect(sizeOf(3, address)).toBe(20)
  expect(sizeOf(12, '1,234.56')).toBeLessThan(20)
  // As many as no type is small enough for are still as wide as the text.
  const many = setColumns(tableOf(row(40, '甲'), row(40, '1,234.56')))
  expect([many.cell.size, many.widths.every((width) => width > 2 * many.cell.margin)]).toEqual([14, true])
})

test('an address has a line where it fits, and leaves room to what is beside it', () => {
  const address = 'https://pypi.tuna.tsinghua.edu.cn/simple/pandas/2.2.3/pandas-2.2.3.tar.gz'
  expect(roomIn(tableOf('包|来源', `pandas|${address}`))[1]).toBeGreaterThanOrEqual(address.length * FIGURE)
  const [, words = 0] = roomIn(tableOf('包|说明|来源', `pandas|${'读表、清洗、汇总，最常用的一个包'.repeat(2)}|${address}`))
  expect(words).toBeGreaterThanOrEqual(10)
})

test('what asks for more gets more, and what is short has its room', () => {
  const { widths } = setColumns(tableOf('序|名称|说明', `1|现金流量表|${'说'.repeat(80)}`))
  const [order = 0, name = 0, words = 0] = widths
  expect([order < name, name < words, roomIn(tableOf('序|名称|说明', `1|现金流量表|${'说'.repeat(80)}`))[1]! >= 5]).toEqual([true, true, true])
})

test('a formula that no line ends in, and code, stay whole', () => {
  const long = '很长很长的说明'.repeat(12)
  const room = roomIn(tableOf('甲|乙|丙|丁', `$\\frac{a+b+c+d}{2}$|\`filter(list)\`|${long}|${long}`))
  expect([room[0]! >= 4.5, room[1]! >= 12 * 0.55]).toEqual([true, true])
})

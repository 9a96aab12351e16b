/** Tables of Temml's tree: matrices, cases, equations one below the other, and equations with their numbers. */
import { type GridRow, type Expression, type Side } from './expression.ts'
import { childrenOf, type Node, textOf } from '#preload/formulas/formula-tree.ts'
import { hasClass, styleOf } from './temml-style.ts'

interface CellNode {
  readonly node: Node
  readonly side: Side
  /** An empty cell that only moves the others to the middle, or one that holds an equation's number. */
  readonly isMargin: boolean
}

/** What a table says; `rowOf` reads what stands in its cells. */
export function gridOf(table: Node, rowOf: (nodes: readonly Node[]) => Expression): Expression {
  const lines = childrenOf(table).map((line) => childrenOf(line).map(cellOf))
  const numbers = new Numbers()
  const rows = lines.map((cells): GridRow => ({
    cells: cells.filter(({ isMargin }) => !isMargin).map(({ node }) => rowOf(childrenOf(node))),
    ...tagOf(cells, numbers),
  }))
  const kept = lines.map((cells) => cells.filter(({ isMargin }) => !isMargin))
  const widest = kept.reduce((most, cells) => (cells.length > most.length ? cells : most), kept[0] ?? [])
  const look = hasClass(table, 'tml-small')
    ? 'small'
    : hasClass(table, 'tml-jot') || table.attributes?.['displaystyle'] === 'true' || lines.some(hasTag)
      ? 'equations'
      : 'matrix'
  return { kind: 'grid', rows, columns: widest.map(({ side }) => side), lines: linesOf(kept), look }
}

function cellOf(node: Node): CellNode {
  const side = hasClass(node, 'tml-left') ? 'left' : hasClass(node, 'tml-right') ? 'right' : 'center'
  const isMargin = styleOf(node, 'width') === '50%'
  return { node, side, isMargin }
}

function hasTag(cells: readonly CellNode[]): boolean {
  return cells.some(({ isMargin }) => isMargin)
}

/** Equations that are numbered by themselves, within their formula. */
class Numbers {
  #last = 0

  next(): string {
    return `(${++this.#last})`
  }
}

function tagOf(cells: readonly CellNode[], numbers: Numbers): Pick<GridRow, 'tag' | 'isCounted'> {
  for (const { node, isMargin } of cells) {
    if (!isMargin) continue
    const own = textOf(node).trim()
    if (own !== '') return { tag: own }
    if (isNumbered(node)) return { tag: numbers.next(), isCounted: true }
  }
  return { tag: null }
}

function isNumbered(node: Node): boolean {
  return hasClass(node, 'tml-eqn') || (node.children ?? []).some(isNumbered)
}

function linesOf(rows: readonly (readonly CellNode[])[]): { columns: number[]; rows: number[] } {
  const has = (cell: CellNode | undefined, edge: string) => cell !== undefined && styleOf(cell.node, edge) !== null
  const columns = (rows[0] ?? []).flatMap((_, i) => (rows.some((cells) => has(cells[i], 'border-right') || has(cells[i + 1], 'border-left')) ? [i] : []))
  const below = rows.flatMap((cells, i) =>
    cells.some((cell) => has(cell, 'border-bottom')) || (rows[i + 1] ?? []).some((cell) => has(cell, 'border-top')) ? [i] : [],
  )
  const isLeft = rows.some((cells) => has(cells[0], 'border-left'))
  const isTop = (rows[0] ?? []).some((cell) => has(cell, 'border-top'))
  return { columns: [...(isLeft ? [-1] : []), ...columns], rows: [...(isTop ? [-1] : []), ...below] }
}

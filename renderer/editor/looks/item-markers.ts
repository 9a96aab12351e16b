/** What stands before an item: a sign or a number, by how deep it lies. Pure. */
import type { Block } from '#preload/document/schema.ts'

const bullets = ['•', '◦', '▪']

/** Absent for a task, which has a box. */
export function itemMarker({ kind, depth }: Pick<Extract<Block, { type: 'item' }>, 'kind' | 'depth'>, number: number): string | undefined {
  if (kind === 'task') return undefined
  return kind === 'number' ? `${numerals[depth % numerals.length]?.(number) ?? number}.` : bullets[depth % bullets.length]
}

const numerals: readonly ((number: number) => string)[] = [String, letters, roman]

/** a, b, … z, aa, ab, … Neither letters nor Roman numerals have a nought. */
function letters(number: number): string {
  if (number === 0) return '0'
  const rest = (number - 1) % 26
  const letter = String.fromCharCode(97 + rest)
  return number > 26 ? letters((number - 1 - rest) / 26) + letter : letter
}

const digits: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
]

function roman(number: number): string {
  let [rest, written] = [number, number === 0 ? '0' : '']
  for (const [value, sign] of digits) for (; rest >= value; rest -= value) written += sign
  return written
}

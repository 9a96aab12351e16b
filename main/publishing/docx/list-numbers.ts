/** How Word numbers the items of lists. */
import { AlignmentType, type INumberingOptions, LevelFormat } from 'docx'
import { taskIndent } from './look.ts'

/** Nine levels of both kinds of lists. `starts`: what numbers begin with, but for one. */
export function numberingOf(starts: ReadonlySet<number>): INumberingOptions {
  const numbers = [1, ...starts].map((start) => ({
    reference: numbersFrom(start),
    levels: levels(LevelFormat.DECIMAL, (level) => `%${level + 1}.`).map((level) => ({ ...level, start })),
  }))
  return { config: [{ reference: 'bullets', levels: levels(LevelFormat.BULLET, (level) => ['•', '◦', '▪'][level % 3] ?? '•') }, ...numbers] }
}

/** What lists are called that begin with a number. */
export function numbersFrom(start: number): string {
  return start === 1 ? 'numbers' : `numbers-${start}`
}

function levels(format: (typeof LevelFormat)[keyof typeof LevelFormat], text: (level: number) => string) {
  return Array.from({ length: 9 }, (_, level) => ({
    level,
    format,
    text: text(level),
    alignment: AlignmentType.LEFT,
    style: { paragraph: { indent: taskIndent(level) } },
  }))
}

/**
 * Bars of formulas in the cells of tables, where one that is a sign ends the cell. Some readers (GitHub) take the backslash away that keeps it
 * from that, others (those made of remark) give it to the formula, where `\\|` is ‖: one that has a name is the same for all.
 */

/** Behind a name that stands for a sign, so that the sign comes back: nobody else writes two spaces, and to a formula they are as one. */
const ROOM = '  '

const SIGNS: Readonly<Record<string, string>> = { vert: '|', Vert: '\\|', textbar: '|' }

/** A formula with names in the place of bars. `room`: what ends a name. */
export function namedBars(tex: string, room: string): string {
  return tex.replaceAll(/\\\\|\\(?:text[a-z]*|mbox)\s*\{(?:[^{}]|\{[^{}]*\})*\}|\\\||\|/g, (part) => {
    if (part === '|') return `\\vert${room}`
    return part === '\\|' ? `\\Vert${room}` : part.replaceAll('|', `\\textbar${room}`)
  })
}

export function inCell(tex: string): string {
  return namedBars(tex, ROOM).trimEnd()
}

/** As it was; what stands around a formula between two signs may still be there. */
export function fromCell(tex: string): string {
  return tex.replaceAll('\\|', '|').replaceAll(/\\(vert|Vert|textbar)(?: {2}|(?= ?$))/g, (_, name: string) => SIGNS[name] ?? '')
}

const ARRAY_COLUMNS = /\\begin\s*\{array\}\s*(?:\[[^\]]*\]\s*)?\{[^{}]*\|/

/** Whether bars of a formula have no names, as the lines between the columns of an array and the ends of `\\verb`, or could be told from others no more: nothing but a table of HTML holds it then. */
export function needsSigns(tex: string): boolean {
  return tex.endsWith('\\') || (tex.includes('|') && (ARRAY_COLUMNS.test(tex) || tex.includes('\\verb') || fromCell(inCell(tex)) !== tex))
}

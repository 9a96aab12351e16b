/** Which signs stand around a formula in a line. */

/**
 * Whether one dollar sign at each side is read as such by everyone: there is none of its own in it, no space within
 * the signs and no digit behind them, so that it cannot be two prices.
 */
export function fitsOneSign(tex: string, before: string, after: string): boolean {
  const hasOwn = /(?:^|[^\\])(?:\\\\)*\$/.test(tex)
  const endsOpen = /(?:^|[^\\])(?:\\\\)*\\$/.test(tex)
  return !hasOwn && !endsOpen && !/^\s|\s$/.test(tex) && !/^[\d$]/.test(after) && !before.endsWith('$')
}

/** A formula between as many signs as it needs, from two on, with room at both sides. */
export function betweenSigns(tex: string): string {
  let size = 2
  while (new RegExp(`(?:^|[^$])\\\${${size}}(?:[^$]|$)`).test(tex)) size += 1
  const sign = '$'.repeat(size)
  return `${sign} ${tex} ${sign}`
}

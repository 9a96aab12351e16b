/** Figures on the standard output: one JSON object a line as they come, a table for people at the end. */

const figures: { figure: string; value: number; note: string }[] = []

/** Reports one figure, such as `ghost.p50_ms`. */
export function figure(name: string, value: number, note = ''): void {
  const rounded = Number(value.toPrecision(4))
  figures.push({ figure: name, value: rounded, note })
  console.log(JSON.stringify({ figure: name, value: rounded }))
}

/** Prints everything reported so far. */
export function table(): void {
  if (figures.length === 0) return
  const width = Math.max(...figures.map((one) => one.figure.length))
  console.log('')
  for (const one of figures) console.log(`${one.figure.padEnd(width)}  ${String(one.value).padStart(10)}  ${one.note}`)
}

/** The value below which a share `p` (0…1) of the values lie; values in any order. */
export function quantile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))]
  if (at === undefined) throw new Error('a quantile of nothing')
  return at
}

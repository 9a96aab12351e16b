/** A text in parts: what it has alone, and what another has too; without the marks of headings, which nobody reads. Pure. */

/** From, and to before. */
export type Span = readonly [number, number]

export interface OwnPart {
  readonly text: string
  readonly isOwn: boolean
}

const marks = /^#{1,6}[ \t]+/gm

export function ownParts(text: string, own: readonly Span[]): OwnPart[] {
  const hidden = [...text.matchAll(marks)].map(({ index, 0: mark }): Span => [index, index + mark.length])
  const cuts = [...new Set([0, text.length, ...own.flat(), ...hidden.flat()])].sort((a, b) => a - b)
  const isIn = (spans: readonly Span[], at: number) => spans.some(([from, to]) => from <= at && at < to)
  const parts: OwnPart[] = []
  for (const [index, from] of cuts.slice(0, -1).entries()) {
    if (isIn(hidden, from)) continue
    const [part, isOwn] = [text.slice(from, cuts[index + 1]), isIn(own, from)]
    const last = parts.at(-1)
    if (last?.isOwn === isOwn) parts[parts.length - 1] = { text: last.text + part, isOwn }
    else parts.push({ text: part, isOwn })
  }
  return parts
}

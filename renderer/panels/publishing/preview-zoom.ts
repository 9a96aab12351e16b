/** How large typeset sheets are shown, in the width that they have by themselves. Pure. */
const steps = [0.75, 1, 1.25, 1.5, 2, 3] as const

/** One step on, or the same where there is none. */
export function zoomed(zoom: number, by: 1 | -1): number {
  return (by === 1 ? steps.find((step) => step > zoom) : steps.findLast((step) => step < zoom)) ?? zoom
}

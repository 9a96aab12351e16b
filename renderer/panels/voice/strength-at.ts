/** Strengths of a voice along its slider. Pure. */

/** In percent. */
export const [mostStrength, strengthStep] = [150, 5] as const

/** The strength at a place across a slider, as a share of the whole: the nearest step, at most the ends. */
export function strengthAt(x: number, { left, width }: { readonly left: number; readonly width: number }): number {
  const share = Math.min(1, Math.max(0, (x - left) / width))
  return (Math.round((share * mostStrength) / strengthStep) * strengthStep) / 100
}

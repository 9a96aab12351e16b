/** What is asked before an export goes on all the same. Pure. */
import { isOnlyAsked, isPictureGone, isUnshown, picturesGone } from '#preload/contract/finding-sentences.ts'
import type { TargetFinding } from '#preload/contract/findings.ts'
import type { TargetId } from '#preload/contract/targets.ts'
import type { Translate } from '#renderer/ui/translate.ts'

/** Of the weightiest that is asked about. `isOut`: whether an export of a target is there, whose good pictures are kept. */
export function askedWords(
  t: Translate,
  asked: readonly TargetFinding[],
  isOut: (target: TargetId) => boolean,
): { readonly title: string; readonly lead: string } {
  const turnedDown = asked.filter((finding) => finding.level === 'refused' && !isOnlyAsked(finding)).length
  if (turnedDown > 0) return { title: t('publishing.refused-title', { count: turnedDown }), lead: t('publishing.refused-lead') }
  // One picture is gone for every target.
  const gone = picturesGone(asked)
  if (gone > 0) {
    const isKept = asked.some((finding) => isPictureGone(finding) && isOut(finding.target))
    return { title: t('publishing.gone-title', { count: gone }), lead: t(isKept ? 'publishing.gone-lead-kept' : 'publishing.gone-lead', { count: gone }) }
  }
  const unshown = new Set(asked.filter(isUnshown).map(({ kind, lesson, block, text }) => JSON.stringify([kind, lesson, block, text]))).size
  if (unshown > 0) return { title: t('publishing.unshown-title', { count: unshown }), lead: t('publishing.unshown-lead') }
  return { title: t('publishing.unnamed-title', { count: new Set(asked.map(({ lesson }) => lesson)).size }), lead: t('publishing.unnamed-lead') }
}

/** What is asked before an export goes on all the same: what becomes of things, and of which. Pure. */
import { isOnlyAsked, isPictureGone, isPictureLeft } from '#preload/contract/finding-sentences.ts'
import type { TargetFinding } from '#preload/contract/findings.ts'
import type { TargetId } from '#preload/contract/targets.ts'
import type { Translate } from '#renderer/ui/translate.ts'

type Kind = 'refused' | 'gone' | 'left' | 'unshown' | 'unnamed'

/** What becomes of the same in all its places. */
interface AskedPart {
  readonly kind: Kind
  readonly title: string
  readonly lead: string
  readonly places: readonly AskedPlace[]
}

/** One thing, and the targets that it goes to. */
interface AskedPlace {
  readonly finding: TargetFinding
  readonly targets: readonly TargetId[]
}

interface AskedWords {
  readonly title: string
  /** Empty where each part has its own. */
  readonly lead: string
  readonly parts: readonly AskedPart[]
}

/** The weightiest first. `isOut`: whether an export of a target is there, whose good pictures are kept. */
export function askedWords(t: Translate, asked: readonly TargetFinding[], isOut: (target: TargetId) => boolean): AskedWords {
  const byKind = Map.groupBy(asked, kindOf)
  const parts = KINDS.flatMap((kind): AskedPart[] => {
    const findings = byKind.get(kind)
    if (!findings) return []
    const places = placesOf(kind, findings)
    const count = places.length
    const isKept = kind === 'gone' && findings.some(({ target }) => isOut(target))
    return [
      { kind, title: t(`publishing.${kind}-title`, { count }), lead: t(isKept ? 'publishing.gone-lead-kept' : `publishing.${kind}-lead`, { count }), places },
    ]
  })
  const [first, ...others] = parts
  if (first && others.length === 0) return { title: first.title, lead: first.lead, parts }
  return { title: t('publishing.asked-title', { count: parts.reduce((sum, { places }) => sum + places.length, 0) }), lead: '', parts }
}

const KINDS: readonly Kind[] = ['refused', 'gone', 'left', 'unshown', 'unnamed']

function kindOf(finding: TargetFinding): Kind {
  if (isOnlyAsked(finding)) return 'unnamed'
  if (finding.level === 'refused') return 'refused'
  if (isPictureGone(finding)) return 'gone'
  return isPictureLeft(finding) ? 'left' : 'unshown'
}

/** One picture is gone for every target; how much is too much each says for itself. */
function placesOf(part: Kind, findings: readonly TargetFinding[]): readonly AskedPlace[] {
  const alike = Map.groupBy(findings, ({ kind, lesson, block, text, numbers }) => {
    if (part === 'unnamed') return String(lesson)
    return JSON.stringify([part === 'refused' && [kind, numbers], part === 'unshown' && kind, lesson, block, text])
  })
  return [...alike.values()].flatMap(([finding, ...others]) =>
    finding ? [{ finding, targets: [...new Set([finding, ...others].map(({ target }) => target))] }] : [],
  )
}

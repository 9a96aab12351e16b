/** What arrives, and would be better otherwise: told for every target for which it matters. */
import { isBlank } from '#preload/document/inlines.ts'
import { inlinesOf, linesOf, lineText } from '#preload/document/lines.ts'
import { isEmptyLink } from '#preload/document/mending.ts'
import type { Block, Doc } from '#preload/document/schema.ts'
import { untidy, untidyKinds } from '#preload/document/untidy.ts'
import { type Finding, Findings } from './finding.ts'

/** `isHeard`: nothing of it is seen, so that only what is said matters. */
export function adviceFor(lesson: string, doc: Doc, isHeard: boolean): readonly Finding[] {
  const findings = new Findings(lesson)
  for (const block of doc) {
    if (!isHeard) adviseSeen(block, findings)
    adviseSaid(block, findings)
  }
  return findings.all
}

function adviseSeen(block: Block, findings: Findings): void {
  if (block.type === 'heading' && isBlank(block.children)) findings.add('advice', 'heading-empty', '', block.id, { level: block.level })
  if (block.type === 'image' && block.alt.trim() === '')
    findings.add(
      'advice',
      'alt-missing',
      lineText(block, () => ''),
      block.id,
    )
  const links = linesOf(block).flatMap(({ line }) => inlinesOf(line).filter(isEmptyLink))
  if (links.length > 0) findings.add('advice', 'link-empty', '', block.id, { count: links.length })
}

/** Each kind once a block, with the first place in words. */
function adviseSaid(block: Block, findings: Findings): void {
  if (block.type === 'code' || block.type === 'formula-block' || block.type === 'divider') return
  for (const kind of untidyKinds) {
    const places = linesOf(block).flatMap(({ line }) => untidy(line, kind).map((place) => ({ ...place, text: lineText(line) })))
    const [first] = places
    if (first) findings.add('advice', kind, first.text.slice(Math.max(0, first.from - AROUND), first.to + AROUND), block.id, { count: places.length })
  }
}

/** Characters of the text around a place, by which it is known. */
const AROUND = 8

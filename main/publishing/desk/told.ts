/** Findings as the page shows them: with their place in the text, and with what one click does about them. */
import type { FoundPlace, TargetFinding } from '#preload/contract/findings.ts'
import { LessonId } from '#preload/contract/library.ts'
import { isMendable, type Mend } from '#preload/document/mending.ts'
import { type Passage, passagesOf } from '#preload/document/passages.ts'
import type { Doc } from '#preload/document/schema.ts'
import { linesOf } from '#preload/document/lines.ts'
import { placesIn, saidKinds } from './advice.ts'
import type { Finding } from './finding.ts'

/** `docOf`: null where the lesson is not there. */
export function toldFindings(target: string, findings: readonly Finding[], docOf: (lesson: string) => Doc | null): TargetFinding[] {
  return findings.map((finding) => {
    const doc = finding.lesson === null ? null : docOf(finding.lesson)
    const lesson = finding.lesson === null ? null : LessonId.parse(finding.lesson)
    return { ...finding, target, lesson, place: doc && placeOf(finding, doc), mend: doc && mendOf(finding, doc) }
  })
}

/** Where a finding stands: the words that it names, or the beginning of its block. */
function placeOf(finding: Finding, doc: Doc): FoundPlace | null {
  const index = doc.findIndex(({ id }) => id === finding.block)
  const block = doc[index]
  if (!block) return null
  const first = doc.slice(0, index).reduce((sum, each) => sum + passagesOf(each).length, 0)
  const passages = passagesOf(block)
  const said = placeSaid(finding, passages, block)
  if (said) return { ...said, passage: first + said.passage }
  const words = finding.text.replace(/…$/, '')
  for (const [at, { text }] of passages.entries()) {
    const from = words === '' ? -1 : text.indexOf(words)
    if (from >= 0) return { passage: first + at, from, found: words }
  }
  // What was flattened, or stands in several runs, is shown by its first words.
  const opening = words.slice(0, 6).trim()
  const at = opening === '' ? -1 : passages.findIndex(({ text }) => text.includes(opening))
  if (at >= 0) return { passage: first + at, from: passages[at]!.text.indexOf(opening), found: opening }
  return { passage: first, from: 0, found: (passages[0]?.text ?? '').slice(0, 12) }
}

function placeSaid({ kind }: Finding, passages: readonly Passage[], block: Doc[number]): FoundPlace | null {
  const said = saidKinds.find((each) => each === kind)
  if (said === undefined) return null
  for (const { path, line } of linesOf(block)) {
    const [place] = placesIn(line, said)
    const passage = passages.findIndex((each) => !each.isFormula && each.path.join() === path.join())
    if (place && passage >= 0) return { passage, from: place.from, found: passages[passage]!.text.slice(place.from, place.to) }
  }
  return null
}

const MENDS: Readonly<Partial<Record<Finding['kind'], Mend['kind']>>> = {
  'heading-deep': 'raise-headings',
  'heading-empty': 'remove-heading',
  'link-empty': 'remove-link',
  'alt-missing': 'alt-of-caption',
  'line-broken': 'join-lines',
  spaces: 'single-spaces',
  'half-marks': 'full-marks',
  'full-digits': 'half-digits',
  'markdown-left': 'read-markdown',
}

function mendOf({ kind, block }: Finding, doc: Doc): Mend | null {
  const does = MENDS[kind]
  // What is found in a title is no part of the text.
  if (does === undefined || block === null) return null
  const mend: Mend = { kind: does, block: does === 'raise-headings' ? null : block }
  return isMendable(doc, mend) ? mend : null
}

/** Addresses in a formula, which no target but Markdown takes along: a drawing of a formula leads nowhere. */
import type { BlockId } from '#preload/document/schema.ts'
import { linksIn } from '#preload/formulas/read-tex.ts'
import type { Findings } from '../desk/finding.ts'

/** Tells each with where it led. */
export function tellLinks(tex: string, block: BlockId, findings: Findings): void {
  for (const address of linksIn(tex)) findings.add('lost', 'formula-link', address, block)
}

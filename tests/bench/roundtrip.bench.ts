/** Lessons of every shape, through Markdown and back: what is not there again, and was not listed as lost. */
import fc from 'fast-check'
import { arbitraryDoc } from '../unit/preload/markdown/arbitrary-doc.ts'
import { differences } from '../unit/preload/markdown/listed.ts'
import { throughMarkdown } from '../unit/preload/markdown/round-trip.ts'
import { figure, table } from './report.ts'

const documents = Number(process.env.MOKE_DOCUMENTS ?? 5000)
let [blocks, listed, lost] = [0, 0, 0]
for (const doc of fc.sample(arbitraryDoc, { numRuns: documents, seed: 20261129 })) {
  const { losses, back } = throughMarkdown(doc)
  blocks += doc.length
  listed += losses.length
  lost += differences(doc, losses, back.doc).length + back.losses.length
}
figure('roundtrip.documents', documents, `${blocks} blocks, ${listed} losses listed to the author`)
figure('roundtrip.lost', lost, 'elements that differ and are in no list')
table()
process.exit(lost === 0 ? 0 : 1)

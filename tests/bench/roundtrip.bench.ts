/** Lessons of every shape, through Markdown and back: what is not there again, and was not listed as lost. */
import fc from 'fast-check'
import { isDeepStrictEqual } from 'node:util'
import { sayable } from '#preload/markdown/sayable.ts'
import { arbitraryDoc } from '../unit/preload/markdown/arbitrary-doc.ts'
import { meaning, throughMarkdown } from '../unit/preload/markdown/round-trip.ts'
import { figure, table } from './report.ts'

const documents = Number(process.env.MOKE_DOCUMENTS ?? 5000)
let [blocks, listed, lost] = [0, 0, 0]
for (const doc of fc.sample(arbitraryDoc, { numRuns: documents, seed: 20261129 })) {
  const { losses, back } = throughMarkdown(doc)
  const said = meaning(sayable(doc).doc)
  const there = meaning(back.doc)
  blocks += said.length
  listed += losses.length
  lost += said.filter((block, index) => !isDeepStrictEqual(block, there[index])).length + Math.max(0, there.length - said.length) + back.losses.length
}
figure('roundtrip.documents', documents, `${blocks} blocks, ${listed} losses listed to the author`)
figure('roundtrip.lost', lost, 'elements that differ and are in no list')
table()
process.exit(lost === 0 ? 0 : 1)

/** The files that take longest begin first, so that none of them is left over at the end while the other workers have nothing to do. */
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Of half a minute and more, by what `npm test` took; whose processes have the lowest priority and so wait for all others come among the first. */
const longest = [
  'integration/hard-places',
  'integration/trainer',
  'integration/proof',
  'integration/kill',
  'integration/kill-compaction',
  'integration/bundle-cli',
  'integration/pretrain',
  'integration/devices',
  'integration/engine-deaths',
  'integration/finetune',
  'integration/brought-model',
  'integration/hanging-models',
  'integration/kill-keep',
  'integration/bad-corpora',
  'integration/writing',
  'e2e/accessibility',
  'e2e/models',
  'e2e/trouble',
  'e2e/unsaved',
  'e2e/opening',
  'e2e/habits',
  'e2e/story',
  'e2e/write',
  'e2e/page-fast-keys',
  'e2e/tree-title',
  'e2e/voice-at-hand',
  'e2e/undo',
  'e2e/title',
  'e2e/voice-models',
  'e2e/areas',
].map((name) => `/tests/${name}.test.ts`)

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => longest.findIndex((name) => moduleId.replaceAll('\\', '/').endsWith(name)) + 1 || Infinity
    const others = await super.sort(files)
    return others.toSorted((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)))
  }
}

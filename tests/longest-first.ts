/** The files that take longest begin first, so that none of them is left over at the end while the other workers have nothing to do. */
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Of half a minute and more, by what `npm test` took. */
const longest = [
  'integration/kill',
  'integration/hard-places',
  'integration/kill-compaction',
  'integration/pretrain',
  'integration/kill-keep',
  'integration/devices',
  'integration/hanging-models',
  'integration/finetune',
  'integration/brought-model',
  'integration/bundle-cli',
  'e2e/accessibility',
  'e2e/trouble',
  'e2e/opening',
  'e2e/models',
  'e2e/unsaved',
  'e2e/habits',
  'e2e/page-fast-keys',
  'e2e/tree-title',
  'e2e/areas',
  'e2e/story',
].map((name) => `/tests/${name}.test.ts`)

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => longest.findIndex((name) => moduleId.replaceAll('\\', '/').endsWith(name)) + 1 || Infinity
    const others = await super.sort(files)
    return others.toSorted((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)))
  }
}

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseCommandLine } from '#engine/cli/command.ts'
import { PRETRAIN_OPTIONS, type PretrainValues } from '#engine/cli/pretrain-options.ts'
import { readRecipe, runFrom } from '#engine/cli/recipe.ts'
import { EMBEDDING, HEAD } from '#engine/model/index.ts'
import { encodeDocuments, readGgufModel, type RunSettings, type Stage, tokensOfStep } from '#engine/training/index.ts'
import { bytes, each } from '../training/tiny-run.ts'

const models = join(import.meta.dirname, '../../../../resources/models')
const classes = ['technical docs', 'course', 'literature', 'management & work', 'philosophy', 'history', 'psychology', 'education', 'finance', 'writing']

/** What all steps of a run learn from. */
function tokensOf({ settings, stages }: { readonly settings: RunSettings; readonly stages: readonly Stage[] }): number {
  const all = [{ after: 0, conditions: settings }, ...stages]
  return all.reduce((sum, { after, conditions }, at) => sum + ((all[at + 1]?.after ?? conditions.schedule.steps) - after) * tokensOfStep(conditions), 0)
}

test('the starter’s recipe makes a model of the starter’s shape, from as many tokens as its card says', async () => {
  const { options, given } = parseCommandLine({ options: PRETRAIN_OPTIONS, run: async () => {} }, ['--data', 'x', '--out', 'y'])
  const recipe = await readRecipe(join(models, 'starter-recipe.json'), given)
  const corpus = await encodeDocuments(each([...classes, 'design & creative'].map((className) => ({ text: 'a text', className }))), bytes)
  const { config, weights, vocabulary } = await readGgufModel(join(models, 'moke-starter-q8_0.gguf'))
  const first = runFrom(recipe, options as PretrainValues, corpus, { vocabulary: vocabulary.tokens.length })
  const runs = [first, ...first.runs]
  // It was trained with its embedding as its output; as it ships that is written twice, so that an adapter can change the one alone.
  expect(runs.at(-1)!.settings.config).toEqual({ ...config, normEpsilon: 1e-6, tied: true })
  expect(weights.get(HEAD)).toEqual(weights.get(EMBEDDING))
  const card = await readFile(join(models, 'README.md'), 'utf8')
  const millions = Number(/^\| tokens seen \| ([\d.]+) M/m.exec(card)?.[1])
  expect(runs.reduce((sum, run) => sum + tokensOf(run), 0) / 1e6).toBeCloseTo(millions, 1)
})

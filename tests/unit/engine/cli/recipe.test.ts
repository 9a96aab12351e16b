import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Command, CommandError, parseCommandLine, UsageError } from '#engine/cli/command.ts'
import { PRETRAIN_OPTIONS, type PretrainValues } from '#engine/cli/pretrain-options.ts'
import { readRecipe, runFrom } from '#engine/cli/recipe.ts'
import { ConfigError } from '#engine/model/index.ts'
import { tinyCorpus } from '../training/tiny-run.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moke-recipe-'))
})
afterAll(() => rm(folder, { recursive: true }))

const command: Command = { options: PRETRAIN_OPTIONS, run: async () => {} }
const line = (...argv: string[]) => parseCommandLine(command, ['--data', 'x', '--out', 'y', ...argv])

async function written(recipe: unknown): Promise<string> {
  const file = join(folder, 'recipe.json')
  await writeFile(file, typeof recipe === 'string' ? recipe : JSON.stringify(recipe))
  return file
}

const good = {
  seed: 7,
  width: 32,
  heads: 2,
  steps: 60,
  decay: 0.5,
  'class-weight': { cats: 2 },
  stages: [
    { until: 20, context: 16, batch: 8, documents: 'joined' },
    { until: 50, steps: 80, 'class-weight': { cats: 0.5, other: 1 } },
    { context: 64, batch: 2, decay: 0.25, documents: 'apart' },
  ],
}

describe('a recipe', () => {
  test('says how a run begins and what is to hold later; a stage keeps what the one before it had', async () => {
    const { options, given } = line('--until', '30')
    const recipe = await readRecipe(await written(good), given)
    const { settings, stages } = runFrom(recipe, options as PretrainValues, await tinyCorpus(), { vocabulary: 257 })
    const first = {
      batch: 8,
      length: 16,
      accumulate: 1,
      classWeights: { cats: 2 },
      documents: 'joined',
      schedule: { steps: 60, warmupSteps: 100, decayShare: 0.5 },
    }
    expect(settings).toMatchObject({ seed: 7, config: { width: 32, heads: 2, feedForward: 96, contextLength: 64 }, ...first })
    const second = { ...first, classWeights: { cats: 0.5, other: 1 }, schedule: { ...first.schedule, steps: 80 } }
    expect(stages).toEqual([
      { after: 20, conditions: second },
      { after: 50, conditions: { ...second, length: 64, batch: 2, documents: 'apart', schedule: { ...second.schedule, decayShare: 0.25 } } },
    ])
  })

  test('of several runs says what each begins with: the shape of the one before, larger if asked, and its own rate', async () => {
    const second = { seed: 8, layers: 6, 'feed-forward': 128, 'muon-rate': 0.01, round: 'q8_0', steps: 30, stages: [{ until: 10 }, { decay: 1 }] }
    const recipe = await readRecipe(await written({ runs: [good, second, { steps: 5, stages: [{}] }] }), new Set())
    const { settings, stages, runs } = runFrom(recipe, line().options as PretrainValues, await tinyCorpus(), { vocabulary: 257 })
    expect([settings.config.layers, stages.map(({ after }) => after), runs.map(({ isRounded }) => isRounded)]).toEqual([4, [20, 50], [true, false]])
    const config = { ...settings.config, layers: 6, feedForward: 128 }
    expect(runs[0]!.settings).toMatchObject({ config, seed: 8, optimiser: { muonRate: 0.01 }, schedule: { steps: 30, warmupSteps: 100, decayShare: 0.4 } })
    expect(runs[0]!.stages).toMatchObject([{ after: 10, conditions: { schedule: { steps: 30, decayShare: 1 } } }])
    expect(runs[1]!.settings).toMatchObject({ config, seed: 1, optimiser: { muonRate: 0.02 }, schedule: { steps: 5 } })
  })

  test.each([
    [{ width: 64 }, UsageError, /only --layers and --feed-forward can grow; leave --width out/],
    [{ layers: 2 }, ConfigError, /layers can only grow: the model has 4, 2 would be fewer/],
  ])('may not make the model another one in a later run: %j', async (shape, error, message) => {
    const recipe = await readRecipe(await written({ runs: [good, { ...shape, steps: 5, stages: [{}] }] }), new Set())
    const corpus = await tinyCorpus()
    const begun = () => runFrom(recipe, line().options as PretrainValues, corpus, { vocabulary: 257 })
    expect(begun).toThrow(error)
    expect(begun).toThrow(message)
  })

  test.each([
    ['what is no JSON', '{"stages": [', /recipe\.json: .*JSON/],
    ['a list', [], 'a recipe should be an object, not [].'],
    ['no stages', { steps: 10 }, '"stages" should be a list of at least one stage.'],
    ['a stage that is none', { steps: 10, stages: [3] }, 'stage 1: a stage should be an object, not 3.'],
    ['a name that means nothing', { steps: 10, widht: 3, stages: [{}] }, '"widht" is nothing that can be said here; there are width, layers,'],
    ['a shape in a stage', { steps: 10, stages: [{ until: 5 }, { width: 8 }] }, 'stage 2: "width" is nothing that can be said here; there are context,'],
    ['a name every object has', { steps: 10, stages: [{ constructor: 1 }] }, 'stage 1: "constructor" is nothing that can be said here'],
    ['a text for a number', { steps: '10', stages: [{}] }, '"steps" should be a number, not "10".'],
    ['a number out of bounds', { steps: 10, stages: [{ context: 1 }] }, 'stage 1: "context" expects a whole number of at least 2, not "1".'],
    ['a number for a text', { steps: 10, optimiser: 2, stages: [{}] }, '"optimiser" should be text, not 2.'],
    ['a text that is no choice', { steps: 10, stages: [{ documents: 'mixed' }] }, 'stage 1: "documents" expects one of apart, joined, not "mixed".'],
    ['a text for yes', { steps: 10, untied: 'yes', stages: [{}] }, '"untied" should be true or false, not "yes".'],
    ['weights that are none', { steps: 10, 'class-weight': ['course=2'], stages: [{}] }, '"class-weight" should be an object, not ["course=2"].'],
    ['a weight that is none', { steps: 10, 'class-weight': { course: null }, stages: [{}] }, '"class-weight.course" should be a number, not null.'],
    ['no steps', { stages: [{}] }, '"steps" is missing'],
    ['a stage without an end', { steps: 10, stages: [{}, {}] }, 'stage 1: "until" is missing'],
    ['a last stage with an end', { steps: 10, stages: [{ until: 10 }] }, 'stage 1: the last stage ends with "steps"; leave "until" out.'],
    [
      'an end before the beginning',
      { steps: 10, stages: [{ until: 5 }, { until: 5 }, {}] },
      'stage 2 would end at step 5, but the one before it ends at step 5.',
    ],
    ['an end after the run’s', { steps: 10, stages: [{ until: 12 }, {}] }, 'stage 1 would end at step 12, but the run has only 10 steps then.'],
    ['runs that are none', { runs: 3 }, '"runs" should be a list of at least one run.'],
    ['no runs', { runs: [] }, '"runs" should be a list of at least one run.'],
    ['a run that is none', { runs: [good, 3] }, 'run 2: a run should be an object, not 3.'],
    ['a value beside its runs', { seed: 1, runs: [good] }, 'beside "runs" nothing else is said; write "seed" into the runs that it is for.'],
    ['a fault in a later run', { runs: [good, { steps: 9, stages: [{ until: 9 }] }] }, 'run 2: stage 1: the last stage ends with "steps"'],
    ['a first run from rounded weights', { runs: [{ ...good, round: 'q8_0' }] }, 'run 1: "round" is for a run that begins with the weights of another.'],
    ['a first run blended', { runs: [{ ...good, blend: 0.5 }] }, 'run 1: "blend" is for a run that begins with the weights of another.'],
    ['an unknown rounding', { runs: [good, { steps: 9, round: 'q4_0', stages: [{}] }] }, 'run 2: "round" should be "q8_0", not "q4_0".'],
    ['nothing left for the last', { steps: 10, stages: [{ until: 10 }, {}] }, 'stage 2 would end at step 10, but the one before it ends at step 10.'],
  ])('of %s is refused in a sentence', async (_, recipe, message) => {
    const file = await written(recipe)
    const refused = readRecipe(file, new Set())
    await expect(refused).rejects.toThrow(CommandError)
    await expect(refused).rejects.toThrow(message instanceof RegExp ? message : `${file}: ${message}`)
  })

  test('refuses what the command line says besides, whether it is the same or not', async () => {
    const { given } = line('--width', '256', '--until', '3')
    await expect(readRecipe(await written(good), given)).rejects.toThrow(UsageError)
    await expect(readRecipe(await written(good), given)).rejects.toThrow('write "width" into')
  })

  test('says which file is missing', async () => {
    await expect(readRecipe(join(folder, 'none.json'), new Set())).rejects.toThrow(/ENOENT.*none\.json/)
  })

  test('may not weigh a class that no document has', async () => {
    const { options } = line()
    const recipe = await readRecipe(await written({ steps: 9, stages: [{ until: 3 }, { 'class-weight': { dogs: 2 } }] }), new Set())
    const corpus = await tinyCorpus()
    expect(() => runFrom(recipe, options as PretrainValues, corpus, { vocabulary: 257 })).toThrow('No document is of the class "dogs"; there are cats, other.')
  })
})

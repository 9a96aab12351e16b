/** What a training bundle says of a base and of how it is to be taught; a small base is written as a folder, to go along. */
import { parameterCount } from '#engine/model/index.ts'
import { readGgufModel, writeModelFolder } from '#engine/training/index.ts'
import { recipeOf } from '#engine/tuning/index.ts'
import { TokenizerError } from '#engine/tokenizer/index.ts'
import { FormatError } from '#engine/formats/index.ts'
import type { TrainingRecipe } from '#preload/contract/recipe.ts'
import type { TuningChoice } from '#preload/contract/runs.ts'
import { runPlan } from './run-setup.ts'
import { openTrainerBase, type TrainerBase } from './trainer-base.ts'

export interface RecipeQuestion {
  readonly base: string
  readonly choice: TuningChoice
  /** Some of the text, from which follows how many tokens there are. */
  readonly sample: string
  readonly characters: { readonly learning: number; readonly heldOut: number }
  /** Where a small base is written as a Hugging Face folder. */
  readonly enclosed: string
}

/** A base with more parameters is fetched where it is trained. */
const mostParameters = 100e6
/** It computes elsewhere, so that nothing here needs to hold it. */
const elsewhere = { freeBytes: Infinity, operationsPerSecond: Infinity }
const probeText = '写作是一件需要耐心的事情。Writing takes patience: 3.14, “引号”与 code()。\n\n# 标题\n'

/** Throws what `plan` throws. */
export async function recipeFor({ base: path, choice, sample, characters, enclosed }: RecipeQuestion): Promise<TrainingRecipe> {
  await using base = await openTrainerBase(path)
  const perCharacter = (await base.encoder.encode(sample)).length / Math.max(1, sample.length)
  const tokens = Math.round(characters.learning * perCharacter)
  const amount = { tokens, characters: characters.learning, heldOutTokens: Math.round(characters.heldOut * perCharacter) }
  // What comes back is an adapter, so thin matrices are what is trained.
  const method = choice.method === 'qlora' ? 'qlora' : 'lora'
  const { settings } = runPlan({ ...choice, method }, base.config, amount, elsewhere)
  const { vocabulary, width, layers } = base.config
  return {
    base: { identity: base.identity, vocabulary, width, layers, isEnclosed: await enclose(base, path, enclosed) },
    probe: { text: probeText, ids: Array.from(await base.encoder.encode(probeText)) },
    ...recipeOf(settings, tokens),
  }
}

/** Whether the base was written as a folder: only where our own tokenizer reads its vocabulary, so that the folder says the same ids. */
async function enclose({ config }: TrainerBase, path: string, folder: string): Promise<boolean> {
  if (!path.toLowerCase().endsWith('.gguf') || parameterCount(config) > mostParameters) return false
  const model = await readGgufModel(path).catch((error: unknown) => {
    // Another architecture or vocabulary than ours: it is fetched where it is trained.
    if (error instanceof FormatError || error instanceof TokenizerError) return null
    throw error
  })
  if (model === null) return false
  await writeModelFolder(folder, model, 'F16')
  return true
}

/** How a base is taught, in the words of those who teach it elsewhere: all that a training bundle needs beside the texts. */
import { z } from '#preload/document/zod.ts'
import { BaseIdentity } from './runs.ts'

const count = z.number().int().min(0)

export const TrainingRecipe = z.strictObject({
  base: z.strictObject({
    identity: BaseIdentity,
    vocabulary: count,
    width: count,
    layers: count,
    /** Whether it was written as a Hugging Face folder: it is small, and its vocabulary is one that can be. */
    isEnclosed: z.boolean(),
  }),
  /** A text and its tokens: whoever has the base and its tokenizer gets the same. */
  probe: z.strictObject({ text: z.string(), ids: z.array(count) }),
  lora: z.strictObject({ rank: count, alpha: z.number(), stabilised: z.boolean(), dropout: z.number(), targets: z.array(z.string()) }),
  /** In how many bits a number of the base is kept. */
  bits: z.union([z.literal(32), z.literal(8), z.literal(4)]),
  /** `rate` is that of Muon, or of AdamW. */
  optimiser: z.strictObject({ kind: z.enum(['muon', 'adamw']), rate: z.number(), weightDecay: z.number(), momentum: z.number(), clipNorm: z.number() }),
  /** How often every text is seen, at most. */
  passes: z.number(),
  /** The share of all steps in which the rate rises, and that between two held-out figures: how many steps there are is known where it is trained. */
  warmupShare: z.number(),
  heldOutShare: z.number(),
  /** Tokens of one window, and windows of one step. */
  length: count,
  batch: count,
  /** How many held-out figures without a new best end the run. */
  patience: count,
  seed: count,
})
export type TrainingRecipe = z.infer<typeof TrainingRecipe>

/**
 * What the host asks of the trainer, a process of its own that lives for one run or one proof. Speaks of files by path: it never reaches a page.
 * All of a run lies in one folder: its texts, what it was begun with, its checkpoints. It can die at any moment and goes on from there.
 */
import { z } from '#preload/document/zod.ts'
import { call, service, stream } from './member.ts'
import { ProblemReport } from './problem.ts'
import { TrainingRecipe } from './recipe.ts'
import { Proof, ProofStage } from './proofs.ts'
import { Span } from './works.ts'
import { BaseIdentity, HeldOutFigure, RunPlan, RunSetup, TuningChoice } from './runs.ts'

const count = z.number().int().min(0)

/**
 * A piece of a learning text, and what of it is context: read, and not learnt. Pieces of one work follow one another. `isAside`: of a work
 * that was neither learnt nor held out, which a proof looks through to see how its author says things.
 */
export const TextPiece = z.strictObject({
  ...{ work: z.string(), heldOut: z.boolean(), text: z.string() },
  context: z.array(Span).optional(),
  isAside: z.boolean().optional(),
})
export type TextPiece = z.infer<typeof TextPiece>

/** What a run says of itself, as it goes. */
export const RunEvent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('reading'), what: z.enum(['base', 'texts']) }),
  /** At the beginning, or at the checkpoint that it goes on from: what came after that is done again, to the very same result. */
  z.strictObject({
    kind: z.literal('began'),
    step: count,
    setup: RunSetup,
    /** How often it takes less memory than it was begun with: its checkpoint knows, whoever asked for it. */
    lighter: count,
    heldOut: z.array(HeldOutFigure),
    base: BaseIdentity,
    device: z.string(),
    /** Of what is learnt. */
    charactersPerToken: z.number(),
  }),
  z.strictObject({
    kind: z.literal('step'),
    step: count,
    /** Nats a token. */
    loss: z.number(),
    tokensPerSecond: z.number(),
    /** Until the last step, held-out figures included. */
    secondsLeft: z.number(),
    /** Windows that are computed together: fewer than set up where memory ended. */
    batch: count,
    residentBytes: z.number(),
  }),
  z.strictObject({ kind: z.literal('held-out'), ...HeldOutFigure.shape }),
  /** The base reads the texts before it is taught by them, and goes on where it was where the run does: how much of them, from 0 to 1. */
  z.strictObject({ kind: z.literal('soft-targets'), step: count, share: z.number().min(0).max(1), secondsLeft: z.number() }),
  /** It diverged, and goes on from its best weights with lower rates. */
  z.strictObject({ kind: z.literal('restart'), step: count }),
  /** What was reached is on the disk. */
  z.strictObject({
    kind: z.literal('saved'),
    step: count,
    /** As a plan counts them, of all so far; none before a few steps. */
    operationsPerSecond: z.number().positive().optional(),
    /** The same, had all its steps been as fast as its faster ones: while other work went on, the rest tell of that. */
    freeOperationsPerSecond: z.number().positive().optional(),
  }),
  /** It waits to be told to go on. With a problem it could not write its checkpoint, and holds it in memory. */
  z.strictObject({ kind: z.literal('paused'), step: count, problem: ProblemReport.nullable() }),
  z.strictObject({ kind: z.literal('finishing'), step: count }),
  /** The end. `best` is of step 0 where nothing that was learnt made held-out works easier: then no adapter was written. */
  z.strictObject({ kind: z.literal('done'), step: count, base: HeldOutFigure, best: HeldOutFigure }),
])
export type RunEvent = z.infer<typeof RunEvent>

export const RunInput = z.strictObject({
  folder: z.string(),
  /** The base's file or folder. */
  base: z.string(),
  choice: TuningChoice,
  /** Where the adapter is written, or the model that comes of a run without one, and what that is called. */
  adapter: z.strictObject({ path: z.string(), name: z.string() }),
  /** `auto` measures; a run that goes on does so where it began. */
  device: z.enum(['auto', 'cpu']),
  /** How often it takes less memory than it was begun with, for the same result: attempts were ended, maybe for their memory. */
  lighter: count,
  /** Between checkpoints; there is one at each held-out figure too. */
  saveEveryMs: z.number().min(0),
  /** Only finishes with the best so far. */
  stop: z.boolean(),
})
export type RunInput = z.infer<typeof RunInput>

export const ProofInput = z.strictObject({
  /** Where its texts were received. */
  folder: z.string(),
  /** The base's file. */
  base: z.string(),
  /** What is held against it: an adapter's file, or that of the model that was made of it. */
  taught: z.strictObject({ form: z.enum(['adapter', 'model']), path: z.string() }),
  /** In how many bits a number of the base is kept, as when it learnt. */
  bits: RunSetup.shape.bits,
  /** Of all works, by their ids. */
  titles: z.record(z.string(), z.string()),
  /** The file of general text. */
  general: z.string(),
  device: z.enum(['auto', 'cpu']),
})
export type ProofInput = z.infer<typeof ProofInput>

export const ProofEvent = z.discriminatedUnion('kind', [
  /** How much of all is done, from 0 to 1. */
  z.strictObject({ kind: z.literal('progress'), stage: ProofStage, share: z.number().min(0).max(1) }),
  z.strictObject({ kind: z.literal('done'), proof: Proof }),
])
export type ProofEvent = z.infer<typeof ProofEvent>

const nothing = z.strictObject({})

export const trainer = service('trainer', {
  /** What a run would take. `sample` is some of the text, from which follows how many tokens there are. */
  plan: call(
    z.strictObject({ base: z.string(), choice: TuningChoice, sample: z.string(), characters: z.strictObject({ learning: count, heldOut: count }) }),
    RunPlan,
  ),
  /** How the base is to be taught elsewhere. A small one is written into the folder `enclosed`. */
  recipe: call(
    z.strictObject({
      base: z.string(),
      choice: TuningChoice,
      sample: z.string(),
      characters: z.strictObject({ learning: count, heldOut: count }),
      enclosed: z.string(),
    }),
    TrainingRecipe,
  ),
  /** Puts learning texts into a run's folder, which is made; they count once the last piece is there. */
  receive: call(z.strictObject({ folder: z.string(), pieces: z.array(TextPiece), isFirst: z.boolean(), isLast: z.boolean() }), nothing),
  /** Begins the run of a folder, or goes on with it. Given up, it writes a checkpoint first. */
  run: stream(RunInput, RunEvent),
  /** Holds what a base was taught against it, on texts that were received. Nothing of it is kept: it is done again where it is given up. */
  prove: stream(ProofInput, ProofEvent),
  /** Writes a checkpoint after the step under way, and waits. */
  pause: call(nothing, nothing),
  /** Goes on after a pause. */
  goOn: call(nothing, nothing),
  /** Ends the run after the step under way, with the best so far. */
  stop: call(nothing, nothing),
  /** Waits between two steps for so long, or until `release`: the author waits for the engine. */
  hold: call(z.strictObject({ ms: z.number().min(0).max(60_000) }), nothing),
  release: call(nothing, nothing),
  /** Answers between two batches. */
  ping: call(nothing, z.strictObject({ residentBytes: z.number() })),
})

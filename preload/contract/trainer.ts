/**
 * What the host asks of the trainer, a process of its own that lives for one run. Speaks of files by path: it never reaches a page.
 * All of a run lies in one folder: its texts, what it was begun with, its checkpoints. It can die at any moment and goes on from there.
 */
import { z } from '#preload/document/zod.ts'
import { call, service, stream } from './member.ts'
import { ProblemReport } from './problem.ts'

const count = z.number().int().min(0)

/** What an author may choose of a run; null: what is best where nobody chooses. */
export const TuningChoice = z.strictObject({
  /** `qlora` keeps the base in few bits, for less memory. */
  method: z.enum(['lora', 'qlora']).nullable(),
  /** How much an adapter can hold. */
  rank: z.number().int().min(1).max(256).nullable(),
  /** How often every text is seen. */
  passes: z.number().int().min(1).max(20).nullable(),
})
export type TuningChoice = z.infer<typeof TuningChoice>

/** A piece of a learning text; pieces of one work follow one another. */
export const TextPiece = z.strictObject({ work: z.string(), heldOut: z.boolean(), text: z.string() })
export type TextPiece = z.infer<typeof TextPiece>

/** A held-out figure: bits per character of works of which nothing is learnt. Step 0 is the base itself. */
export const HeldOutFigure = z.strictObject({ step: count, bitsPerCharacter: z.number() })
export type HeldOutFigure = z.infer<typeof HeldOutFigure>

/** How a run is set up, in the words that an author may look up. */
export const RunSetup = z.strictObject({
  method: z.enum(['lora', 'qlora']),
  /** In how many bits a number of the base is kept. */
  bits: z.union([z.literal(32), z.literal(8), z.literal(4)]),
  rank: count,
  steps: count,
  /** Tokens of one window, and windows that are computed together. */
  length: count,
  batch: count,
})
export type RunSetup = z.infer<typeof RunSetup>

/** What a run takes, in bytes and seconds. */
const Cost = z.strictObject({ setup: RunSetup, memory: z.number(), seconds: z.number() })

/** Known before a run starts. `remedy`: where it does not fit, the setup nearest to it that would; it is what runs where nobody chooses. */
export const RunPlan = z.strictObject({
  base: z.strictObject({ name: z.string(), family: z.string() }),
  ...Cost.shape,
  fits: z.boolean(),
  /** Bytes that are free on this computer. */
  free: z.number(),
  remedy: Cost.nullable(),
})
export type RunPlan = z.infer<typeof RunPlan>

/** Which model an adapter was made for, by two hashes: of what its numbers mean and of the numbers. */
export const BaseIdentity = z.strictObject({ name: z.string(), family: z.string(), sizes: z.string(), numbers: z.string() })
export type BaseIdentity = z.infer<typeof BaseIdentity>

/** What a run says of itself, as it goes. */
export const RunEvent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('reading'), what: z.enum(['base', 'texts']) }),
  /** At the beginning, or at the checkpoint that it goes on from: what came after that is done again, to the very same result. */
  z.strictObject({ kind: z.literal('began'), step: count, setup: RunSetup, heldOut: z.array(HeldOutFigure), base: BaseIdentity, device: z.string() }),
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
  /** It diverged, and goes on from its best weights with lower rates. */
  z.strictObject({ kind: z.literal('restart'), step: count }),
  /** What was reached is on the disk. */
  z.strictObject({ kind: z.literal('saved'), step: count }),
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
  /** Where the adapter is written, and what it is called. */
  adapter: z.strictObject({ path: z.string(), name: z.string() }),
  /** `auto` measures; a run that goes on does so where it began. */
  device: z.enum(['auto', 'cpu']),
  /** Computes half as many windows together as before: the last attempts were ended for their memory. */
  lighter: z.boolean(),
  /** Between checkpoints; there is one at each held-out figure too. */
  saveEveryMs: z.number().min(0),
  /** Only finishes with the best so far. */
  stop: z.boolean(),
})
export type RunInput = z.infer<typeof RunInput>

const nothing = z.strictObject({})

export const trainer = service('trainer', {
  /** What a run would take. `sample` is some of the text, from which follows how many tokens there are. */
  plan: call(
    z.strictObject({ base: z.string(), choice: TuningChoice, sample: z.string(), characters: z.strictObject({ learning: count, heldOut: count }) }),
    RunPlan,
  ),
  /** Puts learning texts into a run's folder, which is made; they count once the last piece is there. */
  receive: call(z.strictObject({ folder: z.string(), pieces: z.array(TextPiece), isFirst: z.boolean(), isLast: z.boolean() }), nothing),
  /** Begins the run of a folder, or goes on with it. Given up, it writes a checkpoint first. */
  run: stream(RunInput, RunEvent),
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

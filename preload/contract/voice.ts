/** The author's voice: teaching a model with the archive, in the background, and the adapters that come of it. */
import { z } from '#preload/document/zod.ts'
import { ActiveAdapter, AdapterId, AdapterName, Precision, Strength } from './adapters.ts'
import { call, push, service, stream } from './member.ts'
import { CopyProgress } from './models.ts'
import { ProblemReport } from './problem.ts'
import { Proof, ProofStage, ProofVerdict } from './proofs.ts'
import { HeldOutFigure, RunPlan, RunSetup, SourceWork, TuningChoice } from './runs.ts'
import { UploadId, uploading } from './uploads.ts'
import { WorkId } from './works.ts'

const count = z.number().int().min(0)
const nothing = z.strictObject({})

/** A model by its id in the list of models, and what it is called. */
const VoiceBase = z.strictObject({ id: z.string(), name: z.string() })

const Amount = z.strictObject({ works: count, words: count })

/** A work that was learnt or held out. `left-out`: its author took it out of learning since; `gone`: it is in the archive no more. */
const TaughtWork = z.strictObject({ id: WorkId, title: z.string(), words: count, presence: z.enum(['here', 'left-out', 'gone']) })

/** Of so many works that could be learnt the author chose these; absent where all of them are. */
const among = count.optional()

/** More points than a curve has pixels are of no use. */
export const mostLossPoints = 300

/** A run under way, or one that waits or has ended. */
export const VoiceRun = z.strictObject({
  id: AdapterId,
  /** What its adapter will be called. */
  name: AdapterName,
  base: VoiceBase,
  /** In ms since 1970. */
  startedAt: z.number(),
  learning: Amount,
  heldOut: Amount,
  among,
  /** Null until the base was read. */
  setup: RunSetup.nullable(),
  step: count,
  /** Mean loss in nats a token, thinned. */
  loss: z.array(z.strictObject({ step: count, loss: z.number() })).max(mostLossPoints),
  /** Bits per character of held-out works; the first is the base's own. */
  figures: z.array(HeldOutFigure),
  tokensPerSecond: z.number().nullable(),
  /** Of what is learnt; null until it was read. */
  charactersPerToken: z.number().nullable(),
  /** At most: a run that no longer gets better ends earlier. */
  secondsLeft: z.number().nullable(),
  /** While the base reads the works before it is taught by them: how much of them, from 0 to 1. */
  read: z.number().min(0).max(1).nullable().optional(),
  /** Bytes that it takes. */
  memory: z.number().nullable(),
  /** Windows computed together: fewer than set up where memory ended. */
  batch: count.nullable(),
  /** It goes on on the processor, because its graphics card is gone. */
  onProcessor: z.boolean(),
})
export type VoiceRun = z.infer<typeof VoiceRun>

/** A proof under way, or one that failed. */
export const ProofState = z.strictObject({
  /** By `full` and `continue`, the run whose model is proved. */
  adapter: AdapterId,
  stage: ProofStage,
  /** How much of it is done, and how long the rest takes. */
  share: z.number().min(0).max(1),
  secondsLeft: z.number().nullable(),
  /** It began anew, because works that it read are not to be learnt any more. */
  isAnew: z.boolean().optional(),
  /** Why it failed; it can be asked for again. */
  problem: ProblemReport.nullable(),
})
export type ProofState = z.infer<typeof ProofState>

export const VoiceState = z.strictObject({
  /**
   * `pausing`: until the step under way is done. `paused` and `failed` runs can go on, or be cancelled. `proving`: its adapter, or its model, is
   * there already, and is held against the base.
   */
  phase: z.enum(['idle', 'preparing', 'running', 'pausing', 'paused', 'finishing', 'proving', 'failed', 'done']),
  /** Why it failed, or waits though nobody asked for that. */
  problem: ProblemReport.nullable(),
  run: VoiceRun.nullable(),
  /** Of a run that is done. Neither adapter nor model: nothing that was learnt made held-out works easier, so nothing was kept. */
  result: z
    .strictObject({
      adapter: AdapterId.nullable(),
      /** By `full` and `continue`: the model that came of it, by its id in the list of models. */
      model: z.string().nullable(),
      before: z.number(),
      after: z.number(),
      /**
       * Of the adapter or the model. Null until it is proved, and where that failed or was given up. Nothing is activated by itself; what is not
       * worth using is not to be offered. `price`: what being better costs.
       */
      proved: z
        .strictObject({
          verdict: ProofVerdict,
          isWorthUsing: z.boolean(),
          price: z.strictObject({ general: z.number().nullable(), circles: z.boolean(), stillCircles: z.boolean() }),
        })
        .nullable(),
    })
    .nullable(),
  /** The proof under way, after a run or because it was asked for; also the last one, where it failed. */
  proof: ProofState.nullable(),
})
export type VoiceState = z.infer<typeof VoiceState>

/** More titles than that are only counted. */
export const mostLeftOutTitles = 20

/** An adapter: what a base was taught. Figures are bits per character of held-out works. What only a run knows is null of one from elsewhere. */
export const Adapter = z.strictObject({
  id: AdapterId,
  name: AdapterName,
  /** By a run of this studio or of one with the same works, or brought in from elsewhere. */
  source: z.enum(['made', 'imported']),
  /** Whether all that is known of it is what a file says, which anybody could write: it did not go out of here. */
  isBrought: z.boolean(),
  /** The model that it belongs to, where there is one on this computer; else as it was called. */
  base: VoiceBase,
  /** Whether that model is in use, only here, or not on this computer: then nothing but its name is known. */
  presence: z.enum(['in-use', 'here', 'missing']),
  /** In ms since 1970. */
  madeAt: z.number(),
  /** The largest of its ranks. */
  rank: count,
  setup: RunSetup.nullable(),
  learning: Amount,
  heldOut: Amount,
  among,
  before: z.number().nullable(),
  after: z.number().nullable(),
  /** Steps that were learnt before its figure was the lowest, and seconds that the run took. */
  steps: count.nullable(),
  seconds: z.number().nullable(),
  bytes: z.number(),
  /**
   * Its works that the author left out since, or removed, those that it learnt from first: so many of each side, and titles. What it learnt
   * of them stays in its numbers until it is deleted; `proof` shows nothing of them any more.
   */
  leftOut: z.strictObject({ ...{ learning: count, heldOut: count }, titles: z.array(z.string()).max(mostLeftOutTitles) }),
  /** How many works that it learnt from held what its author masked only since; 0 where nobody knows. */
  maskedSince: count,
  proof: Proof.nullable(),
})
export type Adapter = z.infer<typeof Adapter>

/** A model that a base became as a whole, and what it proved to be worth. */
export const TaughtModel = z.strictObject({
  /** Its run's. */
  id: AdapterId,
  name: AdapterName,
  /** By its id in the list of models. */
  model: z.string(),
  base: VoiceBase,
  /** Whether its base is on this computer: else it can't be proved. */
  presence: z.enum(['here', 'missing']),
  /** In ms since 1970. */
  madeAt: z.number(),
  learning: Amount,
  heldOut: Amount,
  among,
  /** As of an adapter. */
  leftOut: Adapter.shape.leftOut,
  maskedSince: count,
  proof: Proof.nullable(),
})
export type TaughtModel = z.infer<typeof TaughtModel>

/** Which model learns, how and under what name; null: the one in use, as is best, named by the day. */
const Wanted = z.strictObject({ base: z.string().min(1).max(255).nullable(), choice: TuningChoice.nullable() })

export const voice = service('voice', {
  state: call(nothing, VoiceState),
  /** What a run would take; `time`: between so many seconds, as a person says them, by what was measured of runs here. Fails with `works-few`, `base-…` or `model-…`. */
  plan: call(
    Wanted,
    z.strictObject({
      base: VoiceBase,
      learning: Amount,
      heldOut: Amount,
      among,
      heldOutWorks: z.array(TaughtWork),
      plan: RunPlan,
      time: z.strictObject({ least: z.number(), most: z.number() }),
    }),
  ),
  /** The works that can be learnt, in the order in which they came. */
  sources: call(nothing, z.array(SourceWork)),
  /** Which of them runs learn from until something else is chosen, also in bundles; null: all, also those that come later. Nothing is left out of anything else by it. */
  choose: call(z.strictObject({ works: z.array(WorkId).max(50_000).nullable() }), nothing),
  /** Begins a run with the works that are chosen now. Fails with `run-busy`, `works-few`, `read-only`, or what the disk refuses. */
  start: call(z.strictObject({ ...Wanted.shape, name: AdapterName.nullable() }), nothing),
  pause: call(nothing, nothing),
  /**
   * Goes on with a run that waits or failed. One that waits with `run-left-out` or `run-masked` does so by itself where that was taken back, and else stays;
   * `isAnew`: it begins anew without them, and what it made of them goes. Fails with `works-few` or `works-alike` where too little is left for
   * that, and then nothing of it goes.
   */
  goOn: call(z.strictObject({ isAnew: z.boolean().optional() }), nothing),
  /** Finishes with the best so far; one that waits with `run-left-out` or `run-masked` still does. */
  stop: call(nothing, nothing),
  /** Gives a run up: nothing of it is left. One that is done is only shown no more. */
  cancel: call(nothing, nothing),
  /** The newest first. */
  adapters: call(nothing, z.array(Adapter)),
  /** Models that a base became as a whole and that are still there, the newest first. */
  models: call(nothing, z.array(TaughtModel)),
  rename: call(z.strictObject({ id: AdapterId, name: AdapterName }), nothing),
  /** Deletes an adapter's files for good; one that is at work is taken off first. */
  remove: call(z.strictObject({ id: AdapterId }), nothing),
  /** What would be in a bundle: `isEnclosed` the base too; so many bytes, about. Fails as `plan` does. */
  bundlePreview: call(Wanted, z.strictObject({ base: VoiceBase, learning: Amount, heldOut: Amount, isEnclosed: z.boolean(), bytes: count })),
  /** All that is needed to teach the base on other computers: one ZIP, named, in pieces of Base64 in order. `total` counts works. Fails as `plan` does, or with what the disk refuses. */
  bundle: stream(Wanted, z.strictObject({ name: z.string(), done: count, total: count, data: z.base64() })),
  /** Of the model in use. */
  active: call(nothing, ActiveAdapter.nullable()),
  /**
   * Has the model in use complete with an adapter, now and whenever it serves again; no strength: the one that it last had, or 1. Fails
   * with `adapter-base-other` (`base` and `model` say which one it needs, which is on this computer), `adapter-base-missing` (`base`),
   * `adapter-missing` or `adapter-damaged`.
   */
  activate: call(z.strictObject({ id: AdapterId, strength: Strength.nullable() }), nothing),
  deactivate: call(nothing, nothing),
  /** How strongly an adapter works: from the next suggestion on where it is at work, otherwise once it is again; nothing is loaded anew. `not-found` where there is none. */
  strengthen: call(z.strictObject({ id: AdapterId, strength: Strength }), nothing),
  /** Holds an adapter, or a model that a base became as a whole, against its base, on works that it did not learn; the state tells how far it is. Fails with `not-found`, `run-busy` or `read-only`. */
  prove: call(z.strictObject({ id: AdapterId }), nothing),
  /** The works that an adapter, or a model that a base became as a whole, did not learn, the longest first. Fails with `not-found`. */
  heldOut: call(z.strictObject({ id: AdapterId }), z.array(TaughtWork)),
  /** The works that it learnt from, the longest first; none where that is not known. Fails with `not-found`. */
  learntFrom: call(z.strictObject({ id: AdapterId }), z.array(TaughtWork)),
  /** Gives a proof up, or shows no more of one that failed. */
  cancelProof: call(nothing, nothing),
  /** Brings over the files of an adapter from elsewhere, as `importAdapter` takes them. */
  ...uploading,
  /**
   * Takes in what was brought over whole: a GGUF, a PEFT folder's files (others of the folder are passed over) or a ZIP of either. `name`:
   * instead of its own. One that a studio wrote comes back as what it was. Fails with `adapter-foreign`, `adapter-model`, `adapter-kind` (`what`),
   * `adapter-unreadable`, `adapter-base-missing`, or `adapter-here` (`name`) where that very adapter is in the list already; `found` then
   * says how many more works of it are known now. Where its own file was damaged or gone, it is in its place again.
   */
  importAdapter: call(z.strictObject({ uploads: z.array(UploadId).min(1).max(16), name: AdapterName.nullable() }), z.strictObject({ id: AdapterId })),
  /**
   * Writes an adapter for others: a GGUF, or a ZIP of a PEFT folder, which needs its base. Pieces of one named file in Base64, in order; bytes
   * done of all. Either is known again by `importAdapter`, but for a GGUF that the disk had no place to write anew.
   */
  exportAdapter: stream(
    z.strictObject({ id: AdapterId, format: z.enum(['gguf', 'peft']) }),
    z.strictObject({ name: z.string(), isKnownAgain: z.boolean(), done: count, total: count, data: z.base64() }),
  ),
  /** Makes a model of its own of an adapter and its base, which then stands in the list of models under the `id` of the last item. Leaving early leaves nothing behind. */
  merge: stream(z.strictObject({ id: AdapterId, strength: Strength, precision: Precision, name: AdapterName }), CopyProgress),
  changed: push(VoiceState),
  /** Another adapter, another strength, another model that has one, or one that has no effect any more. */
  activeChanged: push(ActiveAdapter.nullable()),
  /** Other works are chosen. */
  sourcesChanged: push(nothing),
  /** Adapters, or models that a base became as a whole, came, went or changed. */
  adaptersChanged: push(nothing),
})

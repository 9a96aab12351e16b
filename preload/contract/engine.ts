/** What the host asks of the engine, a process of its own. Speaks of files by path: it never reaches a page. */
import { z } from '#preload/document/zod.ts'
import { AdapterAtWork, Precision, Strength, TakenAdapter } from './adapters.ts'
import { Leaning, placeKinds } from './habits.ts'
import { call, push, service, stream } from './member.ts'
import { CopyProgress, Device, Memory, ModelFacts } from './models.ts'
import { RememberedSource } from './phrases.ts'
import { BaseIdentity } from './runs.ts'
import { CompletionServer, ServerTrial } from './server.ts'
import { Preparation, Suggestion, SuggestionContext } from './suggestions.ts'
import { ShownPart, WhyToken } from './why.ts'

/** What was found out of a model on a device by trying. */
export const Measured = z.strictObject({
  /** How many serve: for one token after another, and for reading many at once. */
  threads: z.strictObject({ writing: z.number().int().min(1), reading: z.number().int().min(1) }),
  /** Whether it was taught to fill in the middle of a text. */
  fillsIn: z.boolean(),
  /** Tokens looked up in the text and verified at once; 0 where that does not pay. */
  draftTokens: z.number().int().min(0),
})
export type Measured = z.infer<typeof Measured>

export const LoadModel = z.strictObject({
  path: z.string(),
  id: z.string(),
  device: z.enum(['auto', 'cpu', 'cuda', 'vulkan', 'metal']),
  /** Before, on this machine, of this model and device; null measures now. */
  measured: Measured.nullable(),
})
export type LoadModel = z.infer<typeof LoadModel>

export const LoadedModel = z.strictObject({
  name: z.string(),
  device: Device,
  deviceName: z.string().nullable(),
  measured: Measured,
  /** The graphics card that was to be used and could not be. */
  fellBack: Device.nullable(),
  contextTokens: z.number(),
})
export type LoadedModel = z.infer<typeof LoadedModel>

/** What it is doing while `load` runs, on which device, and how much of the model is loaded, from 0 to 1. */
export const LoadProgress = z.strictObject({ phase: z.enum(['loading', 'measuring']), device: Device, share: z.number().nullable() })
export type LoadProgress = z.infer<typeof LoadProgress>

/** What a model's file says about itself, and which file is its first. */
export const ModelFile = z.strictObject({ path: z.string(), facts: ModelFacts })
export type ModelFile = z.infer<typeof ModelFile>

/** What the model is asked, and what is known of this author; places that are not named change nothing. */
export const EngineQuestion = SuggestionContext.omit({ open: true }).extend({
  leanings: z.array(Leaning).max(placeKinds),
  /** The open text's name and group among what is remembered; without it nothing that is remembered, nor what the text itself says again, is heeded. */
  recall: z.strictObject({ source: z.string().max(200).nullable(), group: z.string().max(200).nullable() }).optional(),
})
export type EngineQuestion = z.infer<typeof EngineQuestion>

export const EnginePreparation = Preparation.extend({ context: EngineQuestion })
export type EnginePreparation = z.infer<typeof EnginePreparation>

const nothing = z.strictObject({})

export const engine = service('engine', {
  /** Loads a model in place of the one before. `device-missing` for a device named that is not there. */
  load: call(LoadModel, LoadedModel),
  /**
   * Has the loaded model complete with an adapter from the next question on, or with none. Loads no model: another strength takes no time.
   * Where it fails all stays as it was: `adapter-missing`, `adapter-damaged`, `adapter-base-other`, `base-…`.
   */
  adapt: call(z.strictObject({ adapter: AdapterAtWork.nullable() }), nothing),
  /** A new question takes the place of the one before, which ends as `cancelled`. */
  complete: stream(EngineQuestion, Suggestion),
  /** What a suggestion of this engine's was chosen from. Gives way to every question, as `cancelled`; fails with `suggestion-gone` where it is none of the newest. */
  why: stream(ShownPart, z.strictObject({ tokens: z.array(WhyToken) })),
  /** The same by a server, whatever model is loaded; by itself only after a pause, so that no key press is a request. Throws a `server-…` problem. */
  completeBy: stream(z.strictObject({ server: CompletionServer, question: EngineQuestion }), Suggestion),
  /** Whether a server completes, by a sentence that is nobody's. */
  tryServer: call(z.strictObject({ server: CompletionServer }), ServerTrial),
  /** Does in advance what a question that may come would wait for. Gives way to every question and to a newer preparation, as `cancelled`. */
  prepare: call(EnginePreparation, nothing),
  /** Remembers texts, each in the place of the one that had its name, whatever model is loaded. They are heeded once they are indexed, a moment later. */
  remember: call(z.strictObject({ sources: z.array(RememberedSource).max(1000) }), nothing),
  /** Forgets texts at once. */
  forget: call(z.strictObject({ sources: z.array(RememberedSource.shape.source).max(100_000) }), nothing),
  /** The names in a folder; none where it cannot be read. */
  names: call(z.strictObject({ folder: z.string() }), z.array(z.string())),
  /** The size of a file; 0 where there is none. */
  size: call(z.strictObject({ path: z.string() }), z.strictObject({ bytes: z.number() })),
  /** What the computer has for a model, and a graphics card where it is asked for, which brings the card's driver into the process. */
  memory: call(z.strictObject({ cards: z.boolean() }), Memory),
  /** Copies a model's files into a folder, which is made; `id` of the last item is the first copy's name. Given up, it leaves nothing. */
  copy: stream(z.strictObject({ path: z.string(), folder: z.string() }), CopyProgress),
  /** Deletes a model's files. */
  remove: call(z.strictObject({ path: z.string() }), nothing),
  /** Reads a model's headers only. */
  inspect: call(z.strictObject({ path: z.string() }), ModelFile),
  /** Which base a model is; null where it is of a kind that can't be taught. Throws where it can't be read. */
  identity: call(z.strictObject({ path: z.string() }), BaseIdentity.nullable()),
  /**
   * Takes an adapter from elsewhere, a GGUF or a folder of PEFT, and writes it as it is completed with: for the first of the bases that it
   * was made for or, where it names none, fits. Throws `adapter-foreign`, `adapter-model`, `adapter-kind`, `adapter-unreadable`, `adapter-base-missing`, or what the disk refuses.
   */
  takeAdapter: call(z.strictObject({ from: z.string(), to: z.string(), bases: z.array(z.strictObject({ id: z.string(), path: z.string() })) }), TakenAdapter),
  /** Writes an adapter for others, under a name and with what is to be known of it again: as PEFT has it into a folder, which is made; without a base as a GGUF. */
  giveAdapter: call(z.strictObject({ path: z.string(), base: z.string().nullable(), to: z.string(), name: z.string(), mark: z.string().nullable() }), nothing),
  /** Whether two adapters in GGUFs add the same to their base, whatever they are called; null where the one that is kept is damaged or gone. Throws what the disk refuses. */
  sameAdapter: call(z.strictObject({ kept: z.string(), other: z.string() }), z.strictObject({ isSame: z.boolean().nullable() })),
  /** Writes a base with an adapter in it into a folder as a model of its own; `id` of the last item is its name there. Given up, it leaves nothing. */
  merge: stream(
    z.strictObject({ path: z.string(), strength: Strength, base: z.string(), precision: Precision, name: z.string(), folder: z.string() }),
    CopyProgress,
  ),
  /** Answers once nothing is being merged, so that what was given up has taken itself away. */
  merged: call(nothing, nothing),
  /** Answers as long as the process lives; says how much memory it holds and how much it has done. */
  ping: call(nothing, z.strictObject({ residentBytes: z.number(), evaluatedTokens: z.number() })),
  progress: push(LoadProgress),
})

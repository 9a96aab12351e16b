/** The models on this computer, what each needs, and the state of the engine that runs one of them. */
import { z } from '#preload/document/zod.ts'
import { call, push, service, stream } from './member.ts'
import { ProblemReport } from './problem.ts'

/** What a model's file says of itself, read before it is loaded. */
export const ModelFacts = z.strictObject({
  name: z.string(),
  /** The family, as `qwen3`. */
  architecture: z.string(),
  /** Of all of its files. */
  bytes: z.number(),
  files: z.number().int(),
  parameters: z.number(),
  contextTokens: z.number(),
  /** The type of most of its numbers, and how it was made smaller as it says itself, such as `Q4_K_M`: parts that a type can't hold have another one. */
  quantisation: z.string(),
  fileType: z.string().nullable(),
  /** As the file has it, such as `apache-2.0`; null where it says none. */
  licence: z.string().nullable(),
  /** Languages that it names, such as `zh`. */
  languages: z.array(z.string()),
  /** Whether it was taught to answer questions; it goes on with the author's text all the same. */
  isInstruct: z.boolean(),
  /** Bytes that it takes while it completes, and of them those that each token reads. */
  memory: z.strictObject({ weights: z.number(), cache: z.number(), compute: z.number(), program: z.number(), readPerToken: z.number() }),
})
export type ModelFacts = z.infer<typeof ModelFacts>

export const ModelEntry = z.strictObject({
  /** The starter is `starter`; a file in the author's models folder has its name; one that lies elsewhere a name made of its path. */
  id: z.string(),
  /** The file's name without its folder. */
  file: z.string(),
  /** `shipped` with the studio, in its models `folder`, or `brought` by the author, who keeps it elsewhere. */
  place: z.enum(['shipped', 'folder', 'brought']),
  /** Where it lies, to show the author; null for the one that ships. */
  path: z.string().nullable(),
  /** Null where it can't be used; then `problem` says why. */
  facts: ModelFacts.nullable(),
  problem: ProblemReport.nullable(),
})
export type ModelEntry = z.infer<typeof ModelEntry>

export const Device = z.enum(['cpu', 'cuda', 'vulkan', 'metal'])

/** What a model may take on this computer at the moment, in bytes. */
export const Memory = z.strictObject({
  total: z.number(),
  free: z.number(),
  /** The graphics card that `auto` would take for a large model; null where there is none that is of use. */
  card: z.strictObject({ device: Device, name: z.string().nullable(), total: z.number(), free: z.number() }).nullable(),
})
export type Memory = z.infer<typeof Memory>

/** How far a copy is. `id` comes with the last item: the copy's. */
export const CopyProgress = z.strictObject({ bytes: z.number(), total: z.number(), id: z.string().nullable() })
export type CopyProgress = z.infer<typeof CopyProgress>

export const EngineState = z.strictObject({
  phase: z.enum(['off', 'starting', 'loading', 'measuring', 'ready', 'restarting', 'failed']),
  /** Why it is failed or restarting. */
  problem: ProblemReport.nullable(),
  model: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  /** How much of the model is loaded, from 0 to 1, while it is. */
  share: z.number().nullable(),
  device: Device.nullable(),
  /** The graphics card's own name, when it runs there. */
  deviceName: z.string().nullable(),
  /** Threads for generating one token after another, chosen by measurement. */
  threads: z.number().nullable(),
  /** Set once when the studio fell back, for example from a graphics card to the processor. */
  fellBack: z.string().nullable(),
  /** The model that was chosen and could not be used, and why: the one before serves in its place, or the starter while the choice stays. */
  refused: z.strictObject({ id: z.string(), file: z.string(), problem: ProblemReport }).nullable(),
  /** Where a server completes instead: whose, as it is to be shown whenever it is used. Text is sent there. `isPlain`: without https, in a private network. */
  server: z.strictObject({ host: z.string(), isHere: z.boolean(), isPlain: z.boolean() }).optional(),
})
export type EngineState = z.infer<typeof EngineState>

/** What a model is called: as its file, which is what its author chose, found and may have several of. Of several files the name they share. */
export function modelTitle(file: string): string {
  return file.replace(/\.gguf$/i, '').replace(/-\d{5}-of-\d{5}$/, '') || file
}

const nothing = z.strictObject({})
const ModelPath = z.string().min(1).max(4096)
const ModelId = z.string().min(1).max(255)

export const models = service('models', {
  /** All that are known, the starter first, also those that can't be used. */
  list: call(nothing, z.array(ModelEntry)),
  memory: call(nothing, Memory),
  /** Lets the author choose a file in a window of the system; null where they choose none. `unavailable` where the host has no such window. */
  pick: call(nothing, z.strictObject({ path: ModelPath.nullable() })),
  /** Takes a file on this computer into the list, where it lies. Throws a `model-…` problem for one that can't be used. Loads nothing. */
  bring: call(z.strictObject({ path: ModelPath }), ModelEntry),
  /** Copies a brought model's files into the models folder, which then stand in the list in its place. Leaving early leaves nothing behind. */
  copy: stream(z.strictObject({ id: ModelId }), CopyProgress),
  /** Takes a brought model out of the list; its file stays. Of a model in the models folder the files are deleted, where `deleteFiles` says so. */
  forget: call(z.strictObject({ id: ModelId, deleteFiles: z.boolean() }), nothing),
  state: call(nothing, EngineState),
  /** Starts the engine again after it failed. */
  retry: call(nothing, nothing),
  /** Gives up the model that is being loaded: the one before serves on. */
  cancelLoad: call(nothing, nothing),
  stateChanged: push(EngineState),
})

/**
 * The author's voice: runs of the trainer and the adapters that come of them. A run goes on whatever becomes of windows; one that was
 * running when the studio was closed goes on by itself when it is opened again, because its author was told that it needs an hour and
 * not that they have to stay; one that was paused waits. Texts come from the archive's one function and from nowhere else.
 */
import type { Handlers } from '#preload/contract/member.ts'
import type { voice } from '#preload/contract/voice.ts'
import { worksOfRun } from './run-works.ts'
import { voiceAdapters } from './voice-adapters.ts'
import { bundleHandler, bundlePreviewHandler } from './voice-bundle.ts'
import { heldOutHandler } from './voice-held-out.ts'
import { VoiceKeeper } from './voice-keeper.ts'
import { LeftOut } from './voice-left-out.ts'
import { voiceModels } from './voice-models.ts'
import type { VoiceKeeperOptions } from './voice-options.ts'
import { VoiceFolder } from './voice-records.ts'
import { VoiceSources } from './voice-sources.ts'

export interface VoiceServiceOptions extends VoiceKeeperOptions {
  /** What is the same in every training bundle: `resources/bundle`. */
  readonly templates: string
}

export interface VoiceService {
  readonly handlers: Handlers<typeof voice>
  clientGone(client: string): void
  /** Ends what runs, with a checkpoint. */
  dispose(): Promise<void>
}

export function voiceService(options: VoiceServiceOptions): VoiceService {
  const files = new VoiceFolder(options.folder)
  const sources = new VoiceSources(options)
  const keeper = new VoiceKeeper({ ...options, chosen: () => sources.chosen() }, files)
  const leftOut = new LeftOut({ ...options, files })
  leftOut.listen((known) => void keeper.proofs.leaveOut(known).catch((error: unknown) => options.reportBug(error, 'voice')))
  const adapters = voiceAdapters({ ...options, files, leftOut, forget: (id) => keeper.proofs.forget(id).then(() => keeper.forget(id)) })
  const models = voiceModels({ ...options, files, leftOut })
  const heldOut = heldOutHandler({ ...options, files, leftOut })
  const bundling = { ...options, files, works: async (signal: AbortSignal) => (await worksOfRun(options, sources.chosen(), signal)).works }
  const bundles = { bundle: bundleHandler(bundling), bundlePreview: bundlePreviewHandler(bundling) }
  const dispose = async () => {
    adapters.dispose()
    leftOut.dispose()
    await keeper.dispose()
  }
  return {
    handlers: { ...adapters.handlers, ...models, ...heldOut, ...sources.handlers, ...keeper.handlers, ...keeper.proofs.handlers, ...bundles },
    clientGone: adapters.clientGone,
    dispose,
  }
}

/** The training bundle as a page gets it: written beside the workspace, sent in pieces, and gone afterwards. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { makeScratch, tidyScratch } from '#main/store/scratch.ts'
import type { Handlers } from '#preload/contract/member.ts'
import type { voice } from '#preload/contract/voice.ts'
import type { LearntWork } from './archive-learning.ts'
import { amountOf, rememberBundle, sidesOf } from './divided-works.ts'
import { filePieces } from './file-pieces.ts'
import type { Workspace } from './open-workspace.ts'
import { guarded } from './store-problem.ts'
import { Pending, told } from './told-work.ts'
import { type BundleRequest, makeBundle, previewBundle } from './training-bundle.ts'
import type { VoiceFolder } from './voice-records.ts'
import { asIsBest } from './voice-run.ts'
import { whenWritable } from './when-writable.ts'

export interface VoiceBundleOptions extends Pick<BundleRequest, 'trainer' | 'templates'> {
  readonly workspace: Workspace
  /** The author's folder. */
  readonly folder: string
  /** Where it is remembered which works are held out. */
  readonly files: Pick<VoiceFolder, 'keepBundle'>
  /** The works that are learnt. Throws `works-few`. */
  readonly works: (signal: AbortSignal) => Promise<readonly LearntWork[]>
  /** The model in use, by id. */
  readonly model: () => string
  readonly place: (model: string) => { readonly path: string; readonly name: string }
}

/** What would be in it, told before the author says that it is to be written. */
export function bundlePreviewHandler(options: VoiceBundleOptions): Handlers<typeof voice>['bundlePreview'] {
  const { folder, works, model, place, trainer, templates } = options
  return async ({ base, choice }, { signal }) => {
    const learnt = await works(signal)
    const id = base ?? model()
    const { path, name } = place(id)
    const scratch = guarded(folder, () => makeScratch(join(folder, 'bundles')))
    try {
      const request = { trainer, base: path, choice: choice ?? asIsBest, works: learnt, templates }
      const preview = await guarded(folder, () => previewBundle(scratch, request, signal))
      const all = sidesOf(learnt)
      return { base: { id, name }, learning: amountOf(all, false), heldOut: amountOf(all, true), ...preview }
    } finally {
      rmSync(scratch, { recursive: true, force: true })
    }
  }
}

export function bundleHandler({ workspace, folder, files, works, model, place, trainer, templates }: VoiceBundleOptions): Handlers<typeof voice>['bundle'] {
  const aside = join(folder, 'bundles')
  whenWritable(workspace, folder, () => tidyScratch(aside))
  return async function* ({ base, choice }, { signal }) {
    const learnt = await works(signal)
    const { path, name: baseName } = place(base ?? model())
    const name = `墨课训练包-${baseName}.zip`
    const scratch = guarded(folder, () => makeScratch(aside))
    const left = new AbortController()
    const pending = new Pending()
    try {
      const file = join(scratch, 'bundle.zip')
      const request = { trainer, base: path, choice: choice ?? asIsBest, works: learnt, templates }
      const writing = { signal: AbortSignal.any([signal, left.signal]) }
      const write = (tell: (work: { done: number; total: number }) => void) => {
        const progress = (done: number, total: number) => tell({ done, total })
        const made = guarded(folder, () => makeBundle(file, scratch, request, { ...writing, progress }))
        return pending.of(made.then(({ id }) => rememberBundle({ workspace, folder, files }, id, learnt)))
      }
      for await (const { work } of told(write)) if (work) yield { name, ...work, data: '' }
      const total = learnt.length
      for await (const { data } of filePieces(file)) yield { name, done: total, total, data }
    } finally {
      left.abort()
      await pending.over()
      rmSync(scratch, { recursive: true, force: true })
    }
  }
}

/** Markdown in and out. What an import makes is made in one transaction, after its pictures are on the disk. */
import { join } from 'node:path'
import { choose } from '#main/interchange/chosen-files.ts'
import { MarkdownDesk } from '#main/interchange/markdown-desk.ts'
import { prepareImport, previewOf } from '#main/interchange/prepare-import.ts'
import type { interchange } from '#preload/contract/interchange.ts'
import type { Handlers } from '#preload/contract/member.ts'
import { Problem } from '#preload/contract/problem.ts'
import { exportHandlers } from './exporting.ts'
import type { Images } from './images.ts'
import { makeImported } from './importing.ts'
import { Intakes } from './intakes.ts'
import type { Workspace } from './open-workspace.ts'
import { guarded } from './store-problem.ts'
import { told } from './told-work.ts'
import { Uploads } from './uploads.ts'
import { whenWritable } from './when-writable.ts'
import { mustBeWritable } from './workspace-options.ts'

export interface InterchangeOptions {
  readonly workspace: Workspace
  /** The author's folder. */
  readonly folder: string
  readonly images: Pick<Images, 'put'>
  /** The file of the thread that reads and writes Markdown. */
  readonly thread: string
}

export interface Interchange {
  readonly handlers: Handlers<typeof interchange>
  clientGone(client: string): void
  dispose(): void
}

export function interchangeService({ workspace, folder, images, thread }: InterchangeOptions): Interchange {
  const desk = new MarkdownDesk(thread)
  const uploads = new Uploads(join(folder, 'incoming'), workspace)
  const intakes = new Intakes(join(folder, 'incoming', 'import'))
  whenWritable(workspace, folder, () => intakes.clear())
  const mustWrite = () => mustBeWritable(workspace)
  return {
    clientGone: (client) => {
      uploads.clientGone(client)
      intakes.clientGone(client)
    },
    dispose: () => {
      uploads.close()
      void desk.close()
      if (workspace.isWritable()) intakes.clear()
    },
    handlers: {
      ...uploads.handlers(mustWrite),
      open: ({ files }, { client }) => {
        mustWrite()
        const { wanted, refused } = choose(files)
        return { intake: guarded(folder, () => intakes.open(client, files, wanted, refused)), wanted, refused }
      },
      add: async ({ intake, file, upload }, { client }) => {
        const into = intakes.of(client, intake)
        await uploads.take(client, upload, async ({ path }) => guarded(folder, () => intakes.add(into, file, path)))
        return {}
      },
      preview: async function* ({ intake, softBreaks }, { client, signal }) {
        const from = intakes.of(client, intake)
        const work = (tell: (progress: { done: number; total: number }) => void) =>
          prepareImport(intakes.sources(from), { desk, softBreaks, signal, onProgress: (done, total) => tell({ done, total }) })
        for await (const { work: progress, result } of told(work)) {
          if (progress) yield { ...progress, preview: null }
          if (result) {
            const prepared = { ...result, refused: [...from.refused, ...result.refused] }
            from.prepared = prepared
            yield { done: 1, total: 1, preview: previewOf(prepared) }
          }
        }
      },
      commit: async function* ({ intake, target, chapter }, { client, signal }) {
        mustWrite()
        const from = intakes.of(client, intake)
        if (!from.prepared) throw new Problem('invalid', 'these files were not looked at yet')
        for await (const item of makeImported(from.prepared, { workspace, images, target, chapter, signal })) {
          if (item.imported) intakes.close(client, intake)
          yield item
        }
      },
      close: ({ intake }, { client }) => {
        intakes.close(client, intake)
        return {}
      },
      ...exportHandlers({ workspace, folder, desk }),
    },
  }
}

/** Files that pages send to the archive. What a page began ends with it. */
import { chooseWorks } from '#main/archive/chosen-works.ts'
import type { archive } from '#preload/contract/archive.ts'
import { IntakeId } from '#preload/contract/intake.ts'
import type { Handlers } from '#preload/contract/member.ts'
import { Problem } from '#preload/contract/problem.ts'
import { type AddingTools, Batch } from './archive-adding.ts'
import { noFiles } from './intakes.ts'
import { OfClients } from './of-clients.ts'
import type { Uploads } from './uploads.ts'

interface Intake {
  readonly batch: Batch
  readonly files: readonly { readonly path: string }[]
  readonly wanted: ReadonlySet<number>
}

export class ArchiveIntakes {
  readonly #tools: AddingTools
  readonly #uploads: Uploads
  readonly #intakes = new OfClients<Intake>(noFiles)

  constructor(tools: AddingTools, uploads: Uploads) {
    this.#tools = tools
    this.#uploads = uploads
  }

  /** Nothing is left of what a page adds just now. */
  giveUp(client: string): void {
    for (const { batch } of this.#intakes.takeAll(client)) batch.giveUp()
  }

  close(): void {
    for (const { batch } of this.#intakes.takeAll()) batch.giveUp()
  }

  readonly handlers: Pick<Handlers<typeof archive>, 'open' | 'add' | 'finish' | 'close'> = {
    open: ({ files }, { client }) => {
      this.giveUp(client)
      const { wanted, unread } = chooseWorks(files)
      const batch = new Batch(this.#tools, unread)
      const intake = IntakeId.parse(batch.id)
      this.#intakes.add(client, intake, { batch, files, wanted: new Set(wanted) })
      return { intake, wanted, unread }
    },
    add: async ({ intake, file, upload }, { client, signal }) => {
      const { batch, files, wanted } = this.#intakes.of(client, intake)
      const path = files[file]?.path
      if (path === undefined || !wanted.has(file)) throw new Problem('invalid', `file ${file} was not asked for`)
      return this.#uploads.take(client, upload, async ({ path: place }) => ({ became: await batch.add({ path, place }, signal) }))
    },
    finish: ({ intake }, { client }) => {
      const { batch } = this.#intakes.of(client, intake)
      this.#intakes.take(client, intake)
      return batch.finish()
    },
    close: (_, { client }) => {
      this.giveUp(client)
      return {}
    },
  }
}

/** Files that pages send to the archive. What a page began ends with it. */
import { chooseWorks } from '#main/archive/chosen-works.ts'
import type { archive } from '#preload/contract/archive.ts'
import { IntakeId } from '#preload/contract/intake.ts'
import type { Handlers } from '#preload/contract/member.ts'
import { Problem } from '#preload/contract/problem.ts'
import { type AddingTools, Batch } from './archive-adding.ts'
import type { Uploads } from './uploads.ts'

interface Intake {
  readonly client: string
  readonly batch: Batch
  readonly files: readonly { readonly path: string }[]
  readonly wanted: ReadonlySet<number>
}

export class ArchiveIntakes {
  readonly #tools: AddingTools
  readonly #uploads: Uploads
  readonly #intakes = new Map<string, Intake>()

  constructor(tools: AddingTools, uploads: Uploads) {
    this.#tools = tools
    this.#uploads = uploads
  }

  #of(client: string, id: string): Intake {
    const intake = this.#intakes.get(id)
    if (intake?.client !== client) throw new Problem('not-found', `no files ${id} were chosen`)
    return intake
  }

  /** Nothing is left of what a page adds just now. */
  giveUp(client: string): void {
    for (const [id, intake] of [...this.#intakes]) {
      if (intake.client !== client) continue
      this.#intakes.delete(id)
      intake.batch.giveUp()
    }
  }

  close(): void {
    for (const { client } of [...this.#intakes.values()]) this.giveUp(client)
  }

  readonly handlers: Pick<Handlers<typeof archive>, 'begin' | 'piece' | 'drop' | 'open' | 'add' | 'finish' | 'close'> = {
    begin: (file, { client }) => {
      if (this.#tools.archive.phase === 'read-only') throw new Problem('read-only', 'another studio has this archive open')
      return this.#uploads.begin(client, file)
    },
    piece: (piece, { client }) => this.#uploads.piece(client, piece),
    drop: ({ upload }, { client }) => {
      this.#uploads.drop(client, upload)
      return {}
    },
    open: ({ files }, { client }) => {
      this.giveUp(client)
      const { wanted, unread } = chooseWorks(files)
      const batch = new Batch(this.#tools, unread)
      const intake = IntakeId.parse(batch.id)
      this.#intakes.set(intake, { client, batch, files, wanted: new Set(wanted) })
      return { intake, wanted, unread }
    },
    add: async ({ intake, file, upload }, { client, signal }) => {
      const { batch, files, wanted } = this.#of(client, intake)
      const path = files[file]?.path
      if (path === undefined || !wanted.has(file)) throw new Problem('invalid', `file ${file} was not asked for`)
      return this.#uploads.take(client, upload, async ({ path: place }) => ({ became: await batch.add({ path, place }, signal) }))
    },
    finish: ({ intake }, { client }) => {
      const { batch } = this.#of(client, intake)
      this.#intakes.delete(intake)
      return batch.finish()
    },
    close: (_, { client }) => {
      this.giveUp(client)
      return {}
    },
  }
}

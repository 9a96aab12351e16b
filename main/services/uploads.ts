/** Files on their way from pages, on the disk until whoever asked for one takes it. What a page began is dropped when the page goes away. */
import { randomUUID } from 'node:crypto'
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { Problem } from '#preload/contract/problem.ts'
import { UploadId } from '#preload/contract/uploads.ts'
import type { Workspace } from './open-workspace.ts'
import { guarded } from './store-problem.ts'
import { whenWritable } from './when-writable.ts'

export interface Upload {
  readonly path: string
  readonly name: string
  readonly bytes: number
}

interface Begun extends Upload {
  readonly client: string
  readonly descriptor: number
  received: number
}

/** One page brings in a handful at a time. */
const mostAtOnce = 16
const partSuffix = '.part'

function tidy(folder: string): void {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return
  for (const name of readdirSync(folder)) if (name.endsWith(partSuffix)) rmSync(join(folder, name), { force: true })
}

export class Uploads {
  readonly #folder: string
  readonly #begun = new Map<string, Begun>()

  /**
   * `folder` is made when it is needed. Only who holds the workspace takes files in, so what lies there when this studio
   * comes to hold it was left by a death, and goes. Made before any page is answered: several share the folder.
   */
  constructor(folder: string, workspace: Workspace) {
    this.#folder = folder
    whenWritable(workspace, folder, () => tidy(folder))
  }

  /** Throws `invalid` where a page has too many under way. */
  begin(client: string, { bytes, name }: { bytes: number; name: string }): { upload: UploadId } {
    if ([...this.#begun.values()].filter((one) => one.client === client).length >= mostAtOnce) throw new Problem('invalid', 'too many files at once')
    const upload = UploadId.parse(randomUUID())
    const path = join(this.#folder, upload + partSuffix)
    const descriptor = guarded(this.#folder, () => {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
      return openSync(path, 'wx', 0o600)
    })
    this.#begun.set(upload, { client, path, name, bytes, descriptor, received: 0 })
    return { upload }
  }

  piece(client: string, { upload, at, data }: { upload: string; at: number; data: string }): { received: number } {
    const begun = this.#of(client, upload)
    const piece = Buffer.from(data, 'base64')
    if (at !== begun.received || at + piece.length > begun.bytes) throw new Problem('invalid', `expected what follows byte ${begun.received} of ${begun.bytes}`)
    guarded(this.#folder, () => {
      for (let written = 0; written < piece.length;) written += writeSync(begun.descriptor, piece, written, piece.length - written, at + written)
    })
    begun.received += piece.length
    return { received: begun.received }
  }

  /** Gives a file that came whole to `work`, and takes it away afterwards. Throws `invalid` while pieces are missing. */
  async take<T>(client: string, upload: string, work: (upload: Upload) => Promise<T>): Promise<T> {
    const begun = this.#of(client, upload)
    if (begun.received !== begun.bytes) throw new Problem('invalid', `only ${begun.received} of ${begun.bytes} bytes came`)
    this.#begun.delete(upload)
    closeSync(begun.descriptor)
    try {
      return await work(begun)
    } finally {
      rmSync(begun.path, { force: true })
    }
  }

  drop(client: string, upload: string): void {
    const begun = this.#begun.get(upload)
    if (begun?.client === client) this.#end(upload, begun)
  }

  clientGone(client: string): void {
    for (const [upload, begun] of [...this.#begun]) if (begun.client === client) this.#end(upload, begun)
  }

  /** Drops all. */
  close(): void {
    for (const [upload, begun] of [...this.#begun]) this.#end(upload, begun)
  }

  #end(upload: string, begun: Begun): void {
    this.#begun.delete(upload)
    closeSync(begun.descriptor)
    rmSync(begun.path, { force: true })
  }

  #of(client: string, upload: string): Begun {
    const begun = this.#begun.get(upload)
    if (begun?.client !== client) throw new Problem('not-found', `no upload ${upload} is under way`)
    return begun
  }
}

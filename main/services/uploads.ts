/** Files on their way from pages, on the disk until whoever asked for one takes it. What a page began is dropped when the page goes away. */
import { randomUUID } from 'node:crypto'
import { closeSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolders } from '#engine/computer/index.ts'
import type { Handlers } from '#preload/contract/member.ts'
import { Problem } from '#preload/contract/problem.ts'
import { UploadId, type uploading } from '#preload/contract/uploads.ts'
import { OfClients } from './of-clients.ts'
import type { Workspace } from './open-workspace.ts'
import { guarded } from './store-problem.ts'
import { whenWritable } from './when-writable.ts'

export interface Upload {
  readonly path: string
  readonly name: string
  readonly bytes: number
}

export type UploadHandlers = Handlers<{ readonly name: string; readonly members: typeof uploading }>

interface Begun extends Upload {
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
  readonly #begun = new OfClients<Begun>((id) => `no upload ${id} is under way`)

  /**
   * `folder` is made when it is needed. Only who holds the workspace takes files in, so what lies there when this studio
   * comes to hold it was left by a death, and goes. Made before any page is answered: several share the folder.
   */
  constructor(folder: string, workspace: Workspace) {
    this.#folder = folder
    whenWritable(workspace, folder, () => tidy(folder))
  }

  /** What every service that takes files in answers. `accept` throws the Problem with which a file is refused before any of it is sent. */
  handlers(accept: (file: { readonly bytes: number; readonly name: string }) => void): UploadHandlers {
    return {
      begin: (file, { client }) => {
        accept(file)
        return this.#begin(client, file)
      },
      piece: (piece, { client }) => this.#piece(client, piece),
      drop: ({ upload }, { client }) => {
        this.#drop(client, upload)
        return {}
      },
    }
  }

  /** Throws `invalid` where a page has too many under way. */
  #begin(client: string, { bytes, name }: { bytes: number; name: string }): { upload: UploadId } {
    if (this.#begun.count(client) >= mostAtOnce) throw new Problem('invalid', 'too many files at once')
    const upload = UploadId.parse(randomUUID())
    const path = join(this.#folder, upload + partSuffix)
    const descriptor = guarded(this.#folder, () => {
      makeFolders(this.#folder, 0o700)
      return openSync(path, 'wx', 0o600)
    })
    this.#begun.add(client, upload, { path, name, bytes, descriptor, received: 0 })
    return { upload }
  }

  #piece(client: string, { upload, at, data }: { upload: string; at: number; data: string }): { received: number } {
    const begun = this.#begun.of(client, upload)
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
    const begun = this.#begun.of(client, upload)
    if (begun.received !== begun.bytes) throw new Problem('invalid', `only ${begun.received} of ${begun.bytes} bytes came`)
    this.#begun.take(client, upload)
    closeSync(begun.descriptor)
    try {
      return await work(begun)
    } finally {
      rmSync(begun.path, { force: true })
    }
  }

  #drop(client: string, upload: string): void {
    const begun = this.#begun.take(client, upload)
    if (begun) end(begun)
  }

  clientGone(client: string): void {
    this.#begun.takeAll(client).forEach(end)
  }

  /** Drops all. */
  close(): void {
    this.#begun.takeAll().forEach(end)
  }
}

function end({ descriptor, path }: Begun): void {
  closeSync(descriptor)
  rmSync(path, { force: true })
}

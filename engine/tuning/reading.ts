/**
 * What a base expects of the texts, kept on the disk while its run lasts: one that goes on need not have it read again. Piece by piece, each
 * with its digest, behind what was kept before; what a death cut short is read again, and so is what the disk refused.
 */
import { createHash } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { writeAll } from '#engine/formats/index.ts'
import type { SoftPiece } from './soft-targets.ts'

/** Where a reading is kept. */
export interface Reading {
  /** What is kept of such a reading, in order, from its beginning; nothing of any other. */
  kept(of: string): AsyncIterable<SoftPiece>
  /** Keeps what comes behind it. */
  keep(piece: SoftPiece): Promise<void>
}

const NAME = 'reading.bin'
const [DIGEST, FIELDS] = [32, 4]
const HEAD = FIELDS * Uint32Array.BYTES_PER_ELEMENT + DIGEST

/** In a run's folder. Only what is not the disk's is thrown: a run needs none of it. */
export class ReadingFile implements Reading {
  readonly #path: string
  #of: Buffer = Buffer.alloc(0)
  /** Where what is whole ends; null once the disk refused something. */
  #end: number | null = 0

  constructor(folder: string) {
    this.#path = join(folder, NAME)
  }

  async *kept(of: string): AsyncGenerator<SoftPiece> {
    this.#of = digestOf(Buffer.from(of))
    this.#end = 0
    await using file = await open(this.#path, 'r').catch(() => null)
    if (file === null) return
    let [at, next] = [0, 0]
    /** So many bytes from here on; undefined where there are fewer. */
    const take = async (bytes: number): Promise<Buffer | undefined> => {
      const { size } = await file.stat()
      if (at + bytes > size) return undefined
      const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, at)
      at += bytesRead
      return bytesRead === bytes ? buffer : undefined
    }
    if (!(await take(DIGEST))?.equals(this.#of)) return
    for (;;) {
      const head = await take(HEAD)
      if (!head) return
      const [from = 0, to = 0, ids = 0, shares = 0] = Array.from({ length: FIELDS }, (_, i) => head.readUInt32LE(4 * i))
      const body = from === next && to > from ? await take(ids + shares) : undefined
      if (!body || !digestOf(head.subarray(0, HEAD - DIGEST), body).equals(head.subarray(HEAD - DIGEST))) return
      this.#end = at
      next = to
      yield { from, to, ids: body.subarray(0, ids), shares: body.subarray(ids) }
    }
  }

  async keep({ from, to, ids, shares }: SoftPiece): Promise<void> {
    if (this.#end === null) return
    const fields = Buffer.alloc(HEAD - DIGEST)
    for (const [i, value] of [from, to, ids.byteLength, shares.byteLength].entries()) fields.writeUInt32LE(value, 4 * i)
    const begun = this.#end === 0 ? [this.#of] : []
    const bytes = Buffer.concat([...begun, fields, digestOf(fields, ids, shares), ids, shares])
    try {
      await using file = await open(this.#path, 'a')
      // What was cut short is behind it.
      await file.truncate(this.#end)
      await writeAll(file, bytes)
      this.#end += bytes.length
    } catch (error) {
      if (!isSystems(error)) throw error
      this.#end = null
      // It is worth less than the room that it takes.
      await this.remove()
    }
  }

  /** The run is over, or has no use of it. */
  async remove(): Promise<void> {
    await rm(this.#path, { force: true }).catch(() => undefined) // goes with its folder
  }
}

function digestOf(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

function isSystems(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}

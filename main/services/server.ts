/**
 * The server that the author names. What is known of it lies in a file beside the workspace, for the author alone: in no backup, in no
 * packed library, on no other computer to which the library goes. The key is never sent to a page.
 */
import { chmodSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Completing, ServerChoice, UsedServer } from '#main/compute/completing.ts'
import type { ServerDesk } from '#main/compute/server-desk.ts'
import { type ServerAddress, serverAddress } from '#preload/contract/server-address.ts'
import type { Handlers } from '#preload/contract/member.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { server, ServerState } from '#preload/contract/server.ts'
import { z } from '#preload/document/zod.ts'
import { guarded } from './store-problem.ts'
import { mustBeWritable } from './workspace-options.ts'

const KeptRecord = z.strictObject({ address: z.string(), model: z.string(), key: z.string().nullable(), isOn: z.boolean() })
type KeptRecord = z.infer<typeof KeptRecord>

interface Named {
  readonly address: string
  readonly model: string
  readonly key?: string | null | undefined
}

/** What is kept of the server, read when the studio is opened. */
export class KeptServer implements ServerChoice {
  readonly #folder: string
  readonly #listeners = new Set<() => void>()
  #record: KeptRecord | null
  #used: UsedServer | null

  /** `folder`: the author's. */
  constructor(folder: string) {
    this.#folder = folder
    this.#record = read(this.#file)
    this.#used = usedFrom(this.#record)
  }

  get record(): KeptRecord | null {
    return this.#record
  }

  current(): UsedServer | null {
    return this.#used
  }

  listen(listener: () => void): void {
    this.#listeners.add(listener)
  }

  /** The key of a server that is named without one: what is kept counts for its own address alone. */
  keyFor({ address, key }: Named): string | null {
    if (key !== undefined) return key
    return this.#record?.address === address ? this.#record.key : null
  }

  /** Null forgets it. Throws what the disk refuses; then all is as it was. */
  keep(record: KeptRecord | null): void {
    guarded(this.#folder, () => write(this.#file, record))
    this.#record = record
    this.#used = usedFrom(record)
    for (const listener of this.#listeners) listener()
  }

  get #file(): string {
    return join(this.#folder, 'server.json')
  }
}

export interface ServerServiceOptions {
  readonly kept: KeptServer
  readonly desk: Pick<ServerDesk, 'try'>
  readonly completing: Pick<Completing, 'problem'>
  readonly isWritable: () => boolean
}

export function serverService({ kept, desk, completing, isWritable }: ServerServiceOptions): Handlers<typeof server> {
  const state = (): ServerState => {
    const { record } = kept
    const named = { address: record?.address ?? null, model: record?.model ?? '', hasKey: (record?.key ?? null) !== null }
    return { isOn: kept.current() !== null, ...named, problem: completing.problem() }
  }
  const change = (record: KeptRecord | null): ServerState => {
    mustBeWritable({ isWritable })
    kept.keep(record)
    return state()
  }
  return {
    state,
    try: async (named, { signal }) => {
      const { endpoint, host } = acceptedAddress(named)
      return desk.try({ endpoint, model: named.model, key: kept.keyFor(named) }, signal).catch((error: unknown) => Promise.reject(withHost(error, host)))
    },
    use: (named) => {
      acceptedAddress(named)
      return change({ address: named.address, model: named.model, key: kept.keyFor(named), isOn: true })
    },
    leave: () => change(kept.record && { ...kept.record, isOn: false }),
    forget: () => change(null),
  }
}

/** Where a server is. Throws `server-address`, and `server-plain` where nothing may be sent yet, the key least of all. */
function acceptedAddress({ address, acceptsPlain }: { readonly address: string; readonly acceptsPlain: boolean }): ServerAddress {
  const found = serverAddress(address)
  if ('fault' in found) throw new Problem('server-address', `the address has the fault ${found.fault}`)
  if (found.kind === 'private' && !acceptsPlain) throw new Problem('server-plain', 'what is sent there can be read in the network', { host: found.host })
  return found
}

function withHost(error: unknown, host: string): unknown {
  return error instanceof Problem ? new Problem(error.code, error.message, { ...error.detail, host }, error) : error
}

function usedFrom(record: KeptRecord | null): UsedServer | null {
  if (!record?.isOn) return null
  const found = serverAddress(record.address)
  if ('fault' in found) return null
  const { endpoint, host, kind } = found
  return { endpoint, model: record.model, key: record.key, shown: { host, isHere: kind === 'here', isPlain: kind === 'private' } }
}

/** What is no record of this version is none: then nothing is sent anywhere. */
function read(file: string): KeptRecord | null {
  if (!existsSync(file)) return null
  try {
    return KeptRecord.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

function write(file: string, record: KeptRecord | null): void {
  if (record === null) return rmSync(file, { force: true })
  const part = `${file}.part`
  writeFileSync(part, JSON.stringify(record), { mode: 0o600 })
  chmodSync(part, 0o600)
  renameSync(part, file)
}

/**
 * Asks a process that typesets, one question after another. Native code that fails ends its process, and is not to end the studio: where one
 * is gone the question is asked once more of a new one, for it may be what came before that ended it.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { TypstMessage, TypstReply } from './typeset-answers.ts'
import { TypesetError } from './typeset-error.ts'
import type { Drawing, TypstFiles } from './typeset.ts'

/** A Node of 24 or newer, and the file of the process. */
export interface TypesetterPlace {
  readonly nodePath: string
  readonly entry: string
}

/** The process came to its end at a question, twice. */
export class TypesetterEnded extends Error {
  override readonly name = 'TypesetterEnded'
}

type Question = Exclude<TypstMessage, { kind: 'typst-file' }>

export class Typesetter {
  readonly #place: TypesetterPlace
  #child: ChildProcess | null = null
  #last: Promise<unknown> = Promise.resolve()

  constructor(place: TypesetterPlace) {
    this.#place = place
  }

  /** Of whose answer the caller knows what it is. Throws TypesetError and TypesetterEnded. */
  ask<Answer>(question: Question, files: TypstFiles = new Map()): Promise<Answer> {
    const answer = this.#last.then(() =>
      this.#asked<Answer>(question, files).catch((error: unknown) => {
        if (error instanceof TypesetterEnded) return this.#asked<Answer>(question, files)
        throw error
      }),
    )
    this.#last = answer.catch(() => undefined)
    return answer
  }

  close(): void {
    this.#child?.kill('SIGKILL')
  }

  async #asked<Answer>(question: Question, files: TypstFiles): Promise<Answer> {
    const child = (this.#child ??= this.#start())
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    const hear = (reply: TypstReply<Answer>): void => {
      if ('typst' in reply) resolve(reply.typst)
      else if ('refused' in reply) reject(new TypesetError(reply.refused))
      else if ('fault' in reply) reject(new Error(`the process that typesets: ${reply.fault}`))
    }
    const end = (): void => {
      this.#child = null
      reject(new TypesetterEnded(`the process that typesets ended at “${question.kind}”`))
    }
    child.on('message', hear).once('error', end).once('close', end)
    // Whoever waits keeps the host alive; a process that is idle does not.
    child.ref()
    child.channel?.ref()
    try {
      for (const [path, bytes] of files) send(child, { kind: 'typst-file', path, bytes: Buffer.from(bytes).toString('base64') })
      send(child, question)
      return await promise
    } finally {
      child.off('message', hear).off('error', end).off('close', end)
      child.unref()
      child.channel?.unref()
    }
  }

  #start(): ChildProcess {
    const { nodePath, entry } = this.#place
    const { NODE_OPTIONS: _, ...env } = process.env
    const child = fork(entry, [], { execPath: nodePath, execArgv: [], serialization: 'json', stdio: ['ignore', 'ignore', 'ignore', 'ipc'], env })
    // One that nobody hears would end the host.
    child.on('error', () => {})
    child.once('close', () => {
      if (this.#child === child) this.#child = null
    })
    return child
  }
}

/** One that is gone is told by its end. */
function send(child: ChildProcess, message: TypstMessage): void {
  child.send(message, () => {})
}

/** From source, the process's own file. */
let typesetter = new Typesetter({ nodePath: process.execPath, entry: fileURLToPath(new URL('../pictures/picture-process.ts', import.meta.url)) })

/** Says where the process is, before anything is typeset. */
export function typesetAt(place: TypesetterPlace): void {
  typesetter.close()
  typesetter = new Typesetter(place)
}

/** What `typeset.ts` has, asked of the process. */
export const typesetting = {
  typeset: async (source: string, files: TypstFiles): Promise<Uint8Array> =>
    Buffer.from(await typesetter.ask<string>({ kind: 'typst-typeset', source }, files), 'base64'),
  drawn: (source: string, files?: TypstFiles): Promise<Drawing> => typesetter.ask<Drawing>({ kind: 'typst-drawn', source }, files),
  undrawable: async (files: TypstFiles): Promise<readonly string[]> =>
    files.size === 0 ? [] : typesetter.ask<readonly string[]>({ kind: 'typst-undrawable' }, files),
  unseen: (signs: readonly string[], fonts: readonly string[]): Promise<readonly string[]> =>
    typesetter.ask<readonly string[]>({ kind: 'typst-unseen', signs, fonts }),
}

/**
 * Asks a process that typesets, one question after another. Native code that fails ends its process, and is not to end the studio: where one
 * is gone the question is asked once more of a new one, for it may be what came before that ended it. One that gets nowhere, or takes more
 * memory than an author's computer has to spare, is ended, and not asked again; one that nobody has asked for a while gives back what it holds.
 */
import { type ChildProcess, fork } from 'node:child_process'
import type { Socket } from 'node:net'
import { totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { giveBack } from '../desk/given-back.ts'
import { MOST_MB, SPARING } from './held.ts'
import type { TypstMessage, TypstReply } from './typeset-answers.ts'
import { TypesetError } from './typeset-error.ts'
import type { Drawing, TypstFiles } from './typeset.ts'

/** A Node of 24 or newer, and the file of the process. */
export interface TypesetterPlace {
  readonly nodePath: string
  readonly entry: string
  readonly bounds?: Partial<TypesetterBounds>
}

/** What a question may take, and how long a process that nobody asks stays. */
interface TypesetterBounds {
  /** Of time, for what is asked: nothing is heard of how far a book is until it is done. */
  readonly longestMs: (signs: number, files: number) => number
  /** Of memory, all that the process holds. */
  readonly mostMb: number
  readonly idleMs: number
}

/** Some forty times what they take on a computer at rest: a busy one is no fault of a book's. A book of 200,000 characters and 200 pictures takes 450 MB. */
const BOUNDS: TypesetterBounds = {
  longestMs: (signs, files) => 120_000 + signs * 0.2 + files * 1000,
  mostMb: Math.min(3072, (totalmem() / 2 ** 20) * 0.6),
  // A lesson is looked at again and again while it is written; fonts alone are a tenth of a whole book, which is not waited for.
  idleMs: 30_000,
}

/** The process came to its end at a question, twice. */
export class TypesetterEnded extends Error {
  override readonly name = 'TypesetterEnded'
}

/** The process was ended, for it took too long or too much memory. `lesson`: what it can't set by itself; null where nobody knows. */
export class TypesetterStopped extends Error {
  override readonly name = 'TypesetterStopped'
  readonly why: 'slow' | 'large'
  readonly lesson: string | null

  constructor(why: 'slow' | 'large', lesson: string | null = null) {
    super(`the process that typesets took too ${why === 'slow' ? 'long' : 'much memory'}${lesson === null ? '' : ` at “${lesson}”`}`)
    this.why = why
    this.lesson = lesson
  }
}

/** Signs of a source that is a book rather than a lesson or a drawing. */
const WHOLE = 100_000

type Question = Exclude<TypstMessage, { kind: 'typst-file' }>

const isWhole = (question: Question): boolean => 'source' in question && question.source.length > WHOLE

export class Typesetter {
  readonly #place: TypesetterPlace
  readonly #bounds: TypesetterBounds
  #child: ChildProcess | null = null
  #idle: NodeJS.Timeout | undefined
  #last: Promise<unknown> = Promise.resolve()

  constructor(place: TypesetterPlace) {
    this.#place = place
    this.#bounds = { ...BOUNDS, ...place.bounds }
  }

  /** Of whose answer the caller knows what it is. Throws TypesetError, TypesetterEnded, TypesetterStopped and the signal's reason. */
  ask<Answer>(question: Question, files: TypstFiles = new Map(), signal?: AbortSignal): Promise<Answer> {
    const answer = this.#last.then(() =>
      this.#asked<Answer>(question, files, signal).catch((error: unknown) => {
        if (error instanceof TypesetterEnded) return this.#asked<Answer>(question, files, signal)
        throw error
      }),
    )
    this.#last = answer.catch(() => undefined)
    return answer
  }

  close(): void {
    clearTimeout(this.#idle)
    this.#child?.kill('SIGKILL')
    this.#child = null
  }

  async #asked<Answer>(question: Question, files: TypstFiles, signal?: AbortSignal): Promise<Answer> {
    signal?.throwIfAborted()
    clearTimeout(this.#idle)
    const child = (this.#child ??= this.#start())
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    // It may come to its end before it is asked.
    const settled = promise.then(
      () => {},
      () => {},
    )
    const hear = (reply: TypstReply<Answer>): void => {
      if ('typst' in reply) resolve(reply.typst)
      else if ('refused' in reply) reject(new TypesetError(reply.refused))
      else if ('fault' in reply) reject(new Error(`the process that typesets: ${reply.fault}`))
    }
    const end = (): void => {
      if (this.#child === child) this.#child = null
      reject(new TypesetterEnded(`the process that typesets ended at “${question.kind}”`))
    }
    const stop = (reason: unknown): void => {
      reject(reason)
      child.kill('SIGKILL')
      if (this.#child === child) this.#child = null
    }
    const leave = (): void => stop(signal?.reason)
    const large = (): void => stop(new TypesetterStopped('large'))
    const longestMs = this.#bounds.longestMs('source' in question ? question.source.length : 0, files.size)
    const patience = setTimeout(() => stop(new TypesetterStopped('slow')), longestMs)
    signal?.addEventListener('abort', leave, { once: true })
    child.on('message', hear).once('error', end).once('close', end)
    child.stdout?.once('data', large)
    // Whoever waits keeps the host alive; a process that is idle does not.
    child.ref()
    child.channel?.ref()
    try {
      // One after another: written as text and waiting to be sent they would take as much again as all pictures of a book.
      for (const [path, bytes] of files) await Promise.race([sent(child, { kind: 'typst-file', path, bytes: base64(bytes) }), settled])
      void sent(child, question)
      // While it holds hundreds of megabytes, what was written for it needs none.
      if (isWhole(question)) void giveBack()
      return await promise
    } finally {
      clearTimeout(patience)
      signal?.removeEventListener('abort', leave)
      child.off('message', hear).off('error', end).off('close', end)
      child.stdout?.off('data', large)
      child.unref()
      child.channel?.unref()
      // Fonts, and what is remembered of a book, are hundreds of megabytes: a whole one is not waited for.
      if (isWhole(question)) this.close()
      else this.#idle = setTimeout(() => this.close(), this.#bounds.idleMs).unref()
    }
  }

  #start(): ChildProcess {
    const { nodePath, entry } = this.#place
    const { NODE_OPTIONS: _, ...inherited } = process.env
    const env = { ...inherited, ...SPARING, [MOST_MB]: String(Math.round(this.#bounds.mostMb)) }
    // By its input the process knows that nobody is there any more, by its output it says that it holds too much: neither waits for what it is at.
    const child = fork(entry, [], { execPath: nodePath, execArgv: [], serialization: 'json', stdio: ['pipe', 'pipe', 'ignore', 'ipc'], env })
    // One that nobody hears would end the host.
    for (const each of [child, child.stdin, child.stdout]) each?.on('error', () => {})
    for (const pipe of [child.stdin, child.stdout]) (pipe as Socket | null)?.unref()
    child.once('close', () => {
      if (this.#child === child) this.#child = null
    })
    return child
  }
}

/** Once it is on its way. One that is gone is told by its end. */
function sent(child: ChildProcess, message: TypstMessage): Promise<void> {
  return new Promise((resolve) => {
    child.send(message, () => resolve())
  })
}

function base64({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64')
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
  typeset: async (source: string, files: TypstFiles, signal?: AbortSignal): Promise<Uint8Array> =>
    Buffer.from(await typesetter.ask<string>({ kind: 'typst-typeset', source }, files, signal), 'base64'),
  drawn: (source: string, files?: TypstFiles): Promise<Drawing> => typesetter.ask<Drawing>({ kind: 'typst-drawn', source }, files),
  undrawable: async (files: TypstFiles): Promise<readonly string[]> =>
    files.size === 0 ? [] : typesetter.ask<readonly string[]>({ kind: 'typst-undrawable' }, files),
  unseen: (signs: readonly string[], fonts: readonly string[]): Promise<readonly string[]> =>
    typesetter.ask<readonly string[]>({ kind: 'typst-unseen', signs, fonts }),
}

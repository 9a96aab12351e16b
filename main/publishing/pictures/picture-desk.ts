/** Asks processes that make pictures anew, and ends one that does not get on: a drawing can keep it busy for hours. */
import { type ChildProcess, fork } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism, tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { makeFolders } from '#engine/computer/index.ts'
import { SPARING } from '../pdf/held.ts'
import type { DrawTask } from './drawn.ts'
import type { PictureQuestion, PictureReply } from './picture-process.ts'
import type { PictureAnswer, PictureTask } from './picture-work.ts'

export interface PictureDeskOptions {
  /** A Node of 24 or newer, and the file of the process. */
  readonly nodePath: string
  readonly entry: string
  readonly longestMs?: number
  /** After which a process that nobody asks is ended. */
  readonly idleMs?: number
  /** For which nothing is tried where no process starts. */
  readonly pauseMs?: number
  /** Where its fonts lie while it is open; left out: among the system's temporary files. */
  readonly scratch?: string
}

/** What a picture with a hundred million pixels needs on a busy computer. */
const LONGEST_MS = 60_000
/** Fonts and a decoder are a hundred megabytes in each process, and starting one takes less than a picture; a book that is typeset needs the room. */
const IDLE_MS = 1000

/** Tries in a row to start a process, and the pause after which one more is made: a computer may be short of memory for a while, or have no libvips at all. */
const [MOST_TRIES, PAUSE_MS] = [3, 10_000]

interface Job {
  readonly question: PictureQuestion
  readonly resolve: (answer: PictureAnswer | null) => void
  readonly reject: (error: unknown) => void
}

export class PictureDesk {
  readonly #options: PictureDeskOptions
  readonly #waiting: Job[] = []
  readonly #idle: ChildProcess[] = []
  readonly #all = new Set<ChildProcess>()
  #fonts: string | null = null
  #tidying: NodeJS.Timeout | undefined
  /** Processes in a row that could not start, and when there may be another. */
  #failed = 0
  #pausedUntil = -Infinity

  constructor(options: PictureDeskOptions) {
    this.#options = options
  }

  /** What became of a picture, `unmade` also where it took too long or its process ended; null where this computer can't make any now. */
  make({ bytes, ...task }: PictureTask, signal?: AbortSignal): Promise<PictureAnswer | null> {
    return this.#answered({ kind: 'make', ...task, bytes: Buffer.from(bytes).toString('base64') }, signal)
  }

  /** A cover; null where this computer can't draw any. */
  draw({ picture, ...task }: DrawTask, signal?: AbortSignal): Promise<PictureAnswer | null> {
    return this.#answered({ kind: 'draw', ...task, picture: picture === null ? null : Buffer.from(picture).toString('base64') }, signal)
  }

  async #answered(question: PictureQuestion, signal?: AbortSignal): Promise<PictureAnswer | null> {
    signal?.throwIfAborted()
    const { promise, resolve, reject } = Promise.withResolvers<PictureAnswer | null>()
    const job: Job = { question, resolve, reject }
    const giveUp = (): void => {
      const at = this.#waiting.indexOf(job)
      if (at >= 0) this.#waiting.splice(at, 1)
      reject(signal?.reason)
    }
    signal?.addEventListener('abort', giveUp, { once: true })
    this.#waiting.push(job)
    this.#next()
    try {
      return await promise
    } finally {
      signal?.removeEventListener('abort', giveUp)
    }
  }

  close(): void {
    clearTimeout(this.#tidying)
    for (const child of this.#all) child.kill('SIGKILL')
    this.#all.clear()
    this.#idle.length = 0
    for (const { resolve } of this.#waiting.splice(0)) resolve({ kind: 'unmade' })
    if (this.#fonts !== null) rmSync(this.#fonts, { recursive: true, force: true })
    this.#fonts = null
  }

  #next(): void {
    if (this.#waiting.length === 0) return
    const child = this.#idle.pop()
    if (child !== undefined) this.#ask(child)
    else if (this.#failed >= MOST_TRIES && performance.now() < this.#pausedUntil) {
      // What another process may still answer waits for it.
      if (this.#all.size === 0) for (const { resolve } of this.#waiting.splice(0)) resolve(null)
    } else if (this.#all.size < Math.min(2, availableParallelism())) this.#start()
  }

  #start(): void {
    const child = this.#forked()
    if (child === null) {
      this.#couldNotStart()
      return this.#next()
    }
    this.#all.add(child)
    let hasStarted = false
    child.once('message', () => {
      hasStarted = true
      this.#failed = 0
      this.#ask(child)
    })
    // One that nobody hears would end the host.
    child.on('error', () => {})
    child.once('close', () => {
      const isOurs = this.#all.delete(child)
      if (!hasStarted && isOurs) this.#couldNotStart()
      const at = this.#idle.indexOf(child)
      if (at >= 0) this.#idle.splice(at, 1)
      this.#next()
    })
  }

  /** Null: there is no room for its fonts, or none for another process. */
  #forked(): ChildProcess | null {
    const { nodePath, entry } = this.#options
    const { NODE_OPTIONS: _, ...inherited } = process.env
    const fontFile = this.#fontFile()
    if (fontFile === null) return null
    try {
      return fork(entry, [], {
        execPath: nodePath,
        execArgv: [],
        serialization: 'json',
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
        env: { ...inherited, ...SPARING, FONTCONFIG_FILE: fontFile, PANGOCAIRO_BACKEND: 'fontconfig' },
      })
    } catch (error) {
      // Of what a system refuses Node tells some later, and lack of memory at once.
      if (error instanceof Error && 'syscall' in error) return null
      throw error
    }
  }

  #couldNotStart(): void {
    this.#failed += 1
    if (this.#failed < MOST_TRIES) return
    this.#pausedUntil = performance.now() + (this.#options.pauseMs ?? PAUSE_MS)
    if (this.#all.size === 0) for (const { resolve } of this.#waiting.splice(0)) resolve(null)
  }

  #ask(child: ChildProcess): void {
    const job = this.#waiting.shift()
    if (job === undefined) {
      this.#idle.push(child)
      // Whoever waits for a picture keeps the host alive; a process that is idle does not.
      child.unref()
      child.channel?.unref()
      clearTimeout(this.#tidying)
      this.#tidying = setTimeout(() => this.#endIdle(), this.#options.idleMs ?? IDLE_MS).unref()
      return
    }
    child.ref()
    child.channel?.ref()
    const patience = setTimeout(() => child.kill('SIGKILL'), this.#options.longestMs ?? LONGEST_MS)
    const settle = (): void => {
      clearTimeout(patience)
      child.off('message', hear)
      child.off('close', die)
    }
    const hear = (reply: PictureReply): void => {
      settle()
      if ('fault' in reply) job.reject(new Error(`the process of pictures: ${reply.fault}`))
      else job.resolve(reply.answer.kind === 'made' ? { ...reply.answer, bytes: Buffer.from(reply.answer.bytes, 'base64') } : reply.answer)
      this.#ask(child)
    }
    const die = (): void => {
      settle()
      job.resolve({ kind: 'unmade' })
    }
    child.on('message', hear)
    child.once('close', die)
    child.send(job.question)
  }

  #endIdle(): void {
    for (const child of this.#idle.splice(0)) {
      this.#all.delete(child)
      child.kill('SIGKILL')
    }
  }

  /** Words in a drawing have the fonts that a book has, and never those of this computer: it would be another picture elsewhere. Null: there is no room for them. */
  #fontFile(): string | null {
    if (this.#fonts === null) {
      let laid: string | null = null
      try {
        const { scratch = tmpdir() } = this.#options
        makeFolders(scratch)
        // Called as what a process leaves that is killed, so that a later one takes it away.
        laid = mkdtempSync(join(scratch, `moke-publishing-${process.pid}-`))
        layFonts(laid)
        this.#fonts = laid
      } catch (error) {
        if (!(error instanceof Error && 'syscall' in error)) throw error
        // Half of them would make other pictures.
        if (laid !== null) rmSync(laid, { recursive: true, force: true })
        return null
      }
    }
    return join(this.#fonts, FONT_FILE)
  }
}

const FONT_FILE = 'fonts.conf'

function layFonts(folder: string): void {
  const fonts = join(folder, 'fonts')
  mkdirSync(fonts)
  const here = createRequire(import.meta.url)
  for (const file of FONTS) linkedOrCopied(here.resolve(file), join(fonts, basename(file)))
  writeFileSync(join(folder, FONT_FILE), fontsConf(fonts, join(folder, 'cache')))
}

const FONTS = [
  '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
  'node-source-han-sans-sc/SourceHanSansSC-Regular.otf',
  'node-source-han-sans-sc/SourceHanSansSC-Bold.otf',
  '@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf',
]

/** Families that drawings often name, which look like the font for the screen rather than the one for print. */
const SANS = ['Arial', 'Helvetica', 'Helvetica Neue', 'Verdana', 'Segoe UI', 'Roboto', 'Inter', 'Microsoft YaHei', 'PingFang SC', 'SimHei', 'Noto Sans SC']

function linkedOrCopied(from: string, to: string): void {
  try {
    symlinkSync(from, to)
  } catch {
    // Windows lets few make links.
    copyFileSync(from, to)
  }
}

function fontsConf(fonts: string, cache: string): string {
  const alias = (family: string, ...names: string[]): string =>
    `<alias binding="same"><family>${family}</family><prefer>${names.map((name) => `<family>${name}</family>`).join('')}</prefer></alias>`
  const text = (path: string): string => path.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>${text(fonts)}</dir><cachedir>${text(cache)}</cachedir>
${alias('serif', 'Noto Serif SC', 'Source Han Sans SC', 'Noto Emoji')}
${['sans-serif', 'system-ui', ...SANS].map((family) => alias(family, 'Source Han Sans SC', 'Noto Serif SC', 'Noto Emoji')).join('\n')}
${alias('monospace', 'Source Han Sans SC', 'Noto Emoji')}
</fontconfig>
`
}

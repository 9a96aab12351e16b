/** The process that makes pictures anew, draws covers and typesets: one question after another. Frames are JSON, for the host may be of another V8. */
import { fileURLToPath } from 'node:url'
import { isMainThread, Worker } from 'node:worker_threads'
import { MOST_MB, watchHeld } from '../pdf/held.ts'
import { typstAnswer, type TypstMessage } from '../pdf/typeset-answers.ts'
import type { DrawTask } from './drawn.ts'
import type { PictureAnswer, PictureTask } from './picture-work.ts'

/** Bytes are in Base64. */
export type PictureQuestion =
  | ({ readonly kind: 'make'; readonly bytes: string } & Omit<PictureTask, 'bytes'>)
  | ({ readonly kind: 'draw'; readonly picture: string | null } & Omit<DrawTask, 'picture'>)

/** What comes back: of an error what it says. */
export type PictureReply =
  | { readonly answer: Exclude<PictureAnswer, { kind: 'made' }> | (Omit<Extract<PictureAnswer, { kind: 'made' }>, 'bytes'> & { readonly bytes: string }) }
  | { readonly fault: string }

async function answered(question: PictureQuestion): Promise<PictureAnswer> {
  if (question.kind === 'make') {
    const { workedOn } = await import('./picture-work.ts')
    return workedOn({ ...question, bytes: Buffer.from(question.bytes, 'base64') })
  }
  // Loaded where a cover is drawn: fonts are tens of megabytes.
  const { drawn } = await import('./drawn.ts')
  return drawn({ ...question, picture: question.picture === null ? null : Buffer.from(question.picture, 'base64') })
}

const isOfTypst = (question: PictureQuestion | TypstMessage): question is TypstMessage => question.kind.startsWith('typst-')

function serve(): void {
  process.on('message', (question: PictureQuestion | TypstMessage) => {
    if (isOfTypst(question)) {
      void typstAnswer(question).then((reply) => reply && process.send?.(reply))
      return
    }
    void answered(question).then(
      (answer) =>
        process.send?.({ answer: answer.kind === 'made' ? { ...answer, bytes: Buffer.from(answer.bytes).toString('base64') } : answer } satisfies PictureReply),
      (error: unknown) => process.send?.({ fault: String(error) } satisfies PictureReply),
    )
  })
  process.on('disconnect', () => process.exit(0))
  process.send?.({ ready: true })
}

if (!isMainThread) watchHeld()
else {
  // Typst can be kept busy or grow without end; libvips is ended by who asks it, picture by picture.
  if (process.env[MOST_MB] !== undefined) new Worker(fileURLToPath(import.meta.url)).unref()
  serve()
}

/** The process that makes pictures anew: one question after another. Frames are JSON, for the host may be of another V8. */
import type { Accepted, PictureType } from './accepted.ts'
import { workedOn } from './picture-work.ts'

export interface PictureQuestion {
  readonly id: number
  readonly type: PictureType
  readonly accepted: Accepted
  /** Base64. */
  readonly bytes: string
}

process.on('message', ({ id, type, accepted, bytes }: PictureQuestion) => {
  void workedOn({ type, accepted, bytes: Buffer.from(bytes, 'base64') }).then((answer) =>
    process.send?.({ id, answer: answer.kind === 'made' ? { ...answer, bytes: Buffer.from(answer.bytes).toString('base64') } : answer }),
  )
})
process.on('disconnect', () => process.exit(0))
process.send?.({ ready: true })

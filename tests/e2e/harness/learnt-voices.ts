/** Voices that were learnt, as the studio finds them beside a workspace: real adapters for the starter, records as it writes them. */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { identify, openBase } from '#engine/bases/index.ts'
import { openWorks } from '#main/store/works-open.ts'
import type { Proof } from '#preload/contract/proofs.ts'
import { starter, teachStarter } from '../../integration/taught-starter.ts'

const setup = { method: 'lora', bits: 32, rank: 4, steps: 14, length: 64, batch: 2 } as const
const work = { id: 'gone-1', title: '旧信', words: 21_000, heldOut: false }
const kept = { id: 'gone-2', title: '旧账', words: 2400, heldOut: true }

/** What a proof of an adapter may be. */
export function proofOf(part: Partial<Proof> = {}): Proof {
  const share = (value: number) => ({ value, error: 0.01 })
  const recital = (longest: number) => ({ share: 0.002, own: 0.001, longest, passages: [{ work: 'w1', title: '老林', text: '豆腐要趁热吃，话要凉了再讲' }] })
  return {
    version: 1,
    at: 1_795_952_391_854,
    seconds: 140,
    heldOut: { works: 13, characters: 24_840, read: 24_840, written: 3000, seed: 1 },
    bitsPerCharacter: { before: 4.21, after: 3.78 },
    writing: { before: { saved: share(0.142), precision: share(0.41), shown: 180 }, after: { saved: share(0.231), precision: share(0.52), shown: 240 } },
    general: { before: 4.3, after: 4.33, characters: 30_000 },
    recital: { before: { ...recital(9), passages: [] }, after: recital(13), characters: 2400, isAlarming: false },
    continuations: [
      { work: 'w2', title: '灯下', opening: '灯下写字的人，', truth: '都在等一句话。', before: '是一个很大的问题。', after: '都在等一个句子。' },
      { work: 'w2', title: '灯下', opening: '那年冬天，', truth: '我学会了慢。', before: '大家都在想。', after: '我学会了等。' },
    ],
    verdict: 'better',
    isWorthUsing: true,
    ...part,
  }
}

/** Makes an archive that these works were removed from for good. */
export function removeWorks(workspace: string, ids: readonly string[]): void {
  const works = openWorks(workspace, true, Date.now())
  if (works === 'newer') throw new Error('the archive is there already')
  for (const id of ids) works.db.prepare('INSERT INTO gone (id) VALUES (?)').run(id)
  works.db.close()
}

interface LearntVoice {
  readonly id: string
  readonly name: string
  readonly proof: Proof | null
  /** Of another model, which is not here. */
  readonly isForeign?: boolean
  /** Its works were removed since; otherwise nobody knows of any. */
  readonly isLeftOut?: boolean
}

/** Puts voices into a workspace that no studio has open. */
export async function putVoices(workspace: string, voices: readonly LearntVoice[]): Promise<void> {
  if (voices.some(({ isLeftOut }) => isLeftOut)) removeWorks(workspace, [work.id, kept.id])
  await using base = await openBase(starter)
  const identity = await identify(base)
  const taught = join(workspace, 'taught.gguf')
  await teachStarter(taught)
  voices.forEach(({ id, name, proof, isForeign = false, isLeftOut = false }, at) => {
    const folder = join(workspace, 'voice', id)
    mkdirSync(folder, { recursive: true })
    copyFileSync(taught, join(folder, 'adapter.gguf'))
    const figures = [
      { step: 0, bitsPerCharacter: 4.21 },
      { step: 14, bitsPerCharacter: 3.78 },
    ]
    const record = {
      version: 1,
      ...{ id, name, proof, setup, figures },
      base: isForeign ? { id: 'other.gguf', name: '远方的模型' } : { id: 'starter', name: base.name },
      identity: isForeign ? { ...identity, sizes: 'other', numbers: 'other' } : identity,
      madeAt: 1_795_952_391_854 - at * 86_400_000,
      choice: { method: null, rank: null, passes: null },
      works: isLeftOut ? [work, kept] : [],
      before: figures[0],
      after: figures[1],
      seconds: 60,
    }
    writeFileSync(join(folder, 'record.json'), JSON.stringify(record))
  })
}

/** A studio that learns a voice from works of an archive, with a trainer that a test hands it. */
import { join } from 'node:path'
import { onTestFinished, vi } from 'vitest'
import { keepTrainer } from '#main/compute/trainer.ts'
import type { MasksThen } from '#main/services/run-record.ts'
import { voiceService } from '#main/services/voice.ts'
import { VoiceFolder } from '#main/services/voice-records.ts'
import { VoiceUse } from '#main/services/voice-use.ts'
import type { Enough, Work } from '#preload/contract/archive.ts'
import { opened } from './workspaces.ts'
import { fakeTrainer, identity } from './fake-trainer.ts'

export const works = Array.from({ length: 6 }, (_, at) => ({
  id: `w${at}`,
  title: `第${at}篇`,
  words: 5000,
  split: at < 5 ? ('train' as const) : ('held-out' as const),
  stamp: `${at}`,
  read: () => ({ text: `正文${at}`, context: [] }),
}))
const amount = { words: 30_000, works: 6 }
export const plenty: Enough = { kind: 'enough', have: amount, need: { words: 20_000, works: 5 } }
const noDesk = {
  ...{ take: () => Promise.reject(new Error('no desk')), give: async () => undefined, label: async () => undefined, isSame: async () => false },
  merge: async function* () {},
}
export const caller = { client: 'page', signal: new AbortController().signal }
export const asked = { base: null, choice: null, name: '散文' }

/** Works that are left out one after the other, as the archive tells of them. */
export function leavable() {
  const out = new Set<string>()
  const masked: string[] = []
  const listeners = new Set<() => void>()
  return {
    learning: {
      works: async (_: AbortSignal, isWanted: (work: (typeof works)[number]) => boolean = () => true) =>
        works.filter((work) => !out.has(work.id) && isWanted(work)),
      known: async () => [],
      details: () => new Map(),
      // What its author left out is still there.
      work: (id: string) => (works.some((work) => work.id === id) ? ({ id } as unknown as Work) : undefined),
      whereabouts: () => ({ of: ({ id }: { id: string }) => (out.has(id) ? ('left-out' as const) : ('here' as const)), newIdOf: () => null }),
      chosenMasks: () => ({ words: [...masked], released: [] }),
      newlyMasked: (before: MasksThen) => new Set(masked.filter((word) => !before.words.includes(word))),
      readAhead: async () => undefined,
      listen: (listener: () => void) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    mask: (words: readonly string[]) => {
      masked.splice(0, masked.length, ...words)
      for (const listener of listeners) listener()
    },
    leaveOut: (id: string) => {
      out.add(id)
      for (const listener of listeners) listener()
    },
    takeBack: (id: string) => {
      out.delete(id)
      for (const listener of listeners) listener()
    },
  }
}

interface Given {
  readonly enough: Enough
  readonly learning: ReturnType<typeof leavable>['learning']
  readonly resumeAfterMs: number
  readonly graceMs: number
}

export async function voiceIn(
  folder: string,
  fake: ReturnType<typeof fakeTrainer>,
  { enough = plenty, learning = leavable().learning, resumeAfterMs = 1, graceMs = 1 }: Partial<Given> = {},
) {
  const workspace = await opened(folder)
  const reportBug = vi.fn(() => 'bug')
  const kept = keepTrainer({ nodePath: '', entry: '', reportBug, start: fake.start })
  const { handlers, dispose } = voiceService({
    ...{ workspace, folder, templates: '', modelsFolder: join(folder, 'models'), trainer: kept, reportBug, emit: () => undefined, resumeAfterMs, graceMs },
    learning,
    enough: () => enough,
    generalText: 'general-text.jsonl',
    model: () => 'starter',
    place: (id) => ({ path: id.endsWith('.gguf') ? join(folder, 'models', id) : `/models/${id}.gguf`, name: id }),
    use: new VoiceUse(new VoiceFolder(folder), folder),
    compute: {
      adapt: async () => undefined,
      listen: () => () => undefined,
      shelf: { identities: async () => new Map([['starter', identity]]), adapters: noDesk },
    },
  })
  onTestFinished(dispose)
  const phase = () => handlers.state({}, caller)
  return { handlers, phase, dispose, workspace }
}

/** Voices that come and go as files, and that become models of their own. */
import { useEffect } from 'react'
import type { Precision } from '#preload/contract/adapters.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { Adapter } from '#preload/contract/voice.ts'
import type { z } from '#preload/document/zod.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { modelsChanged } from '#renderer/host/model-changes.ts'
import { sendFile } from '#renderer/host/images.ts'
import { downloadMade } from '#renderer/ui/download.ts'
import { formatBytes } from '#renderer/ui/format.ts'
import type { Notice } from '#renderer/ui/notice-list.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import { rowOf } from './use-adapter-deeds.ts'
import { type LongKind, longWorkOf, wholeFile } from './long-work.ts'

export interface MergeWish {
  readonly name: string
  /** 1 is as it was learnt. */
  readonly strength: number
  readonly precision: z.infer<typeof Precision>
}

export interface AdapterFiles {
  /** Hands it to the browser as a file: a GGUF for llama.cpp, or a ZIP of a PEFT folder. */
  save(adapter: Adapter, format: 'gguf' | 'peft'): Promise<void>
  /** Takes in the files of one adapter from elsewhere. */
  take(files: readonly File[]): Promise<void>
  merge(adapter: Adapter, wish: MergeWish): Promise<void>
}

/** What a notice of a failure is about. */
const failed = 'voice file'

export function useAdapterFiles(onModels: () => void): AdapterFiles {
  const { t, language } = useTexts()
  const host = useHost()
  const notices = useNotices()
  const work = longWorkOf(host)
  // What failed is told where it was begun, and goes with that page.
  useEffect(() => () => notices.takeBack(failed), [notices])
  const voice = () => host.clients().voice
  /** Tells `said` once it is done; where nothing came of it there is nothing to tell. */
  const attempt = async (kind: LongKind, said: () => Notice | null, run: Parameters<typeof work.run>[1]) => {
    notices.takeBack(failed)
    try {
      const notice = (await work.run(kind, run)) ? said() : null
      if (notice) notices.show({ ...notice, about: 'voice' })
    } catch (error) {
      const found = foundIn(error)
      if (found) notices.show({ text: t('voice.here-found', found), about: 'voice' })
      else notices.problem(error, failed)
    }
  }
  return {
    save: ({ id }, format) => {
      let text: string | null = null
      return attempt(
        'export',
        () => (text === null ? null : { text }),
        async (signal, tell) => {
          let isKnownAgain = true
          const pieces = heard(voice().exportAdapter({ id, format }, signal), (piece) => {
            isKnownAgain = piece.isKnownAgain
          })
          const file = await wholeFile(pieces, tell)
          if (!file || signal.aborted) return
          downloadMade(file.content, file.name)
          text = t(isKnownAgain ? 'voice.saved-file' : 'voice.saved-plain', { name: file.name, size: formatBytes(language, file.content.size) })
        },
      )
    },
    take: (files) => {
      let row: string | undefined
      return attempt(
        'import',
        () => ({ text: t('voice.taken'), of: row }),
        async (signal, tell) => {
          const to = voice()
          const total = files.reduce((sum, { size }) => sum + size, 0)
          const uploads = []
          let sent = 0
          for (const file of files) {
            const before = sent
            uploads.push(await sendFile(to, file, file.name, { signal, onProgress: (share) => tell(before + share * file.size, total) }))
            sent += file.size
          }
          const { id } = await to.importAdapter({ uploads, name: null }, signal)
          row = rowOf(id)
        },
      )
    },
    merge: ({ id }, wish) =>
      attempt(
        'merge',
        () => ({ text: t('voice.merged', { name: wish.name }), action: { label: t('voice.see-models'), run: onModels } }),
        async (signal, tell) => {
          for await (const { bytes, total } of voice().merge({ id, ...wish }, signal)) tell(bytes, total)
          modelsChanged(host)
        },
      ),
  }
}

/** What was found of a voice that is in the list already; null for all else that can go wrong. */
function foundIn(error: unknown): { readonly name: string; readonly count: number } | null {
  if (!(error instanceof Problem) || error.code !== 'adapter-here') return null
  const { name, found } = error.detail
  return typeof found === 'number' ? { name: String(name), count: found } : null
}

async function* heard<T>(items: AsyncIterable<T>, hear: (item: T) => void): AsyncGenerator<T> {
  for await (const item of items) {
    hear(item)
    yield item
  }
}

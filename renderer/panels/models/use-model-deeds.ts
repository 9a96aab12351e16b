import { useState } from 'react'
import { type ModelEntry, modelTitle } from '#preload/contract/models.ts'
import { Problem } from '#preload/contract/problem.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useConfirm } from '#renderer/ui/confirm.tsx'
import { formatBytes } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { modelName } from '#renderer/ui/model-name.ts'
import { problemSentence } from '#renderer/ui/problem-sentence.ts'
import type { Notice } from '#renderer/ui/notice-list.ts'
import { useNotices } from '#renderer/ui/toast.tsx'
import { chooseHere } from '#renderer/host/own-model.ts'
import type { KnownModels } from './use-models.ts'
import { useSystem } from './use-system.ts'

/** A copy that is under way. */
export interface CopyState {
  readonly id: string
  readonly bytes: number
  readonly total: number
  readonly stop: () => void
}

export interface ModelDeeds {
  use(entry: ModelEntry): void
  cancelLoad(): void
  retry(): void
  copy(entry: ModelEntry): Promise<void>
  /** Takes a brought one out of the list, and deletes the file of another one after asking. */
  forget(entry: ModelEntry, name: string): Promise<void>
}

/** What can be done, and what is being done. */
export interface ModelWork {
  readonly deeds: ModelDeeds
  readonly copying: CopyState | null
}

/** All that can be done with the models in the list. */
export function useModelDeeds({ refresh, without, put }: KnownModels): ModelWork {
  const { t, language } = useTexts()
  const host = useHost()
  const notices = useNotices()
  const confirm = useConfirm()
  const [copying, setCopying] = useState<CopyState | null>(null)

  // One at a time: what is newest here is what counts.
  const say = (notice: Omit<Notice, 'about'>) => notices.show({ ...notice, about: 'models' })
  const tell = (error: unknown) => {
    if (!(error instanceof Problem)) throw error
    if (error.code !== 'cancelled') say({ text: problemSentence(language, error), kind: 'problem' })
  }

  const copy = async ({ id }: ModelEntry) => {
    const over = new AbortController()
    const state = { id, bytes: 0, total: 0, stop: () => over.abort() }
    setCopying(state)
    try {
      for await (const { bytes, total } of host.clients().models.copy({ id }, over.signal)) setCopying({ ...state, bytes, total })
      if (!over.signal.aborted) say({ text: t('models.copied') })
    } catch (error) {
      if (!over.signal.aborted) tell(error)
    } finally {
      await refresh() // before the copy is over for the eye: what is chosen is then in the list
      setCopying(null)
    }
  }

  /** Brings one that was taken out of the list, and chooses it where it was in use. */
  const putBack = async (path: string, wasChosen: boolean) => {
    try {
      const entry = await host.clients().models.bring({ path })
      put(entry)
      void refresh()
      if (wasChosen) host.changeSettings({ model: entry.id })
    } catch (error) {
      tell(error)
    }
  }

  const forget = async (entry: ModelEntry, name: string) => {
    const deleteFiles = entry.place === 'folder'
    if (deleteFiles) {
      const { file, facts } = entry
      const body = facts ? t('models.delete-body', { file, size: formatBytes(language, facts.bytes) }) : t('models.delete-broken', { file })
      if (!(await confirm({ title: t('models.delete-title', { name }), body, action: t('models.delete-action'), danger: true }))) return
    }
    const wasChosen = host.settings.get().model === entry.id
    try {
      await without(entry.id, async () => void (await host.clients().models.forget({ id: entry.id, deleteFiles })))
      const { path } = entry
      if (deleteFiles) say({ text: t('models.deleted', { file: entry.file }) })
      else
        say({
          text: t('models.forgotten', { name }),
          action: path === null ? undefined : { label: t('ui.put-back'), run: () => void putBack(path, wasChosen) },
        })
    } catch (error) {
      tell(error)
    }
  }

  return {
    copying,
    deeds: {
      use: ({ id }) => void chooseHere(host, id).catch(tell),
      cancelLoad: () => void host.clients().models.cancelLoad({}).catch(tell),
      retry: () => void host.clients().models.retry({}).catch(tell),
      copy,
      forget,
    },
  }
}

/** Brings a file into the list; keeps why it could not be. */
export function useBring(
  { entries, put }: KnownModels,
  onBrought: (entry: ModelEntry) => void,
): { refusal: string | null; bring: (path: string) => Promise<boolean>; begin: () => void } {
  const { t, language } = useTexts()
  const host = useHost()
  const notices = useNotices()
  const system = useSystem()
  const [refusal, setRefusal] = useState<string | null>(null)
  /** A new attempt: why the one before went wrong is not what is to be read now. */
  const begin = () => setRefusal(null)
  const bring = async (path: string) => {
    begin()
    try {
      const entry = await host.clients().models.bring({ path })
      if (entries?.some(({ id }) => id === entry.id))
        notices.show({ text: t('models.already', { name: modelName(t, { id: entry.id, name: modelTitle(entry.file) }) }), about: 'models' })
      put(entry)
      onBrought(entry)
      return true
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      // What was typed may be short for another place: only where the file was looked for says what to mend.
      if (error.code === 'model-missing') setRefusal(t('models.not-there', { path: error.detail['path'] ?? path }))
      else if (error.code === 'model-path') setRefusal(t('models.not-whole', { example: t(`models.example-${system}`) }))
      else setRefusal(problemSentence(language, error))
      return false
    }
  }
  return { refusal, bring, begin }
}

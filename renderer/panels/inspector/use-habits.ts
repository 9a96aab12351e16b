import { useMemo } from 'react'
import type { Habits } from '#preload/contract/habits.ts'
import type { Clients } from '#renderer/host/clients.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useCounted } from '#renderer/host/use-counted.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useAsked } from '#renderer/ui/use-asked.ts'

export interface KnownHabits extends Habits {
  /** Erases them after a question. */
  readonly erase: () => void
}

const ask = ({ suggestions }: Clients) => suggestions.habits({})
const none: Habits = { kinds: [], total: 0 }

/** What was learnt of the author. The inspector is an aside: without a host it keeps its last numbers and says nothing. */
export function useHabits(): KnownHabits {
  const host = useHost()
  const { t } = useTexts()
  const { read, readAgain } = useCounted(ask)
  const asked = useAsked()
  const habits = read?.counts ?? none
  return useMemo(() => {
    const erase = async () => {
      await host.clients().suggestions.eraseHabits({})
      await readAgain()
    }
    return { ...habits, erase: () => void asked({ title: t('habits.erase-title'), body: t('habits.erase-body'), action: t('habits.erase') }, erase) }
  }, [habits, host, t, asked, readAgain])
}

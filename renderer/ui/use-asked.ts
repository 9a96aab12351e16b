import { useCallback } from 'react'
import { type Question, useConfirm } from './confirm.tsx'
import { useNotices } from './toast.tsx'

/** Does what can't be undone once the author has said yes to it, and tells of it where it fails. */
export function useAsked(): (question: Question, run: () => Promise<void>) => Promise<void> {
  const confirm = useConfirm()
  const notices = useNotices()
  return useCallback(
    async (question, run) => {
      if (await confirm({ ...question, danger: true })) await run().catch(notices.problem)
    },
    [confirm, notices],
  )
}

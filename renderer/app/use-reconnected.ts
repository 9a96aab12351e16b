import { useEffect } from 'react'
import { useHost } from '#renderer/host/host-context.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'

/** Once the host is there again, nothing says any more that it is not. */
export function useReconnected(): void {
  const { session } = useHost()
  const notices = useNotices()
  useEffect(() => session.subscribe(() => notices.solved('unavailable')), [session, notices])
}

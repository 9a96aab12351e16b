import { useEffect } from 'react'
import { useShell } from './shell-context.tsx'

/** Asks before the window closes over text or a title that is not on the disk yet. */
export function useLeaveGuard(): void {
  const shell = useShell()
  useEffect(() => {
    const onBeforeUnload = (event: BeforeUnloadEvent) => {
      // Meanwhile they are on their way.
      shell.titles.flush()
      if (shell.hasUnsaved()) event.preventDefault()
    }
    window.addEventListener('beforeunload', onBeforeUnload)
    return () => window.removeEventListener('beforeunload', onBeforeUnload)
  }, [shell])
}

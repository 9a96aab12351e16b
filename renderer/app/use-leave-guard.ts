import { useEffect } from 'react'
import { useShell } from './shell-context.tsx'

/** Asks before the window closes over text that is not on the disk yet. */
export function useLeaveGuard(): void {
  const shell = useShell()
  useEffect(() => {
    const onBeforeUnload = (event: BeforeUnloadEvent) => { if (shell.hasUnsaved()) event.preventDefault() }
    window.addEventListener('beforeunload', onBeforeUnload)
    return () => window.removeEventListener('beforeunload', onBeforeUnload)
  }, [shell])
}

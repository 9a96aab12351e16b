import { createContext, type ReactNode, use } from 'react'
import type { Shell } from './shell.ts'

const ShellContext = createContext<Shell | null>(null)

/** Makes the window's state known to everything inside. */
export function ShellProvider({ shell, children }: { shell: Shell; children: ReactNode }) {
  return <ShellContext value={shell}>{children}</ShellContext>
}

/** The state of this window. */
export function useShell(): Shell {
  const shell = use(ShellContext)
  if (!shell) throw new Error('there is no ShellProvider above this component')
  return shell
}

/** The host for React: one provider at the root, one hook everywhere. */
import { createContext, type ReactNode, use } from 'react'
import type { Host } from './host.ts'

const HostContext = createContext<Host | null>(null)

/** Makes the host known to everything inside. */
export function HostProvider({ host, children }: { host: Host; children: ReactNode }) {
  return <HostContext value={host}>{children}</HostContext>
}

/** The host of this page. */
export function useHost(): Host {
  const host = use(HostContext)
  if (!host) throw new Error('there is no HostProvider above this component')
  return host
}

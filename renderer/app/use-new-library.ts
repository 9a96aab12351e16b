import { useEffect, useState } from 'react'
import { useHost } from '#renderer/host/host-context.tsx'
import { useValue } from '#renderer/host/value.ts'
import { isNewInPlace, knowLibrary } from './known-library.ts'

/** The folder of a library that is new where this browser knows another, and what to do when the author has heard of it. */
export function useNewLibrary(): { readonly folder: string | null; readonly understood: () => void } {
  const host = useHost()
  const folder = useValue(host.about)?.folder ?? null
  const identity = useValue(host.workspace)?.identity ?? null
  const [isNew, setNew] = useState(false)
  useEffect(() => setNew(identity !== null && isNewInPlace(identity, Date.now())), [identity])
  const understood = () => {
    if (identity) knowLibrary(identity, Date.now())
    setNew(false)
  }
  return { folder: isNew ? folder : null, understood }
}

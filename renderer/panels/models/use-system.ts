import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected } from '#renderer/host/value.ts'

/** The system of the computer whose files are named, for an example of how its paths are written. */
export function useSystem(): 'linux' | 'darwin' | 'win32' {
  const platform = useSelected(useHost().about, (about) => about?.platform ?? '')
  return platform.startsWith('win32') ? 'win32' : platform.startsWith('darwin') ? 'darwin' : 'linux'
}

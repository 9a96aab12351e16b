/** When nobody looks at the page any more, and when it may be gone at once. */
export interface LeavingPorts {
  /** Another window or tab is in front. */
  readonly hidden: () => void
  /** Nothing that has to wait comes after this. */
  readonly going: () => void
}

/** Hears both of the window, until the answer is called. */
export function hearLeaving({ hidden, going }: LeavingPorts): () => void {
  const listeners = new AbortController()
  const options = { signal: listeners.signal }
  window.addEventListener('pagehide', going, options)
  document.addEventListener('visibilitychange', () => (document.hidden ? hidden() : undefined), options)
  return () => listeners.abort()
}

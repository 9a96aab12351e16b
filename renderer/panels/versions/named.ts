/** Tells the timeline, wherever it is drawn, that a moment got a name or lost it in this window. */
const listeners = new Set<() => void>()

export function onVersionsNamed(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function versionsNamed(): void {
  for (const listener of listeners) listener()
}

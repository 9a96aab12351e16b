/** Whether the author has taken in enough suggestions to know the keys; the hint then goes quiet. */
import { storeIfRoom } from '#renderer/editor/saving/browser-storage.ts'

const key = 'moke.hint.accepted'
const enough = 12

const accepted = () => Number(localStorage.getItem(key) ?? 0)

/** Counts one more suggestion taken in. */
export function countAccepted(): void {
  if (!knowsTheKeys()) storeIfRoom(key, String(accepted() + 1))
}

export function knowsTheKeys(): boolean {
  return accepted() >= enough
}

/** Writing into the browser's own storage, which may be full. */

/** Answers whether it was written. A storage that is full must stop no author. */
export function storeIfRoom(key: string, value: string): boolean {
  try {
    localStorage.setItem(key, value)
    return true
  } catch (error) {
    if (error instanceof DOMException) return false
    throw error
  }
}

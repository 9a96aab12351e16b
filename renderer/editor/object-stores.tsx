/** What formulas, footnotes and pictures on the page have to know beyond themselves. */
import { createContext, use } from 'react'
import type { ImageShelf } from '#renderer/editor/image/image-shelf.ts'
import type { NoteNumbers } from '#renderer/editor/note/note-numbers.ts'

export interface ObjectStores {
  readonly notes: NoteNumbers
  readonly images: ImageShelf
}

export const ObjectStoresProvider = createContext<ObjectStores | null>(null)

export function useObjectStores(): ObjectStores {
  const stores = use(ObjectStoresProvider)
  if (!stores) throw new Error('objects are rendered inside an ObjectStoresProvider')
  return stores
}

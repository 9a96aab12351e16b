/** Pasting without the browser's own command: by a menu. */
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'

/** Pastes what the clipboard holds. A page may read it only as the browser or the author allows: else the author is told the key. */
export async function pasteHeld(editor: StudioEditor): Promise<void> {
  const data = await heldData()
  if (data) editor.insertData(data)
  else editor.pasting.tell({ kind: 'unreadable' })
}

/** What the clipboard holds, as a paste would bring it; null where it can't be read. */
async function heldData(): Promise<DataTransfer | null> {
  try {
    const data = new DataTransfer()
    for (const item of await navigator.clipboard.read()) for (const type of item.types) await add(data, type, await item.getType(type))
    return data
  } catch {
    // Refused by the browser or by the author, or gone in between.
    return null
  }
}

async function add(data: DataTransfer, type: string, blob: Blob): Promise<void> {
  if (type.startsWith('text/')) data.setData(type, await blob.text())
  else if (type.startsWith('image/')) data.items.add(new File([blob], `clipboard.${type.slice('image/'.length)}`, { type }))
}

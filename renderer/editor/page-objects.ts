/** What the blocks and objects of a page have to know beyond themselves, kept up with its text. */
import type { Change } from '#preload/document/schema.ts'
import { Neighbours } from '#renderer/editor/document/neighbours.ts'
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import type { PageImages } from '#renderer/editor/image/image-ports.ts'
import { watchComing } from '#renderer/editor/image/image-coming.ts'
import { ImageShelf } from '#renderer/editor/image/image-shelf.ts'
import { ImageUploads, withUploads } from '#renderer/editor/image/image-uploads.ts'
import { NoteNumbers } from '#renderer/editor/note/note-numbers.ts'
import type { Composition } from '#renderer/editor/typing/composition.ts'
import type { ObjectStores } from './object-stores.tsx'

export interface ObjectPorts {
  readonly editor: StudioEditor
  readonly images: () => PageImages
  readonly composition: Composition
}

export class PageObjects {
  readonly neighbours: Neighbours
  readonly stores: ObjectStores
  readonly uploads: ImageUploads
  private readonly editor: StudioEditor

  constructor({ editor, images, composition }: ObjectPorts) {
    const doc = blocksOf(editor)
    this.editor = editor
    this.neighbours = new Neighbours(doc)
    this.stores = { notes: new NoteNumbers(doc), images: new ImageShelf((ids) => images().about(ids)) }
    const uploads = new ImageUploads({
      editor,
      put: (file, name, sending) => images().put(file, name, sending),
      taken: ({ image }) => this.stores.images.put(image),
      watch: (after) => watchComing(editor, after),
      quiet: () => composition.ended(),
    })
    editor.pasting.quiet = () => (composition.isActive ? composition.ended() : null)
    this.uploads = withUploads(editor, uploads)
  }

  textChanged(changes: readonly Change[]): void {
    const doc = blocksOf(this.editor)
    if (changes.some((change) => change.path.length === 1)) this.neighbours.update(doc)
    this.stores.notes.update(doc, changes)
  }
}

/**
 * Pictures on their way into a text. What comes together goes in together, as one step, once all of it has arrived; until
 * then, and where one is refused, a card tells of it at the place where it was dropped. No text names a picture before
 * the picture is on the disk.
 */
import type { TakenImage } from '#preload/contract/images.ts'
import { Problem } from '#preload/contract/problem.ts'
import { newBlockId, randomId } from '#preload/document/identity.ts'
import { blockText } from '#preload/document/lines.ts'
import type { Block, BlockId } from '#preload/document/schema.ts'
import { Held } from '#renderer/editor/held.ts'
import { focusText } from '#renderer/editor/looks/caret-view.ts'
import { chooseImages } from './image-files.ts'
import type { ComingPicture } from '#renderer/editor/clipboard/pasted-pictures.ts'
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'
import { fillPlace, indexOfPlace, leaveAlt, removePlace } from '#renderer/editor/clipboard/picture-places.ts'
import type { Step } from '#renderer/editor/saving/history.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { Transforms } from 'slate'

export interface Upload {
  readonly id: string
  readonly name: string
  /** The block below which it is shown. */
  readonly after: string
  /** 0…1 of it has arrived. */
  readonly share: number
  /** Why it is no picture of this library. */
  readonly refused: Problem | null
  /** Its place is a paragraph of the text; without that it is not shown. */
  readonly isPlaced?: boolean
  /** It came in, but without what could have run in it. */
  readonly isCleaned: boolean
}

export interface UploadPorts {
  readonly editor: StudioEditor
  readonly put: (file: Blob, name: string, sending: { readonly signal: AbortSignal; readonly onProgress: (share: number) => void }) => Promise<TakenImage>
  /** Hears of every picture that came in. */
  readonly taken: (taken: TakenImage) => void
  /** Hears when pictures are about to come in below a block, or into the places kept for them (null); the answer, that the last is there. */
  readonly watch: (after: string | null) => (last: BlockId | null) => void
  /** Resolves when no input method is at work: a block that comes in must not end its word. */
  readonly quiet: () => Promise<void>
}

interface Batch {
  readonly controllers: Map<string, AbortController>
  /** The block in whose place the picture goes, instead of below it. */
  readonly replaces: string | null
}

export class ImageUploads {
  private readonly held = new Held<readonly Upload[]>([])
  private readonly batches = new Set<Batch>()
  /** What came last, as long as nothing was written since: an undo takes it back. */
  private newest: Batch | null = null
  /** What came while its place was taken back. */
  private readonly homeless = new Map<BlockId, { picture: ComingPicture; taken: TakenImage | null }>()
  private isOver = false
  private readonly ports: UploadPorts

  constructor(ports: UploadPorts) {
    this.ports = ports
  }

  readonly get = this.held.get
  readonly subscribe = this.held.subscribe

  /** Brings files in below a block; with `replaces`, the first one in the place of that block's picture. */
  async start(files: readonly File[], after: string, replaces: string | null = null): Promise<void> {
    const batch: Batch = { controllers: new Map(), replaces }
    const uploads = files.map((file): Upload & { file: File } => ({ id: randomId(), name: file.name, after, share: 0, refused: null, isCleaned: false, file }))
    for (const { id } of uploads) batch.controllers.set(id, new AbortController())
    this.batches.add(batch)
    this.newest = batch
    this.held.set([...this.get(), ...uploads.map(({ file: _file, ...upload }) => upload)])
    const taken: TakenImage[] = []
    for (const { id, file } of uploads) {
      const one = await this.bring(batch, id, file)
      if (one) taken.push(one)
    }
    await this.ports.quiet()
    this.batches.delete(batch)
    if (this.newest === batch) this.newest = null
    if (taken.length > 0) this.insert(taken, after, batch.replaces)
    this.held.set(this.get().filter(({ id, refused, isCleaned }) => !batch.controllers.has(id) || refused !== null || isCleaned))
  }

  /** Brings pasted pictures into their places, each as it comes, as more of the paste as long as that is the newest step. */
  async fill(pictures: readonly ComingPicture[]): Promise<void> {
    const { editor, quiet } = this.ports
    const step = editor.history.newest
    const batch: Batch = { controllers: new Map(), replaces: null }
    const uploads = pictures.map((picture) => ({ id: randomId(), picture }))
    for (const { id } of uploads) batch.controllers.set(id, new AbortController())
    this.batches.add(batch)
    const cards = uploads.map(({ id, picture: { file, place } }) => ({
      id,
      name: file.name,
      after: place,
      share: 0,
      refused: null,
      isCleaned: false,
      isPlaced: true,
    }))
    this.held.set([...this.get(), ...cards])
    for (const { id, picture } of uploads) {
      const taken = await this.bring(batch, id, picture.file)
      await quiet()
      // A paste that was taken back may come again, and then its picture with it.
      if (this.isOver) return
      if (indexOfPlace(editor, picture.place) < 0) this.homeless.set(picture.place, { picture, taken })
      else this.settle(picture, taken, step, batch.controllers.get(id)?.signal.aborted)
      this.held.set(this.get().filter((upload) => upload.id !== id || upload.refused !== null || upload.isCleaned))
    }
    this.batches.delete(batch)
  }

  private settle(picture: ComingPicture, taken: TakenImage | null, step: Step | null, isGivenUp = false): void {
    const { editor, watch } = this.ports
    const show = watch(null)
    editor.history.goOn(step, () => {
      if (taken) fillPlace(editor, picture, taken.image.id)
      else if (isGivenUp) removePlace(editor, picture.place)
      else leaveAlt(editor, picture)
    })
    show(null)
  }

  /** Fills places that came again by a redo. */
  private async fillAgain(): Promise<void> {
    const { editor, quiet } = this.ports
    await quiet()
    if (this.isOver || editor.history.canRedo) return
    for (const [place, { picture, taken }] of this.homeless) {
      if (indexOfPlace(editor, place) < 0) continue
      this.homeless.delete(place)
      this.settle(picture, taken, null)
    }
  }

  private async bring(batch: Batch, id: string, file: File): Promise<TakenImage | null> {
    const signal = batch.controllers.get(id)?.signal
    if (!signal || signal.aborted) return null
    try {
      const taken = await this.ports.put(file, file.name, { signal, onProgress: (share) => this.change(id, { share }) })
      if (signal.aborted) return null
      this.ports.taken(taken)
      if (taken.isCleaned) this.change(id, { share: 1, isCleaned: true })
      return taken
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      if (error.code !== 'cancelled') this.change(id, { refused: error })
      return null
    }
  }

  /** Gives one up, or puts the card of a refused one away. */
  dismiss(id: string): void {
    for (const { controllers } of this.batches) controllers.get(id)?.abort()
    const gone = this.get().find((upload) => upload.id === id && upload.isPlaced && upload.refused !== null)
    if (gone) this.ports.editor.history.group(() => removePlace(this.ports.editor, gone.after))
    this.held.set(this.get().filter((upload) => upload.id !== id))
  }

  /** Gives up what is on its way and was the last thing done. False: there is nothing such. */
  takeBack(): boolean {
    const { newest } = this
    if (!newest) return false
    this.newest = null
    for (const id of newest.controllers.keys()) this.dismiss(id)
    return true
  }

  /** Something was written since. */
  wrote(): void {
    this.newest = null
    if (this.homeless.size > 0) void this.fillAgain()
  }

  /** Gives everything up. */
  stop(): void {
    this.isOver = true
    for (const { controllers } of this.batches) for (const controller of controllers.values()) controller.abort()
    this.held.set([])
  }

  private insert(taken: readonly TakenImage[], after: string, replaces: string | null): void {
    const { editor, watch } = this.ports
    const blocks = blocksOf(editor)
    const show = watch(after)
    const old = replaces === null ? -1 : blocks.findIndex(({ id, type }) => id === replaces && type === 'image')
    const [first, ...others] = taken
    // What is being written meanwhile is not one step with it.
    const isReplaced = old >= 0 && first !== undefined
    const rest = (isReplaced ? others : taken).map(({ image }): Block => ({
      type: 'image',
      id: newBlockId(),
      image: image.id,
      alt: '',
      children: [{ text: '' }],
    }))
    editor.history.apart(() => {
      if (isReplaced) Transforms.setNodes(editor, { image: first.image.id }, { at: [old] })
      if (rest.length > 0) Transforms.insertNodes(editor, rest, { at: [placeFor(blocks, isReplaced ? (replaces ?? after) : after)] })
    })
    const last = rest.at(-1)
    if (last) show(last.id)
  }

  private change(id: string, part: Partial<Upload>): void {
    this.held.set(this.get().map((upload) => (upload.id === id ? { ...upload, ...part } : upload)))
  }
}

/** Below a block, at the start for ''; where it is an empty paragraph, above it, so that the author goes on writing there. At the end where the block has gone. */
function placeFor(blocks: readonly Block[], after: string): number {
  if (after === '') return 0
  const index = blocks.findIndex(({ id }) => id === after)
  const block = blocks[index]
  if (!block) return blocks.length
  return block.type === 'paragraph' && blockText(block) === '' ? index : index + 1
}

const known = new WeakMap<StudioEditor, ImageUploads>()

/** Gives an editor the way by which pictures come into its text; an undo gives up what is still on it. */
export function withUploads(editor: StudioEditor, uploads: ImageUploads): ImageUploads {
  const { undo } = editor
  known.set(editor, uploads)
  editor.undo = () => {
    if (!uploads.takeBack()) undo()
  }
  return uploads
}

/** Brings files in below the block that holds the caret, or below another. False where a text takes none. */
export function bringImages(editor: StudioEditor, files: readonly File[], after?: string): boolean {
  const uploads = known.get(editor)
  const blocks = blocksOf(editor)
  const place = after ?? (blocks[editor.selection?.focus.path[0] ?? -1] ?? blocks.at(-1))?.id
  if (!uploads || place === undefined || files.length === 0) return false
  void uploads.start(files, place)
  return true
}

/**
 * Brings pasted pictures into the places that the text keeps for them; those for which it has none, being in what holds no
 * blocks, come below the block with that id. False where a text takes none: what they show stays.
 */
export function fillPlaces(editor: StudioEditor, pictures: readonly ComingPicture[], below: string | undefined): boolean {
  if (pictures.length === 0) return true
  const uploads = known.get(editor)
  if (!uploads) {
    for (const picture of pictures) leaveAlt(editor, picture)
    return false
  }
  const placed = pictures.filter(({ place }) => indexOfPlace(editor, place) >= 0)
  const others = pictures.filter(({ place }) => indexOfPlace(editor, place) < 0)
  if (placed.length > 0) void uploads.fill(placed)
  if (others.length > 0 && below !== undefined)
    void uploads.start(
      others.map(({ file }) => file),
      below,
    )
  return true
}

/** Brings a file in the place of a block's picture. */
export function replaceImage(editor: StudioEditor, block: string, file: File): void {
  void known.get(editor)?.start([file], block, block)
}

/** Lets the author choose pictures, and brings them in below the block that held the caret. */
export function insertImages(editor: StudioEditor): void {
  const place = blocksOf(editor)[editor.selection?.focus.path[0] ?? -1]?.id
  void chooseImages(true).then((files) => {
    bringImages(editor, files, place)
    focusText(editor)
  })
}

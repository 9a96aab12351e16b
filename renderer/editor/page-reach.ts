/**
 * What the shell does to the text of a page from outside. It names the text that it means: where the author has written on
 * since, nothing happens. Nothing happens within a word that an input method is composing, either.
 */
import { changesBetween } from '#preload/document/difference.ts'
import { type Edit, replacementChanges } from '#preload/document/replacing.ts'
import { isSame } from '#preload/document/node.ts'
import type { Doc } from '#preload/document/schema.ts'
import { Editor, Transforms } from 'slate'
import { operationFromChange } from '#renderer/editor/saving/changes.ts'
import { applyAsOneStep } from '#renderer/editor/find/find-places.ts'
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'

export interface ReachPorts {
  readonly editor: StudioEditor
  /** The page is there, and may be written on. */
  readonly isEditable: () => boolean
  readonly isComposing: () => boolean
  /** Resolves when no input method is at work. */
  readonly quiet: () => Promise<void>
  /** Takes the newest step of the text back, whatever else an undo would give up. */
  readonly undo: () => void
}

export class PageReach {
  private readonly ports: ReachPorts

  constructor(ports: ReachPorts) {
    this.ports = ports
  }

  /** Replaces in the text `doc`, as one step; false when it is another by now. */
  replace(doc: Doc, edits: readonly Edit[]): boolean {
    if (!this.isNow(doc)) return false
    applyAsOneStep(this.ports.editor, replacementChanges(doc, edits))
    return true
  }

  /** Takes the step back that made the text `doc`; false when it is another by now. */
  takeBack(doc: Doc): boolean {
    if (!this.isNow(doc)) return false
    this.ports.undo()
    return true
  }

  /** Makes the text `before`, as one step; false when it is another than `doc` by now. */
  bringBack(doc: Doc, before: Doc): boolean {
    const { editor, isEditable, isComposing } = this.ports
    const now = blocksOf(editor)
    if (!isEditable() || isComposing() || !isSame(now, doc)) return false
    applyAsOneStep(editor, changesBetween(now, before))
    return true
  }

  /** The same, after the word that is being composed. */
  async takeBackSoon(doc: Doc): Promise<boolean> {
    await this.ports.quiet()
    return this.takeBack(doc)
  }

  /** Makes the text another one after the word that is being composed, as one step. Answers the text that came of it; null where nothing may be written. */
  async rewrite(to: Doc): Promise<Doc | null> {
    await this.ports.quiet()
    const { editor, isEditable, isComposing } = this.ports
    if (!isEditable() || isComposing()) return null
    editor.pasting.finishNow()
    editor.history.group(() =>
      Editor.withoutNormalizing(editor, () => {
        Transforms.deselect(editor)
        for (const change of changesBetween(blocksOf(editor), to)) editor.apply(operationFromChange(change))
      }),
    )
    return blocksOf(editor)
  }

  private isNow(doc: Doc): boolean {
    const { editor, isEditable, isComposing } = this.ports
    return isEditable() && !isComposing() && blocksOf(editor) === doc
  }
}

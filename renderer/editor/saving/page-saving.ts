/**
 * One page's text on its way to the log: what is typed goes into the outbox, what the outbox has not brought there is in a
 * copy, what an earlier page left in its copy is taken up again, and what the log holds already goes on as undo.
 */
import { applyChanges } from '#preload/document/apply.ts'
import { randomId } from '#preload/document/identity.ts'
import type { Doc } from '#preload/document/schema.ts'
import { dividedInto } from '#preload/document/steps.ts'
import { Editor } from 'slate'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'
import { later } from '#renderer/editor/page-clock.ts'
import type { PageProps, SavedState } from '#renderer/editor/page-props.ts'
import { cutIntoPieces, type Piece } from './batch-pieces.ts'
import { operationFromChange } from './changes.ts'
import { EarlierSteps, stepFromLog } from './earlier-steps.ts'
import { Outbox } from './outbox.ts'
import { recover } from './recovery.ts'
import { hasLeftBehind, leftBehind, type LeftBehind, UnsavedCopy } from './unsaved-copy.ts'

export interface SavingPorts {
  readonly editor: StudioEditor
  readonly props: () => PageProps
  /** The page is there, may be written on, and no word is being composed. */
  readonly isFree: () => boolean
  /** Resolves when no input method is at work. */
  readonly quiet: () => Promise<void>
  /** What is said of saving has changed. */
  readonly tell: (saved: SavedState) => void
}

export class PageSaving {
  private readonly ports: SavingPorts
  private readonly outbox: Outbox
  private readonly copy: UnsavedCopy
  private readonly earlier: EarlierSteps
  /** The text that the changes of the next turn are made to. */
  private before: Doc
  /** The change that is about to be told is the log's own, taken up again. */
  private isTakingUp = false
  /** Who waits until everything is in the log. */
  private settling: ((isSaved: boolean) => void)[] = []
  /** Removes the copy of an earlier page that was taken up. */
  private forgetWhenSaved: () => void = () => undefined
  saved: SavedState
  /** An earlier page left something to take up. */
  readonly hasCopies: boolean

  constructor(ports: SavingPorts) {
    this.ports = ports
    const { open, workspace } = ports.props()
    this.before = open.doc
    this.copy = new UnsavedCopy(open.lesson, workspace)
    this.earlier = this.makeEarlier()
    ports.editor.history.earlier = this.earlier
    this.outbox = this.makeOutbox()
    this.hasCopies = open.editable && hasLeftBehind(open.lesson, workspace)
    this.saved = { kind: this.hasCopies ? 'saving' : 'saved' }
  }

  /** What could not be saved is being kept elsewhere. */
  get isClosing(): boolean {
    return this.outbox.isClosing
  }

  /** This page's copy is in use until the answer is called. */
  hold(): () => void {
    return this.copy.hold()
  }

  /** Undo goes on with what the log holds. */
  begin(): void {
    this.earlier.begin(this.ports.props().open.revision)
  }

  /** Takes what a turn has just done to the text. */
  add({ changes, steps }: Piece): void {
    if (!this.isTakingUp) for (const piece of cutIntoPieces(this.before, { changes, steps: dividedInto(steps, changes.length) })) this.outbox.add(piece)
    this.isTakingUp = false
    this.before = blocksOf(this.ports.editor)
  }

  /** Sends now what has gathered. */
  flush(): void {
    this.outbox.flush()
  }

  /** The page may be gone at once: what is not in the log is sent, and is in the copy. */
  keepNow(): void {
    this.outbox.flush()
    this.outbox.keepNow()
  }

  get hasUnsaved(): boolean {
    return this.outbox.hasUnsaved
  }

  /** Sends what is not in the log yet. Resolves once no more is to be sent: whether all is there. */
  settled(): Promise<boolean> {
    return new Promise((resolve) => {
      this.settling.push(resolve)
      this.outbox.flush()
    })
  }

  /** What is on its way still is in the copy, and whoever opens the lesson next takes it up from there. */
  stop(): void {
    this.outbox.flush()
    this.outbox.stop()
  }

  /** What earlier pages could not save is typed in again, or rescued. */
  async takeUp(): Promise<void> {
    const { open, workspace } = this.ports.props()
    try {
      for (const copy of await leftBehind(open.lesson, workspace)) {
        // Another copy would have to fit a text that is not in the log yet; it waits for the next opening.
        if (await this.takeUpCopy(copy)) break
      }
    } finally {
      // Whatever went wrong, the author can write; copies that were not taken up are still there.
      if (!this.outbox.hasUnsaved) this.begin()
      if (!this.outbox.hasUnsaved && this.saved.kind !== 'closed') this.saved = { kind: 'saved' }
    }
  }

  /** Answers whether the text is another one now. */
  private async takeUpCopy(copy: LeftBehind): Promise<boolean> {
    const { props } = this.ports
    const { open } = props()
    const recovered = await recover(copy, { open, rescue: (text) => props().rescue(text) })
    if (recovered.kind !== 'replay') {
      if (recovered.kind !== 'later') copy.forget()
      return false
    }
    const { editor } = this.ports
    this.isTakingUp = true
    // Its steps come from the log, once they are there.
    editor.history.replay(null, () => Editor.withoutNormalizing(editor, () => recovered.changes.forEach((change) => editor.apply(operationFromChange(change)))))
    const { sent, gathered, steps } = recovered.unsaved
    const isCopied = this.outbox.restore(sent, cutIntoPieces(applyChanges(open.doc, sent?.changes ?? []), { changes: gathered, steps }))
    // Where there is no room for both copies, the old one stays until the log has what is in it.
    if (isCopied) copy.forget()
    else this.forgetWhenSaved = copy.forget
    return true
  }

  private makeOutbox(): Outbox {
    const { editor, props, quiet, tell } = this.ports
    return new Outbox(props().open, {
      append: (batch) => props().append(batch),
      rescue: async (batch) => {
        await quiet()
        await this.rescue(batch)
      },
      tell: (saved) => {
        this.saved = saved
        if (saved.kind !== 'saving') for (const settle of this.settling.splice(0)) settle(saved.kind === 'saved')
        tell(saved)
      },
      keep: (unsaved, isWaiting) => {
        if (!unsaved) this.forgetWhenSaved()
        return this.copy.keep(unsaved, isWaiting ? blocksOf(editor) : null, props().open.title)
      },
      restored: (revision) => this.earlier.begin(revision),
      later,
      now: () => Date.now(),
      newId: randomId,
    })
  }

  private makeEarlier(): EarlierSteps {
    const { editor, props, isFree } = this.ports
    return new EarlierSteps({
      ask: (question) => props().steps(question),
      add: (kind, steps) =>
        editor.history.addEarlier(
          kind,
          steps.map((step) => stepFromLog(step, kind)),
        ),
      take: (kind) => (kind === 'undo' ? editor.undo() : editor.redo()),
      isFree,
    })
  }

  /** Where it went to another library than its own, which came in its place, the copies stay for that. */
  private async rescue(batch: string): Promise<void> {
    const { open, workspace, rescue } = this.ports.props()
    const into = await rescue({ doc: blocksOf(this.ports.editor), batch, title: open.title, workspace })
    if (into === null || workspace === null || into === workspace) return
    this.outbox.keepNow()
    this.copy.leaveAlone(into)
    this.forgetWhenSaved = () => undefined
  }
}

/**
 * One lesson open on a page: the editor and everything that lives beside it for as long as the page does.
 * React draws it; this object holds it, so that no key press waits for a render to reach the log or the model.
 */
import { flushSync } from 'react-dom'
import { type Operation, Transforms } from 'slate'
import { ReactEditor } from 'slate-react'
import { CurrentBlock } from '#renderer/editor/document/current-block.ts'
import { createPageEditor } from '#renderer/editor/document/page-editor.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { Finder } from '#renderer/editor/find/find.ts'
import { browserPatternWorker, FindRunner } from '#renderer/editor/find/find-runner.ts'
import type { GhostStore } from '#renderer/editor/ghost/ghost-store.ts'
import { type GhostWhy, isInWhy } from '#renderer/editor/ghost/ghost-why.ts'
import type { GhostWriter, Part } from '#renderer/editor/ghost/ghost-writer.ts'
import { countAccepted, knowsTheKeys } from '#renderer/editor/ghost/hint-memory.ts'
import { LentFocus } from '#renderer/editor/ghost/lent-focus.ts'
import { caretOf, pointAt } from '#renderer/editor/ghost/place.ts'
import { Suggesting } from '#renderer/editor/ghost/suggesting.ts'
import { drawsImages } from '#renderer/editor/image/image-keys.ts'
import { focusText, keepCaretOnResize, restoreCaretOnFocus, showSelection } from '#renderer/editor/looks/caret-view.ts'
import type { Piece } from '#renderer/editor/saving/batch-pieces.ts'
import { hearLeaving } from '#renderer/editor/saving/leaving.ts'
import { PageSaving } from '#renderer/editor/saving/page-saving.ts'
import { slashIn } from '#renderer/editor/tools/slash.ts'
import { signsComposed } from '#renderer/editor/typing/markdown.ts'
import { pairComposed } from '#renderer/editor/typing/chinese-typing.ts'
import { Composition } from '#renderer/editor/typing/composition.ts'
import { hearSelection } from '#renderer/editor/typing/heard-selection.ts'
import { ownHistory } from '#renderer/editor/typing/own-history.ts'
import { Held } from './held.ts'
import { later, PaintClock } from './page-clock.ts'
import { PageCounter } from './page-counter.ts'
import { PageDoors } from './page-doors.ts'
import { PageObjects } from './page-objects.ts'
import type { PageHold, PageProps, SavedState } from './page-props.ts'
import { PageReach } from './page-reach.ts'
import { hearTurns, takeTurn } from './page-turns.ts'
import { firstView, isBlank, isEditable, isSameView, type SessionView } from './page-view.ts'

export class PageSession {
  readonly editor: StudioEditor
  readonly objects: PageObjects
  readonly clock: PaintClock
  readonly finder: Finder
  private readonly doors: PageDoors
  private readonly composition: Composition
  private readonly saving: PageSaving
  private readonly suggesting: Suggesting
  private readonly counter: PageCounter
  private readonly lent = new LentFocus(() => this.left())
  readonly held: Held<SessionView>
  private props: PageProps
  private readonly currentBlock = new CurrentBlock()
  private isPointing = false
  private isTakingUpCopies = false
  private hasChanged = false
  /** The page is gone, and another may tell of this lesson. */
  private isOver = false
  /** Esc was the last key: the next Tab leaves the text. */
  isTabFree = false
  private latencyMs: number | null = null

  constructor(props: PageProps) {
    const { doc } = props.open
    this.props = props
    this.composition = new Composition({ started: () => this.compositionStarted(), ended: () => this.compositionEnded() })
    this.editor = createPageEditor(doc, this.isComposing, () => this.props.aids())
    this.objects = new PageObjects({ editor: this.editor, images: () => this.props.images, composition: this.composition })
    this.clock = new PaintClock((latencyMs) => {
      this.latencyMs = latencyMs
      this.tell()
    })
    this.counter = new PageCounter({ editor: this.editor, pace: () => this.props.pace, tell: () => this.tell() })
    this.saving = this.makeSaving()
    this.suggesting = this.makeSuggesting()
    this.finder = new Finder({
      editor: this.editor,
      runner: new FindRunner({ worker: browserPatternWorker, later }),
      isComposing: this.isComposing,
      isEditable: () => this.isEditable,
      later,
    })
    this.doors = this.makeDoors()
    this.held = new Held(firstView(this.editor, this.saving.hasCopies))
    hearTurns(this.editor, {
      wrote: (isTyped) => {
        this.suggesting.offer.wrote()
        if (isTyped) this.writer.typed()
      },
      changed: (operations, turn) => this.changed(operations, turn),
    })
    if (props.caret) Transforms.select(this.editor, pointAt(this.editor, props.caret))
  }

  get isEditable(): boolean {
    return isEditable(this.props.open, this.view)
  }

  get ghosts(): GhostStore {
    return this.suggesting.ghosts
  }

  get writer(): GhostWriter {
    return this.suggesting.writer
  }

  get why(): GhostWhy {
    return this.suggesting.why
  }

  get view(): SessionView {
    return this.held.get()
  }

  /** Takes the newest props; a connection that came back is a reason to try again. */
  update(props: PageProps): void {
    const before = this.props
    this.props = props
    if (props.connected && !before.connected) this.saving.flush()
    if (props.pace !== before.pace) this.counter.count()
    this.suggesting.setOn()
    if (props.voice !== before.voice) this.writer.voiceChanged()
  }

  /** Begins to live on an element; the answer ends it. */
  start(root: HTMLElement): () => void {
    const stopComposing = this.composition.attach(root)
    const stopHearing = hearSelection(this.editor, root, this.isComposing)
    drawsImages(this.editor, root)
    const stops = [
      ownHistory(root),
      this.clock.attach(root),
      restoreCaretOnFocus(this.editor, root, () => this.writer.rested()),
      keepCaretOnResize(this.editor),
      this.lent.attach(ReactEditor.toDOMNode(this.editor, this.editor)),
      hearLeaving({
        hidden: () => this.saving.flush(),
        going: () => {
          this.finishPaste()
          this.saving.keepNow()
        },
      }),
      this.saving.hold(),
    ]
    this.currentBlock.mark(this.editor)
    this.tell()
    this.props.onHandle?.(this.doors.handle)
    if (this.view.isRecovering && !this.isTakingUpCopies) void this.takeUp(root)
    else if (!this.view.isRecovering) this.saving.begin()
    return () => {
      stopComposing()
      stopHearing()
      this.writer.drop()
      this.finishPaste()
      this.finder.end()
      this.doors.stop()
      this.props.onHandle?.(null)
      this.saving.stop()
      this.isOver = true
      this.objects.uploads.stop()
      this.counter.stop()
      stops.forEach((stop) => stop())
    }
  }

  /** Asks for a suggestion at the caret when the mouse asks. `timeStamp`: when it did, ms on the clock of events. */
  ask = ({ timeStamp }: { readonly timeStamp: number }): void => {
    this.clock.inputAt = timeStamp
    focusText(this.editor)
    this.writer.askNow()
  }

  /** Whether the line with the caret is to be in the middle of the window: a click is no reason to move what was clicked. */
  get isCentred(): boolean {
    return this.props.typewriter && !this.isPointing
  }

  /** The mouse chooses a place. */
  pointed(): void {
    this.isPointing = true
  }

  /** A key chooses one. */
  pressed(): void {
    this.isPointing = false
  }

  /** What the shell may do with the text. */
  get hold(): PageHold {
    return this.doors.hold
  }

  isComposing = (): boolean => this.composition.isActive || ReactEditor.isComposing(this.editor)

  /** Says no longer why nothing was suggested. */
  hush(): void {
    this.ghosts.say(null)
  }

  accept(part: Part): boolean {
    const isTaken = this.writer.accept(part)
    if (isTaken) {
      this.why.taken()
      countAccepted()
      if (knowsTheKeys() !== this.view.isQuiet) this.show({ isQuiet: knowsTheKeys() })
    }
    return isTaken
  }

  /** The text lost the focus. Who looks at what is suggested has not left it. */
  blurred(to: EventTarget | null): void {
    if (!isInWhy(to) && !this.lent.went(to)) this.left()
  }

  /** The page lost the focus: nothing is suggested to someone who is elsewhere, and nothing waits to be saved. */
  left(): void {
    this.hush()
    slashIn(this.editor).close()
    this.writer.drop()
    this.saving.flush()
  }

  private makeDoors(): PageDoors {
    const { editor, isComposing } = this
    const isEditable = () => this.isEditable
    const reach = new PageReach({
      editor,
      isEditable: () => this.isEditable && !this.isOver,
      isComposing,
      quiet: () => this.composition.ended(),
      undo: () => {
        // A picture on its way is not what is meant.
        this.objects.uploads.wrote()
        editor.undo()
      },
    })
    return new PageDoors({ editor, reach, saving: this.saving, finder: this.finder, isEditable, isComposing })
  }

  private makeSaving(): PageSaving {
    return new PageSaving({
      editor: this.editor,
      props: () => this.props,
      isFree: () => this.isEditable && !this.isOver && !this.isComposing(),
      quiet: () => this.composition.ended(),
      tell: (saved) => this.show({ closed: saved.kind === 'closed' ? saved : null, isClosing: this.saving.isClosing && !this.composition.isActive }),
    })
  }

  private makeSuggesting(): Suggesting {
    return new Suggesting({
      editor: this.editor,
      props: () => this.props,
      clock: this.clock,
      isEditable: () => this.isEditable,
      isComposing: this.isComposing,
      isBeside: () => this.lent.isThere,
      hasComposition: () => this.composition.isActive,
      tell: () => this.tell(),
    })
  }

  private changed(operations: readonly Operation[], turn: Piece): void {
    const { changes } = turn
    if (changes.length > 0) this.textChanged(turn)
    if (operations.length > 0) this.suggesting.offer.moved()
    if (operations.length > 0) this.writer.changed({ isTyped: changes.length > 0 && !this.editor.history.isRestored })
    const caret = operations.length > 0 ? caretOf(this.editor) : null
    if (caret) this.props.onCaret(caret)
    if (operations.length > 0) this.selectionMoved()
  }

  private selectionMoved(): void {
    this.currentBlock.mark(this.editor)
    this.counter.selectionMoved()
  }

  private textChanged({ changes, steps }: Piece): void {
    this.hasChanged = true
    this.isTabFree = false
    this.objects.uploads.wrote()
    this.saving.add({ changes, steps })
    this.finder.textChanged()
    this.objects.textChanged(changes)
    if (isBlank(this.editor) !== this.view.isBlank) this.show({ isBlank: isBlank(this.editor) })
    this.counter.textChanged()
  }

  /** The page may be gone before Slate tells of what is left of a paste. */
  private finishPaste(): void {
    if (!this.editor.pasting.isActive) return
    this.editor.pasting.finishWhatever()
    const { operations, turn } = takeTurn(this.editor)
    this.changed(operations, turn)
  }

  private compositionStarted(): void {
    this.editor.pasting.finishNow()
    this.hasChanged = false
    this.isTabFree = false
    this.editor.history.openGroup()
    this.hush()
    this.suggesting.offer.wrote()
    this.writer.compositionStarted()
    this.tell()
  }

  private compositionEnded(): void {
    this.editor.history.closeGroup()
    if (this.hasChanged) {
      pairComposed(this.editor, this.props.aids())
      signsComposed(this.editor)
    }
    slashIn(this.editor).composed(this.hasChanged)
    this.writer.compositionEnded({ isTyped: this.hasChanged })
    // A word being composed is let in before the text is kept elsewhere.
    this.show({ isClosing: this.saving.isClosing })
  }

  /** What an earlier page could not save is taken up, in a moment without typing. */
  private async takeUp(root: HTMLElement): Promise<void> {
    this.isTakingUpCopies = true
    try {
      await this.saving.takeUp()
    } finally {
      flushSync(() => this.show({ isRecovering: false }))
      // Someone wanted to write meanwhile.
      if (document.activeElement?.matches('[data-slate-editor]') && root.contains(document.activeElement)) showSelection(this.editor)
      this.suggesting.setOn()
    }
  }

  /** Draws what changed of the view; that a key press is on its way to the log and arrived there changes nothing in it. */
  private show(part: Partial<SessionView>): void {
    const next = { ...this.view, ...part }
    if (!isSameView(next, this.view)) this.held.set(next)
    this.tell()
  }

  private tell(): void {
    if (this.isOver) return
    const saved: SavedState = this.props.open.editable ? this.saving.saved : { kind: 'reading' }
    this.props.onStatus({ ...this.counter.told, saved, latencyMs: this.latencyMs, ...this.suggesting.offer.told })
  }
}

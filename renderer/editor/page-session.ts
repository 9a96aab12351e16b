/**
 * One lesson open on a page: the editor and everything that lives beside it for as long as the page does.
 * React draws it; this object holds it, so that no key press waits for a render to reach the log or the model.
 */
import type { SuggestionContext } from '#preload/contract/suggestions.ts'
import { randomId } from '#preload/document/identity.ts'
import { applyChanges } from '#preload/document/apply.ts'
import { lineText } from '#preload/document/lines.ts'
import type { Doc } from '#preload/document/schema.ts'
import { dividedInto } from '#preload/document/steps.ts'
import { flushSync } from 'react-dom'
import { Editor, type Operation, type Point, Range, Transforms } from 'slate'
import { ReactEditor } from 'slate-react'
import { cutIntoPieces, type Piece } from '#renderer/editor/saving/batch-pieces.ts'
import { focusText, keepCaretOnResize, restoreCaretOnFocus, showSelection } from '#renderer/editor/looks/caret-view.ts'
import { changeFromOperation, operationFromChange } from '#renderer/editor/saving/changes.ts'
import { marksAtCaret } from '#renderer/editor/typing/edges.ts'
import { insertAccepted } from '#renderer/editor/document/marks.ts'
import { pairComposed } from '#renderer/editor/typing/chinese-typing.ts'
import { Composition } from '#renderer/editor/typing/composition.ts'
import { EarlierSteps, stepFromLog } from '#renderer/editor/saving/earlier-steps.ts'
import { Finder } from '#renderer/editor/find/find.ts'
import { placesIn } from '#renderer/editor/find/find-places.ts'
import type { PageHandle } from '#renderer/editor/find/find-request.ts'
import { browserPatternWorker, FindRunner } from '#renderer/editor/find/find-runner.ts'
import { GhostStore } from '#renderer/editor/ghost/ghost-store.ts'
import { GhostWriter, type Part } from '#renderer/editor/ghost/ghost-writer.ts'
import { countAccepted, knowsTheKeys } from '#renderer/editor/ghost/hint-memory.ts'
import { hearSelection } from '#renderer/editor/typing/heard-selection.ts'
import { Neighbours } from '#renderer/editor/document/neighbours.ts'
import { drawsImages } from '#renderer/editor/image/image-keys.ts'
import { ImageShelf } from '#renderer/editor/image/image-shelf.ts'
import { ImageUploads, withUploads } from '#renderer/editor/image/image-uploads.ts'
import { endOfText } from '#renderer/editor/note/notes.ts'
import { NoteNumbers } from '#renderer/editor/note/note-numbers.ts'
import type { ObjectStores } from './object-stores.tsx'
import { Outbox } from '#renderer/editor/saving/outbox.ts'
import { Offer } from '#renderer/editor/ghost/page-offer.ts'
import { countPage, countSelected, type PageCounts } from './page-counts.ts'
import { CurrentBlock } from '#renderer/editor/document/current-block.ts'
import { createPageEditor } from '#renderer/editor/document/page-editor.ts'
import type { PageHold, PageProps, PageStatus, SavedState } from './page-props.ts'
import { afterPaint, later, PaintClock, soon } from './page-clock.ts'
import { offersOf } from '#renderer/editor/tools/page-offers.tsx'
import { PageReach } from './page-reach.ts'
import { caretOf, isUnfit, pointAt, suggestionPlace, wouldMove } from '#renderer/editor/ghost/place.ts'
import { ContextWindow } from '#preload/document/context-window.ts'
import { recover } from '#renderer/editor/saving/recovery.ts'
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'
import { slashIn } from '#renderer/editor/tools/slash.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { hasLeftBehind, leftBehind, UnsavedCopy } from '#renderer/editor/saving/unsaved-copy.ts'

/** What of a session the components draw. */
export interface SessionView {
  /** Nothing is saved here any more. */
  readonly closed: Extract<SavedState, { kind: 'closed' }> | null
  /** What could not be saved is being kept elsewhere. */
  readonly isClosing: boolean
  /** An earlier page's text is being taken up: a moment without typing. */
  readonly isRecovering: boolean
  readonly isBlank: boolean
  readonly isQuiet: boolean
}

/** Counting may lag behind the keys: it is read, not felt. */
const countMs = 150

export class PageSession {
  readonly editor: StudioEditor
  readonly ghosts = new GhostStore()
  readonly neighbours: Neighbours
  readonly objects: ObjectStores
  readonly uploads: ImageUploads
  readonly writer: GhostWriter
  readonly clock: PaintClock
  readonly finder: Finder
  /** Finds for a preview beside the bar, which goes on meanwhile. */
  private readonly previewRunner = new FindRunner({ worker: browserPatternWorker, later })
  private readonly reach: PageReach
  private readonly composition: Composition
  private readonly outbox: Outbox
  private readonly copy: UnsavedCopy
  private readonly earlier: EarlierSteps
  private readonly window = new ContextWindow()
  private readonly offer: Offer
  private readonly listeners = new Set<() => void>()
  private props: PageProps
  private counts: PageCounts
  /** What is selected, counted a moment after it was. */
  private selected: PageStatus['selected'] = null
  private readonly currentBlock = new CurrentBlock()
  private isPointing = false
  /** The text before the turn that is about to be told. */
  private before: Doc
  private stopCounting: (() => void) | null = null
  /** The change that is about to be told is the log's own, taken up again. */
  private isTakingUp = false
  private isTakingUpCopies = false
  private hasChanged = false
  /** Who waits until everything is in the log. */
  private settling: ((isSaved: boolean) => void)[] = []
  /** Removes the copy of an earlier page that was taken up. */
  private forgetWhenSaved: () => void = () => undefined
  /** The page is gone, and another may tell of this lesson. */
  private isOver = false
  /** Esc was the last key: the next Tab leaves the text. */
  isTabFree = false
  private latencyMs: number | null = null
  private saved: SavedState
  view: SessionView

  constructor(props: PageProps) {
    const { doc, lesson, editable } = props.open
    this.props = props
    this.composition = new Composition({ started: () => this.compositionStarted(), ended: () => this.compositionEnded() })
    this.editor = createPageEditor(doc, this.isComposing, () => this.props.aids())
    this.before = doc
    this.neighbours = new Neighbours(doc)
    this.objects = { notes: new NoteNumbers(doc), images: new ImageShelf((ids) => this.props.images.about(ids)) }
    this.uploads = this.makeUploads()
    this.reach = this.makeReach()
    this.counts = countPage(doc, props.pace)
    this.copy = new UnsavedCopy(lesson, props.workspace)
    this.earlier = this.makeEarlier()
    this.editor.history.earlier = this.earlier
    this.outbox = this.makeOutbox()
    this.clock = new PaintClock((latencyMs) => {
      this.latencyMs = latencyMs
      this.tell()
    })
    this.offer = new Offer(this.ghosts, {
      isUnfit: () => this.isEditable && isUnfit(this.editor),
      isComposing: () => this.composition.isActive,
      tell: () => this.tell(),
      later,
    })
    this.writer = this.makeWriter()
    this.finder = new Finder({
      editor: this.editor,
      runner: new FindRunner({ worker: browserPatternWorker, later }),
      isComposing: this.isComposing,
      isEditable: () => this.isEditable,
      later,
    })
    const isRecovering = editable && hasLeftBehind(lesson, props.workspace)
    this.saved = { kind: isRecovering ? 'saving' : 'saved' }
    this.view = { closed: null, isClosing: false, isRecovering, isBlank: isBlank(this.editor), isQuiet: knowsTheKeys() }
    this.listenToEditor()
    if (props.caret) Transforms.select(this.editor, pointAt(this.editor, props.caret))
  }

  get isEditable(): boolean {
    return isEditable(this.props.open, this.view)
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  getView = (): SessionView => this.view

  /** Takes the newest props; a connection that came back is a reason to try again. */
  update(props: PageProps): void {
    const before = this.props
    this.props = props
    if (props.connected && !before.connected) this.outbox.flush()
    if (props.pace !== before.pace) this.count()
    this.setWriterOn()
  }

  /** Begins to live on an element; the answer ends it. */
  start(root: HTMLElement): () => void {
    const stopComposing = this.composition.attach(root)
    const stopHearing = hearSelection(this.editor, root, this.isComposing)
    drawsImages(this.editor, root)
    const stops = [
      this.clock.attach(root),
      restoreCaretOnFocus(this.editor, root, () => this.writer.rested()),
      keepCaretOnResize(this.editor),
      this.listenToWindow(),
      this.copy.hold(),
    ]
    this.currentBlock.mark(this.editor)
    this.tell()
    this.props.onHandle?.(this.handle())
    if (this.view.isRecovering && !this.isTakingUpCopies) void this.takeUp(root)
    else if (!this.view.isRecovering) this.earlier.begin(this.props.open.revision)
    return () => {
      stopComposing()
      stopHearing()
      this.writer.drop()
      this.finishPaste()
      this.finder.end()
      this.previewRunner.stop()
      this.props.onHandle?.(null)
      this.outbox.flush()
      // What is on its way still is in the copy, and whoever opens the lesson next takes it up from there.
      this.outbox.stop()
      this.isOver = true
      this.uploads.stop()
      this.stopCounting?.()
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
  readonly hold: PageHold = {
    doc: () => blocksOf(this.editor),
    saved: () => {
      if (!this.outbox.hasUnsaved) return Promise.resolve(this.isEditable)
      return new Promise((resolve) => {
        this.settling.push(resolve)
        this.outbox.flush()
      })
    },
    rewrite: (to) => this.reach.rewrite(to),
    takeBack: (doc) => this.reach.takeBackSoon(doc),
  }

  isComposing = (): boolean => this.composition.isActive || ReactEditor.isComposing(this.editor)

  /** Says no longer why nothing was suggested. */
  hush(): void {
    this.ghosts.say(null)
  }

  accept(part: Part): boolean {
    const isTaken = this.writer.accept(part)
    if (isTaken) {
      countAccepted()
      if (knowsTheKeys() !== this.view.isQuiet) this.show({ isQuiet: knowsTheKeys() })
    }
    return isTaken
  }

  /** The page lost the focus: nothing is suggested to someone who is elsewhere, and nothing waits to be saved. */
  left(): void {
    this.hush()
    slashIn(this.editor).close()
    this.writer.drop()
    this.outbox.flush()
  }

  private handle(): PageHandle {
    return {
      find: (request) => this.finder.ask(request),
      doc: () => blocksOf(this.editor),
      places: async (sought) => {
        const doc = blocksOf(this.editor)
        const places = await placesIn(doc, sought, this.previewRunner)
        return places && { doc, places }
      },
      isEditable: () => this.isEditable,
      replace: (doc, edits) => this.reach.replace(doc, edits),
      takeBack: (doc) => this.reach.takeBack(doc),
      offers: () => (this.isComposing() ? [] : offersOf(this.editor, this.isEditable)),
    }
  }

  private makeReach(): PageReach {
    return new PageReach({
      editor: this.editor,
      isEditable: () => this.isEditable && !this.isOver,
      isComposing: this.isComposing,
      quiet: () => this.composition.ended(),
      undo: () => {
        // A picture on its way is not what is meant.
        this.uploads.wrote()
        this.editor.undo()
      },
    })
  }

  private makeUploads(): ImageUploads {
    const { editor } = this
    const uploads = new ImageUploads({
      editor,
      put: (file, name, sending) => this.props.images.put(file, name, sending),
      taken: ({ image }) => this.objects.images.put(image),
      quiet: () => this.composition.ended(),
    })
    editor.pasting.quiet = () => (this.composition.isActive ? this.composition.ended() : null)
    return withUploads(editor, uploads)
  }

  private makeOutbox(): Outbox {
    return new Outbox(this.props.open, {
      append: (batch) => this.props.append(batch),
      rescue: async (batch) => {
        await this.composition.ended()
        await this.rescue(batch)
      },
      tell: (saved) => {
        this.saved = saved
        if (saved.kind !== 'saving') for (const settle of this.settling.splice(0)) settle(saved.kind === 'saved')
        this.show({ closed: saved.kind === 'closed' ? saved : null, isClosing: this.outbox.isClosing && !this.composition.isActive })
      },
      keep: (unsaved, isWaiting) => {
        if (!unsaved) this.forgetWhenSaved()
        return this.copy.keep(unsaved, isWaiting ? blocksOf(this.editor) : null, this.props.open.title)
      },
      restored: (revision) => this.earlier.begin(revision),
      later,
      now: () => Date.now(),
      newId: randomId,
    })
  }

  private makeEarlier(): EarlierSteps {
    const { editor } = this
    return new EarlierSteps({
      ask: (question) => this.props.steps(question),
      add: (kind, steps) =>
        editor.history.addEarlier(
          kind,
          steps.map((step) => stepFromLog(step, kind)),
        ),
      take: (kind) => (kind === 'undo' ? editor.undo() : editor.redo()),
      isFree: () => this.isEditable && !this.isOver && !this.isComposing(),
    })
  }

  /** Where it went to another library than its own, which came in its place, the copies stay for that. */
  private async rescue(batch: string): Promise<void> {
    const { open, workspace } = this.props
    const into = await this.props.rescue({ doc: blocksOf(this.editor), batch, title: open.title, workspace })
    if (into === null || workspace === null || into === workspace) return
    this.outbox.keepNow()
    this.copy.leaveAlone(into)
    this.forgetWhenSaved = () => undefined
  }

  private makeWriter(): GhostWriter {
    return new GhostWriter(this.ghosts, {
      place: () => (this.isEditable && ReactEditor.isFocused(this.editor) && !slashIn(this.editor).get() ? suggestionPlace(this.editor) : null),
      context: (candidate) => this.contextAt(this.editor.selection?.anchor, candidate),
      complete: (context, signal) => this.props.complete(context, signal),
      expected: () => (document.hidden ? null : this.contextAt(this.editor.selection?.anchor ?? endOfText(this.editor), 0)),
      prepare: (preparation, signal) => this.props.prepare(preparation, signal),
      record: (suggestion, event) => this.props.record(suggestion, event),
      wouldMove: (place, text) => wouldMove(this.editor, place, text),
      style: () => {
        const { bold, italic } = marksAtCaret(this.editor)
        return { bold: bold ?? false, italic: italic ?? false }
      },
      isComposing: this.isComposing,
      silent: (why) => {
        if (this.isEditable) this.offer.silent(why)
      },
      unsure: () => this.offer.unsure(),
      insert: (text, { model }, at) => insertAccepted(this.editor, text, { model, at }),
      painted: (inputAt) => this.clock.painted(inputAt),
      inputAt: () => this.clock.inputAt,
      restsAt: () => this.clock.rhythm.restsAt(),
      later,
      soon,
      afterPaint,
      now: () => performance.now(),
      time: () => Date.now(),
    })
  }

  private setWriterOn(): void {
    const { suggestionsOn, canAsk } = this.props
    this.writer.setOn(suggestionsOn && this.isEditable, canAsk && this.isEditable)
  }

  private contextAt(caret: Point | undefined, candidate: number): SuggestionContext | null {
    const { course, chapter, title } = this.props.open
    return caret ? this.window.at(blocksOf(this.editor), caret, { course, chapter, lesson: title }, candidate) : null
  }

  private listenToEditor(): void {
    const { editor } = this
    const { onChange } = editor
    // The text is drawn at once, so that what is measured and suggested next finds it on the screen.
    editor.onChange = (options) => {
      const changes = editor.operations.flatMap((op) => changeFromOperation(op) ?? [])
      const steps = editor.history.takeTurn()
      if (changes.length > 0) this.offer.wrote()
      if (changes.length > 0 && !editor.history.isRestored) this.writer.typed()
      flushSync(() => onChange(options))
      this.changed(editor.operations, { changes, steps })
    }
  }

  private changed(operations: readonly Operation[], turn: Piece): void {
    const { changes } = turn
    if (changes.length > 0) this.textChanged(turn)
    if (operations.length > 0) this.offer.moved()
    if (operations.length > 0) this.writer.changed({ isTyped: changes.length > 0 && !this.editor.history.isRestored })
    const caret = operations.length > 0 ? caretOf(this.editor) : null
    if (caret) this.props.onCaret(caret)
    if (operations.length > 0) this.selectionMoved()
  }

  private selectionMoved(): void {
    this.currentBlock.mark(this.editor)
    const { selection } = this.editor
    const isExpanded = selection !== null && Range.isExpanded(selection)
    if (isExpanded || this.selected) this.stopCounting ??= later(() => this.count(), countMs)
  }

  private textChanged({ changes, steps }: Piece): void {
    this.hasChanged = true
    this.isTabFree = false
    this.uploads.wrote()
    if (!this.isTakingUp) for (const piece of cutIntoPieces(this.before, { changes, steps: dividedInto(steps, changes.length) })) this.outbox.add(piece)
    this.isTakingUp = false
    this.finder.textChanged()
    this.before = blocksOf(this.editor)
    if (changes.some((change) => change.path.length === 1)) this.neighbours.update(blocksOf(this.editor))
    this.objects.notes.update(blocksOf(this.editor), changes)
    if (isBlank(this.editor) !== this.view.isBlank) this.show({ isBlank: isBlank(this.editor) })
    this.stopCounting ??= later(() => this.count(), countMs)
  }

  /** The page may be gone before Slate tells of what is left of a paste. */
  private finishPaste(): void {
    const { editor } = this
    if (!editor.pasting.isActive) return
    editor.pasting.finishWhatever()
    const { operations } = editor
    editor.operations = []
    this.changed(operations, { changes: operations.flatMap((op) => changeFromOperation(op) ?? []), steps: editor.history.takeTurn() })
  }

  private compositionStarted(): void {
    this.editor.pasting.finishNow()
    this.hasChanged = false
    this.isTabFree = false
    this.editor.history.openGroup()
    this.hush()
    this.offer.wrote()
    this.writer.compositionStarted()
    this.tell()
  }

  private compositionEnded(): void {
    this.editor.history.closeGroup()
    if (this.hasChanged) pairComposed(this.editor, this.props.aids())
    slashIn(this.editor).composed(this.hasChanged)
    this.writer.compositionEnded({ isTyped: this.hasChanged })
    // A word being composed is let in before the text is kept elsewhere.
    this.show({ isClosing: this.outbox.isClosing })
  }

  private count(): void {
    this.stopCounting = null
    this.counts = countPage(blocksOf(this.editor), this.props.pace, this.counts)
    const { selection } = this.editor
    const [from, to] = selection && Range.isExpanded(selection) ? Range.edges(selection) : []
    this.selected = from && to ? countSelected(blocksOf(this.editor), from, to) : null
    this.tell()
  }

  /** What an earlier page could not save is typed in again, or rescued. */
  private async takeUp(root: HTMLElement): Promise<void> {
    this.isTakingUpCopies = true
    try {
      await this.takeUpCopies()
    } finally {
      // Whatever went wrong, the author can write; copies that were not taken up are still there.
      if (!this.outbox.hasUnsaved) this.earlier.begin(this.props.open.revision)
      if (!this.outbox.hasUnsaved && !this.view.closed) this.saved = { kind: 'saved' }
      flushSync(() => this.show({ isRecovering: false }))
      // Someone wanted to write meanwhile.
      if (document.activeElement?.matches('[data-slate-editor]') && root.contains(document.activeElement)) showSelection(this.editor)
      this.setWriterOn()
    }
  }

  private async takeUpCopies(): Promise<void> {
    const { open } = this.props
    for (const copy of await leftBehind(open.lesson, this.props.workspace)) {
      const recovered = await recover(copy, { open, rescue: (text) => this.props.rescue(text) })
      if (recovered.kind === 'later') continue
      if (recovered.kind === 'replay') {
        this.isTakingUp = true
        // Its steps come from the log, once they are there.
        this.editor.history.replay(null, () =>
          Editor.withoutNormalizing(this.editor, () => recovered.changes.forEach((change) => this.editor.apply(operationFromChange(change)))),
        )
        const { sent, gathered, steps } = recovered.unsaved
        const isCopied = this.outbox.restore(sent, cutIntoPieces(applyChanges(open.doc, sent?.changes ?? []), { changes: gathered, steps }))
        // Where there is no room for both copies, the old one stays until the log has what is in it.
        if (isCopied) copy.forget()
        else this.forgetWhenSaved = copy.forget
      } else copy.forget()
      // Another copy would have to fit a text that is not in the log yet; it waits for the next opening.
      if (recovered.kind === 'replay') break
    }
  }

  private listenToWindow(): () => void {
    const listeners = new AbortController()
    const options = { signal: listeners.signal }
    window.addEventListener(
      'pagehide',
      () => {
        this.finishPaste()
        this.outbox.flush()
        this.outbox.keepNow()
      },
      options,
    )
    document.addEventListener(
      'visibilitychange',
      () => {
        if (document.hidden) this.outbox.flush()
      },
      options,
    )
    return () => listeners.abort()
  }

  /** Draws what changed of the view; that a key press is on its way to the log and arrived there changes nothing in it. */
  private show(part: Partial<SessionView>): void {
    const next = { ...this.view, ...part }
    const isNew = !isSameView(next, this.view)
    if (isNew) this.view = next
    if (isNew) this.listeners.forEach((listener) => listener())
    this.tell()
  }

  private tell(): void {
    if (this.isOver) return
    const saved: SavedState = this.props.open.editable ? this.saved : { kind: 'reading' }
    this.props.onStatus({ ...this.counts, selected: this.selected, saved, latencyMs: this.latencyMs, ...this.offer.told })
  }
}

/** Whether the text can be typed into at this moment. */
export function isEditable(open: PageProps['open'], view: SessionView): boolean {
  return open.editable && !view.closed && !view.isClosing && !view.isRecovering
}

function isSameView(a: SessionView, b: SessionView): boolean {
  return a.closed === b.closed && a.isClosing === b.isClosing && a.isRecovering === b.isRecovering && a.isBlank === b.isBlank && a.isQuiet === b.isQuiet
}

function isBlank(editor: StudioEditor): boolean {
  const [first, ...rest] = blocksOf(editor)
  return rest.length === 0 && first?.type === 'paragraph' && lineText(first) === ''
}

/**
 * Finding and replacing in the open lesson: what is looked for, where it is, which place is the current one. It follows the
 * text while the author writes on, and changes it only to replace, which is one step of the page's history.
 */
import { Editor, Range, type RangeRef, Transforms } from 'slate'
import { ReactEditor } from 'slate-react'
import { editAt, placesOf, type TextPlace } from '#preload/document/found-places.ts'
import { passagesIn } from '#preload/document/passages.ts'
import { replacementChanges } from '#preload/document/replacing.ts'
import type { Doc } from '#preload/document/schema.ts'
import { Held } from '#renderer/editor/held.ts'
import { focusText } from '#renderer/editor/looks/caret-view.ts'
import { frameOf, showRange } from '#renderer/editor/looks/in-view.ts'
import { domRangeOf, FoundPaint } from './find-paint.ts'
import { applyAsOneStep, nearestPlace, pointOfKey, rangeOf, selectedText } from './find-places.ts'
import type { FindRequest } from './find-request.ts'
import type { FindRunner, Found } from './find-runner.ts'
import { ReplacedSteps } from './replaced-steps.ts'
import { closedView, type FindOption, type FindView } from './find-view.ts'
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'

export interface FindPorts {
  readonly editor: StudioEditor
  readonly runner: FindRunner
  readonly isComposing: () => boolean
  readonly isEditable: () => boolean
  readonly later: (run: () => void, ms: number) => () => void
}

interface Look {
  /** Brings the current place into view. */
  readonly isShown: boolean
  /** Selects it. */
  readonly isChosen?: boolean
}

/** After a key of the text; the marks may lag behind, the key may not. */
const followMs = 120

export class Finder {
  private readonly ports: FindPorts
  private readonly marks: FoundPaint
  private places: readonly TextPlace[] = []
  /** The text in which `places` are; null while something else is looked for. */
  private searched: Doc | null = null
  /** The newest look, while it is under way. */
  private looking: Promise<void> | null = null
  private scope: RangeRef | null = null
  /** Where the search goes on from: a place in the text that edits move along. */
  private origin: RangeRef | null = null
  private readonly steps: ReplacedSteps
  private stopFollowing: (() => void) | null = null
  private painting = 0
  private readonly held = new Held<FindView>(closedView)
  readonly get = this.held.get
  readonly subscribe = this.held.subscribe

  constructor(ports: FindPorts) {
    this.ports = ports
    this.marks = new FoundPaint(ports.editor)
    this.steps = new ReplacedSteps(ports.editor)
  }

  get view(): FindView {
    return this.held.get()
  }

  /** Opens the bar, or goes on in it. What is selected in one line is looked for, as long as nothing else is asked. */
  ask(request: FindRequest): void {
    if (request.kind === 'close') return this.leave()
    if (request.kind === 'next' || request.kind === 'previous') return this.goOn(request.kind === 'next' ? 1 : -1)
    const { editor } = this.ports
    const start = request.place ? pointOfKey(editor, request.place) : (editor.selection ?? Editor.start(editor, []))
    this.setOrigin(Editor.range(editor, start))
    const text = request.text ?? (selectedText(editor) || this.view.text)
    // What was found elsewhere is looked for as it was there.
    const isNew = request.text !== undefined
    if (isNew) this.setScope(null)
    const { focus = 'bar' } = request
    this.show({
      isOpen: true,
      isReplacing: request.kind === 'replace' || (this.view.isOpen && this.view.isReplacing),
      text,
      ...(isNew && { matchCase: false, wholeWord: false, isPattern: false, inSelection: false }),
      replaced: null,
      wantsFocus: this.view.wantsFocus + (focus === 'bar' ? 1 : 0),
    })
    void this.look({ isShown: text !== '', isChosen: focus === 'text' })
  }

  setText(text: string): void {
    this.steps.forget()
    this.show({ text, replaced: null, isTakenBack: false })
    void this.look({ isShown: true })
  }

  setReplacement(replacement: string): void {
    this.steps.forget()
    this.show({ replacement, replaced: null, isTakenBack: false })
  }

  toggle(option: FindOption): void {
    this.show({ [option]: !this.view[option], replaced: null })
    void this.look({ isShown: true })
  }

  toggleReplacing(): void {
    this.show({ isReplacing: !this.view.isReplacing })
  }

  toggleSelection(): void {
    const { selection } = this.ports.editor
    const isOn = !this.view.inSelection && selection !== null && Range.isExpanded(selection)
    this.setScope(isOn ? selection : null)
    this.show({ inSelection: isOn, replaced: null })
    void this.look({ isShown: true })
  }

  /** Whether there is a selection to look in. */
  get canUseSelection(): boolean {
    const { selection } = this.ports.editor
    return this.view.inSelection || (selection !== null && Range.isExpanded(selection))
  }

  /** Goes to another place, round the end. */
  step(by: 1 | -1): void {
    const { length } = this.places
    if (length === 0) return
    const { at } = this.view
    this.goTo(at < 0 ? (by > 0 ? 0 : length - 1) : (at + by + length) % length)
  }

  /** Puts the replacement in the place of the current one, and goes to the next. */
  replaceOne(): void {
    if (!this.isFresh) return this.whenFound(() => this.replaceOne())
    const place = this.places[this.view.at]
    if (!place || !this.canReplace) return
    const edit = editAt(place, this.view.replacement)
    this.change([place])
    this.show({ replaced: null, isTakenBack: false })
    const { editor } = this.ports
    const line = rangeOf(editor, { ...place, match: { ...place.match, to: edit.from + edit.text.length, from: edit.from } })
    if (line) this.setOrigin({ anchor: line.focus, focus: line.focus })
    void this.look({ isShown: true })
  }

  /** `mayDelete` is asked before that many places go and nothing comes in their place. */
  replaceAll(mayDelete?: (count: number) => Promise<boolean>): void {
    if (!this.isFresh) return this.whenFound(() => this.replaceAll(mayDelete))
    if (this.places.length === 0 || !this.canReplace) return
    if (mayDelete && this.view.replacement === '') void this.deleteAll(mayDelete)
    else this.replaceEvery()
  }

  /** What is deleted is what was asked about: something else that is found meanwhile stays. */
  private async deleteAll(mayDelete: (count: number) => Promise<boolean>): Promise<void> {
    const { places } = this
    const isMeant = await mayDelete(places.length)
    if (isMeant && this.isFresh && this.places === places && this.canReplace && this.view.replacement === '') this.replaceEvery()
  }

  private replaceEvery(): void {
    const count = this.places.length
    this.change(this.places)
    this.show({ replaced: count, isTakenBack: false })
    void this.look({ isShown: false })
  }

  /** Takes a step of what was just replaced back, or brings it again; false where that is not the newest in text and bar. */
  takeBack(kind: 'undo' | 'redo'): boolean {
    if (!this.canReplace || !this.steps.step(kind)) return false
    this.show({ replaced: null, isTakenBack: kind === 'undo' })
    void this.look({ isShown: true })
    return true
  }

  /** Closes the bar once what is looked for is found: it was chosen elsewhere, and the author goes on there. */
  private leave(): void {
    if (!this.looking) return this.close()
    void this.looking.then(() => {
      if (this.view.isOpen) this.close()
    })
  }

  /** Closes the bar. The place that was found is selected; without one the caret is where it was. */
  close(): void {
    const { editor } = this.ports
    const place = this.isFresh ? this.places[this.view.at] : undefined
    const range = place && rangeOf(editor, place)
    this.end()
    if (range) Transforms.select(editor, range)
    focusText(editor)
  }

  /** The page changed: what was found may be elsewhere. */
  textChanged(): void {
    if (!this.view.isOpen) return
    this.stopFollowing ??= this.ports.later(() => {
      this.stopFollowing = null
      if (this.view.isOpen) void this.look({ isShown: false })
    }, followMs)
  }

  /** What is in view changed, or was drawn again. */
  repaint = (): void => {
    if (!this.view.isOpen || this.painting !== 0) return
    this.painting = requestAnimationFrame(() => {
      this.painting = 0
      this.paint()
    })
  }

  /** The page goes away. */
  end(): void {
    this.stopFollowing?.()
    this.stopFollowing = null
    cancelAnimationFrame(this.painting)
    this.painting = 0
    this.ports.runner.stop()
    this.setScope(null)
    this.origin?.unref()
    this.origin = null
    this.places = []
    this.searched = null
    this.looking = null
    this.steps.forget()
    this.marks.clear()
    this.show({ isOpen: false, inSelection: false, count: 0, at: -1, trouble: null, replaced: null, isTakenBack: false })
  }

  private goOn(by: 1 | -1): void {
    if (!this.view.isOpen) return this.ask({ kind: 'find', focus: this.view.text === '' ? 'bar' : ReactEditor.isFocused(this.ports.editor) ? 'text' : 'none' })
    this.step(by)
    if (ReactEditor.isFocused(this.ports.editor)) this.choose()
  }

  /** Selects the current place: the author goes on there. */
  private choose(): void {
    const { editor } = this.ports
    const place = this.places[this.view.at]
    const range = place && rangeOf(editor, place)
    if (range) Transforms.select(editor, range)
    focusText(editor)
  }

  /** Whether the places are those of what is looked for now, in the text as it is now. */
  private get isFresh(): boolean {
    return this.searched !== null && this.searched === blocksOf(this.ports.editor)
  }

  /** A word being composed belongs to the input method alone. */
  private get canReplace(): boolean {
    return this.ports.isEditable() && !this.ports.isComposing()
  }

  /** Does something once the places are those of the text as it is: nothing is written where something only was. */
  private whenFound(run: () => void): void {
    if (!this.view.isOpen || !this.canReplace) return
    void (this.looking ?? this.look({ isShown: true })).then(() => {
      if (this.view.isOpen) run()
    })
  }

  private look(how: Look): Promise<void> {
    this.searched = null
    const looking = this.lookNow(how).finally(() => {
      if (this.looking === looking) this.looking = null
    })
    this.looking = looking
    return looking
  }

  private async lookNow(how: Look): Promise<void> {
    const { isShown, isChosen = false } = how
    const doc = blocksOf(this.ports.editor)
    const passages = passagesIn(doc)
    const { text, matchCase, wholeWord, isPattern } = this.view
    const found: Found =
      text === ''
        ? { kind: 'found', matches: [] }
        : await this.ports.runner.run(
            { text, matchCase, wholeWord, isPattern },
            passages.map((passage) => passage.text),
          )
    if (found.kind === 'overtaken' || !this.view.isOpen) return
    // The author wrote on meanwhile.
    if (doc !== blocksOf(this.ports.editor)) return this.look(how)
    this.searched = doc
    this.places = found.kind === 'found' ? placesOf(passages, found.matches).filter((place) => this.isInScope(place)) : []
    const at = this.nearest()
    this.show({ count: this.places.length, at, trouble: found.kind === 'trouble' ? found.trouble : null })
    if (isShown && at >= 0) this.reveal()
    if (isChosen) this.choose()
    this.repaint()
  }

  private goTo(at: number): void {
    const place = this.places[at]
    const range = place && rangeOf(this.ports.editor, place)
    if (range) this.setOrigin(range)
    this.show({ at, replaced: null, isTakenBack: false })
    this.reveal()
    this.repaint()
  }

  private reveal(): void {
    const place = this.places[this.view.at]
    const drawn = place && domRangeOf(this.ports.editor, place)
    if (drawn) showRange(this.ports.editor, drawn)
  }

  private nearest(): number {
    const origin = this.origin?.current
    return nearestPlace(this.ports.editor, this.places, origin ? Range.start(origin) : null)
  }

  private isInScope(place: TextPlace): boolean {
    const scope = this.scope?.current
    if (!this.view.inSelection || !scope) return true
    const range = rangeOf(this.ports.editor, place)
    return range !== null && Range.includes(scope, range.anchor) && Range.includes(scope, range.focus)
  }

  private change(places: readonly TextPlace[]): void {
    const { editor } = this.ports
    const changes = replacementChanges(
      blocksOf(editor),
      places.map((place) => editAt(place, this.view.replacement)),
    )
    this.steps.make(() => applyAsOneStep(editor, changes))
  }

  private setOrigin(range: Range): void {
    this.origin?.unref()
    this.origin = Editor.rangeRef(this.ports.editor, range, { affinity: 'inward' })
  }

  private setScope(range: Range | null): void {
    this.scope?.unref()
    this.scope = range && Editor.rangeRef(this.ports.editor, range, { affinity: 'outward' })
  }

  private paint(): void {
    if (!this.view.isOpen) return
    // A word being composed is drawn by the browser alone; the places follow when it is there.
    if (this.ports.isComposing()) return
    const frame = frameOf(this.ports.editor)
    if (frame) this.marks.paint(frame, this.places, this.places[this.view.at])
  }

  private show(part: Partial<FindView>): void {
    this.held.set({ ...this.view, ...part })
  }
}

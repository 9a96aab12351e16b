/** Suggestions on one page: who writes them, the text that they are asked with, and what is told of them. */
import type { SuggestionContext } from '#preload/contract/suggestions.ts'
import { ContextWindow } from '#preload/document/context-window.ts'
import type { Point } from 'slate'
import { ReactEditor } from 'slate-react'
import { insertAccepted } from '#renderer/editor/document/marks.ts'
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { endOfText } from '#renderer/editor/note/notes.ts'
import { afterPaint, later, type PaintClock, soon } from '#renderer/editor/page-clock.ts'
import type { PageProps } from '#renderer/editor/page-props.ts'
import { slashIn } from '#renderer/editor/tools/slash.ts'
import { marksAtCaret } from '#renderer/editor/typing/edges.ts'
import { provenanceOf } from './accepted.ts'
import { GhostStore } from './ghost-store.ts'
import { GhostWhy, isInWhy } from './ghost-why.ts'
import { GhostWriter } from './ghost-writer.ts'
import { Offer } from './page-offer.ts'
import { isOnRequest, isUnfit, suggestionPlace, wouldMove } from './place.ts'

export interface SuggestingPorts {
  readonly editor: StudioEditor
  readonly props: () => PageProps
  readonly clock: PaintClock
  readonly isEditable: () => boolean
  readonly isComposing: () => boolean
  /** Whether the author is in a window that is about this page's suggestion. */
  readonly isBeside: () => boolean
  /** Whether the page has heard a composition begin that has not ended. */
  readonly hasComposition: () => boolean
  /** What is told has changed. */
  readonly tell: () => void
}

export class Suggesting {
  readonly ghosts = new GhostStore()
  readonly offer: Offer
  readonly writer: GhostWriter
  readonly why: GhostWhy
  private readonly ports: SuggestingPorts
  private readonly window = new ContextWindow()

  constructor(ports: SuggestingPorts) {
    this.ports = ports
    this.offer = new Offer(this.ghosts, {
      isUnfit: () => ports.isEditable() && isUnfit(ports.editor),
      isOnRequest: () => ports.isEditable() && isOnRequest(ports.editor),
      isComposing: ports.hasComposition,
      tell: ports.tell,
      later,
    })
    this.why = new GhostWhy(this.ghosts, {
      ask: (question, signal) => ports.props().why(question, signal),
      before: () => suggestionPlace(ports.editor)?.before ?? null,
      isComposing: ports.isComposing,
    })
    this.writer = this.makeWriter()
  }

  /** Follows the author's switch, the engine, and whether the text may be written on. */
  setOn(): void {
    const { suggestionsOn, canAsk } = this.ports.props()
    const isEditable = this.ports.isEditable()
    this.writer.setOn(suggestionsOn && isEditable, canAsk && isEditable)
  }

  private makeWriter(): GhostWriter {
    const { editor, props, clock, isEditable, isComposing } = this.ports
    return new GhostWriter(this.ghosts, {
      place: () => (isEditable() && this.isAttended() && !slashIn(editor).get() ? suggestionPlace(editor) : null),
      isOnRequest: () => isOnRequest(editor),
      context: (candidate) => this.contextAt(editor.selection?.anchor, candidate),
      complete: (context, signal) => props().complete(context, signal),
      expected: () => (document.hidden ? null : this.contextAt(editor.selection?.anchor ?? endOfText(editor), 0)),
      prepare: (preparation, signal) => props().prepare(preparation, signal),
      record: (suggestion, event) => props().record(suggestion, event),
      wouldMove: (place, text) => wouldMove(editor, place, text),
      style: () => {
        const { bold, italic } = marksAtCaret(editor)
        return { bold: bold ?? false, italic: italic ?? false }
      },
      isComposing,
      silent: (why) => {
        if (isEditable()) this.offer.silent(why)
      },
      unsure: () => this.offer.unsure(),
      insert: (text, suggestion, at) => insertAccepted(editor, text, provenanceOf(suggestion, at)),
      painted: (inputAt) => clock.painted(inputAt),
      inputAt: () => clock.inputAt,
      restsAt: () => clock.rhythm.restsAt(),
      later,
      soon,
      afterPaint,
      now: () => performance.now(),
      time: () => Date.now(),
    })
  }

  /** The author is in the text, or in a window about what is suggested in it. */
  private isAttended(): boolean {
    return ReactEditor.isFocused(this.ports.editor) || isInWhy(document.activeElement) || this.ports.isBeside()
  }

  private contextAt(caret: Point | undefined, candidate: number): SuggestionContext | null {
    const { course, chapter, title } = this.ports.props().open
    return caret ? this.window.at(blocksOf(this.ports.editor), caret, { course, chapter, lesson: title }, candidate) : null
  }
}

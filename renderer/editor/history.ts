/**
 * Undo and redo over the operations of one sitting. Unlike slate-history it has no limit, and it cuts steps
 * where an author would: after a pause, after punctuation, around each composed word and each command.
 * It knows nothing of the log on the disk; undoing is typed into that log like any other change.
 */
import type { StudioEditor } from './slate-shape.ts'
import { Editor, Operation, type Range, Transforms } from 'slate'

/** What may be taken back at once. */
interface Step {
  readonly ops: Operation[]
  readonly before: Range | null
  after: Range | null
}

/** What the history adds to the editor. Slate's own keys call `undo` and `redo`. */
export interface HistoryParts {
  history: History
  undo: () => void
  redo: () => void
}

/** A pause longer than this begins a new step. */
const pauseMs = 1000
const clauseEnd = /[。，；！？、：…\n.,;!?:]["'”’」』）)]*$/u

class History {
  private readonly undos: Step[] = []
  private readonly redos: Step[] = []
  private readonly now: () => number
  private lastAt = 0
  private isCut = true
  private groups = 0
  /** True while steps are played back: they are not recorded again. */
  isReplaying = false
  /** True when the newest change was an undo or a redo. */
  isRestored = false

  constructor(now: () => number) {
    this.now = now
  }

  get canUndo(): boolean {
    return this.undos.length > 0
  }

  get canRedo(): boolean {
    return this.redos.length > 0
  }

  /** Makes everything until `closeGroup` one step of its own. Nested groups belong to the outer one. */
  openGroup(): void {
    if (this.groups === 0) this.isCut = true
    this.groups += 1
  }

  closeGroup(): void {
    this.groups = Math.max(0, this.groups - 1)
    if (this.groups === 0) this.isCut = true
  }

  /** Runs an edit as one step of its own. */
  group(edit: () => void): void {
    this.openGroup()
    try {
      edit()
    } finally {
      this.closeGroup()
    }
  }

  /** Takes note of an operation that is about to happen. `isSameTurn`: others happened since the last repaint. */
  record(op: Operation, selection: Range | null, isSameTurn: boolean): void {
    const step = this.undos.at(-1)
    if (step && this.continues(step, op, isSameTurn)) step.ops.push(op)
    else this.undos.push({ ops: [op], before: selection, after: selection })
    this.isCut = false
    this.isRestored = false
    this.lastAt = this.now()
    this.redos.length = 0
  }

  /** Where the caret stands after the newest step. */
  settle(selection: Range | null): void {
    const step = this.undos.at(-1)
    if (step) step.after = selection
  }

  takeUndo(): Step | undefined {
    return this.shift(this.undos, this.redos)
  }

  takeRedo(): Step | undefined {
    return this.shift(this.redos, this.undos)
  }

  private shift(from: Step[], to: Step[]): Step | undefined {
    const step = from.pop()
    if (step) to.push(step)
    this.isCut = true
    return step
  }

  private continues(step: Step, op: Operation, isSameTurn: boolean): boolean {
    if (this.isCut) return false
    if (this.groups > 0 || isSameTurn) return true
    const last = step.ops.at(-1)
    return this.now() - this.lastAt <= pauseMs && last !== undefined && isNextKeystroke(last, op)
  }
}

/** Whether an operation goes on typing or deleting where the last one stopped, within a clause. */
function isNextKeystroke(last: Operation, op: Operation): boolean {
  if (op.type === 'insert_text' && last.type === 'insert_text') {
    return isSamePath(last.path, op.path) && op.offset === last.offset + last.text.length && !clauseEnd.test(last.text)
  }
  if (op.type === 'remove_text' && last.type === 'remove_text') {
    return isSamePath(last.path, op.path) && (op.offset + op.text.length === last.offset || op.offset === last.offset)
  }
  return false
}

function isSamePath(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((index, at) => index === b[at])
}

const isChange = (op: Operation) => op.type !== 'set_selection'

/** Gives an editor its history. */
export function withHistory(editor: StudioEditor, now: () => number): StudioEditor {
  const history = new History(now)
  const { apply } = editor
  editor.history = history
  editor.apply = (op) => {
    const isSameTurn = editor.operations.some(isChange)
    if (!history.isReplaying && isChange(op)) history.record(op, editor.selection, isSameTurn)
    apply(op)
    if (!history.isReplaying && (isChange(op) || isSameTurn)) history.settle(editor.selection)
  }
  editor.undo = () => {
    const step = history.takeUndo()
    if (step) replay(editor, step.ops.map(Operation.inverse).reverse(), step.before)
  }
  editor.redo = () => {
    const step = history.takeRedo()
    if (step) replay(editor, step.ops, step.after)
  }
  return editor
}

function replay(editor: StudioEditor, ops: readonly Operation[], selection: Range | null): void {
  editor.history.isReplaying = true
  editor.history.isRestored = true
  try {
    Editor.withoutNormalizing(editor, () => {
      // A removed node that holds the caret makes Slate look for the next place among all texts: seconds, after a large paste.
      Transforms.deselect(editor)
      for (const op of ops) editor.apply(op)
    })
    if (selection) Transforms.select(editor, selection)
  } finally {
    editor.history.isReplaying = false
  }
}

/**
 * Undo and redo. Unlike slate-history it has no limit, and it cuts steps where an author would: after a pause, after
 * punctuation, around each composed word and each command. Undoing is typed into the log like any other change, with a
 * note of what it is; below the steps of this sitting lie those that the log holds (`earlier-steps.ts`).
 */
import { applyChange } from '#preload/document/apply.ts'
import { ChangeError, isSame, type Nodes } from '#preload/document/node.ts'
import { flatFromRange, type StepPart } from '#preload/document/steps.ts'
import { changeFromOperation } from './changes.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { Editor, Node, Operation, type Range, Text, Transforms } from 'slate'

/** What may be taken back at once. */
export interface Step {
  readonly ops: readonly Operation[]
  readonly before: Range | null
  readonly after: Range | null
  /** It was read from the log, and is held against the text before it is taken back. */
  readonly isLogged?: boolean
}

/** A step of this sitting, which may still go on. */
interface OwnStep extends Step {
  readonly ops: Operation[]
  after: Range | null
}

export type StepKind = 'undo' | 'redo'

/** What the log holds below the steps of this sitting. */
export interface EarlierParts {
  has: (kind: StepKind) => boolean
  /** The author asks for a step, and this sitting has none left. */
  want: (kind: StepKind) => void
  /** One was taken, and so many are left. */
  used: (kind: StepKind, left: number) => void
  /** Something new was typed: what was taken back before is gone for good. */
  edited: () => void
}

/** What changes of a turn belong to which step. */
interface Note {
  readonly step: Step
  readonly kind?: StepKind
  readonly isNew: boolean
  count: number
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

export class History {
  private readonly undos: Step[] = []
  private readonly redos: Step[] = []
  /** The newest step, while it may go on. */
  private own: OwnStep | null = null
  private turn: Note[] = []
  /** What is being played back. */
  private replayed: Note | null = null
  private readonly now: () => number
  earlier: EarlierParts | null = null
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
    return this.undos.length > 0 || (this.earlier?.has('undo') ?? false)
  }

  get canRedo(): boolean {
    return this.redos.length > 0 || (this.earlier?.has('redo') ?? false)
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

  /** Runs an edit as one step of its own, also within a group, which goes on behind it with another. */
  apart(edit: () => void): void {
    const { groups } = this
    this.groups = 0
    try {
      this.group(edit)
    } finally {
      this.groups = groups
    }
  }

  /** The newest step of this sitting: what an undo would take. */
  get newest(): Step | null {
    return this.undos.at(-1) ?? null
  }

  /** Runs an edit as more of a step, where that is the newest still and goes on, or else as one of its own. */
  goOn(step: Step | null, edit: () => void): void {
    const isMore = step !== null && this.own === step
    this.apart(() => {
      if (isMore) this.isCut = false
      edit()
    })
  }

  /** Takes note of an operation that is about to happen. `isSameTurn`: others happened since the last repaint. */
  record(op: Operation, selection: Range | null, isSameTurn: boolean): void {
    const isNew = !this.own || !this.continues(this.own, op, isSameTurn)
    const step: OwnStep = isNew || !this.own ? { ops: [], before: selection, after: selection } : this.own
    if (isNew) this.undos.push(step)
    step.ops.push(op)
    this.own = step
    this.note({ step, isNew, count: 1 })
    this.isCut = false
    this.isRestored = false
    this.lastAt = this.now()
    this.redos.length = 0
    this.earlier?.edited()
  }

  /** Where the caret stands after the newest step. */
  settle(selection: Range | null): void {
    if (this.own) this.own.after = selection
  }

  /** The next step to take back, or to do again. */
  take(kind: StepKind): Step | undefined {
    const [from, to] = kind === 'undo' ? [this.undos, this.redos] : [this.redos, this.undos]
    const step = from.pop()
    if (step) to.push(step)
    this.own = null
    this.isCut = true
    return step
  }

  /** How many can be taken without the log. */
  left(kind: StepKind): number {
    return kind === 'undo' ? this.undos.length : this.redos.length
  }

  /** Puts steps from the log below those that are there; newest first. */
  addEarlier(kind: StepKind, steps: readonly Step[]): void {
    const stack = kind === 'undo' ? this.undos : this.redos
    stack.unshift(...[...steps].reverse())
  }

  /** Forgets every step: nothing can be taken back any more. */
  end(): void {
    this.undos.length = 0
    this.redos.length = 0
    this.own = null
    this.earlier = null
  }

  /** Plays something back; `step` is null for what is in the log already. Nothing of it becomes a step. */
  replay(step: { readonly step: Step; readonly kind: StepKind } | null, run: () => void): void {
    this.isReplaying = true
    this.isRestored = true
    this.replayed = step && { ...step, isNew: true, count: 0 }
    if (this.replayed) this.turn.push(this.replayed)
    try {
      run()
    } finally {
      this.isReplaying = false
      this.replayed = null
    }
  }

  /** An operation of what is played back is about to happen. */
  recordReplayed(): void {
    if (this.replayed) this.replayed.count += 1
  }

  /** To which steps the changes since the last time belong. */
  takeTurn(): StepPart[] {
    const notes = this.turn
    this.turn = []
    return notes.flatMap((note) => (note.count > 0 ? partOf(note) : []))
  }

  private note(note: Note): void {
    const last = this.turn.at(-1)
    if (!note.isNew && last?.step === note.step) last.count += note.count
    else this.turn.push(note)
  }

  private continues(step: Step, op: Operation, isSameTurn: boolean): boolean {
    if (this.isCut) return false
    if (this.groups > 0 || isSameTurn) return true
    const last = step.ops.at(-1)
    return this.now() - this.lastAt <= pauseMs && last !== undefined && isNextKeystroke(last, op)
  }
}

function partOf({ step, kind, isNew, count }: Note): StepPart {
  const [before, after] = kind === 'undo' ? [step.after, step.before] : [step.before, step.after]
  return {
    count,
    ...(kind && { kind, whole: true }),
    ...(isNew ? { before: flatFromRange(before) } : { continues: true }),
    after: flatFromRange(after),
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
    if (isChange(op) && history.isReplaying) history.recordReplayed()
    else if (isChange(op)) history.record(op, editor.selection, isSameTurn)
    apply(op)
    if (!history.isReplaying && (isChange(op) || isSameTurn)) history.settle(editor.selection)
  }
  editor.undo = () => takeStep(editor, 'undo')
  editor.redo = () => takeStep(editor, 'redo')
  return editor
}

function takeStep(editor: StudioEditor, kind: StepKind): void {
  const { history } = editor
  const step = history.take(kind)
  if (!step) return history.earlier?.want(kind)
  const inverse = step.ops.map(Operation.inverse).reverse()
  const [ops, back] = kind === 'undo' ? [inverse, step.ops] : [step.ops, inverse]
  // A step that does not fit is of another text: better none than a wrong one.
  if (step.isLogged && !fits(editor.children, ops, back)) return history.end()
  history.replay({ step, kind }, () => replay(editor, ops, kind === 'undo' ? step.before : step.after))
  history.earlier?.used(kind, history.left(kind))
}

function replay(editor: StudioEditor, ops: readonly Operation[], selection: Range | null): void {
  Editor.withoutNormalizing(editor, () => {
    // A removed node that holds the caret makes Slate look for the next place among all texts: seconds, after a large paste.
    Transforms.deselect(editor)
    for (const op of ops) editor.apply(op)
  })
  if (selection && isInText(editor, selection)) Transforms.select(editor, selection)
}

/** Of a step that another page made, only its changes are sure to fit. */
function isInText(editor: StudioEditor, { anchor, focus }: Range): boolean {
  return [anchor, focus].every(({ path, offset }) => {
    const node = Node.getIf(editor, path)
    return Text.isText(node) && offset <= node.text.length
  })
}

/** Whether changes can be made, and their inverse makes the very same text of the outcome again. */
function fits(now: Nodes, ops: readonly Operation[], back: readonly Operation[]): boolean {
  try {
    const again = [...ops, ...back].flatMap((op) => changeFromOperation(op) ?? []).reduce<Nodes>(applyChange, now)
    return again.length === now.length && again.every((node, index) => node === now[index] || isSame(node, now[index]))
  } catch (error) {
    if (error instanceof ChangeError) return false
    throw error
  }
}

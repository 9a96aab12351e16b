/**
 * A lesson written in sitting after sitting over a real log, as a page does it: editor, history, outbox and the steps
 * of earlier sittings, with all that is between them but the wire.
 */
import type { Store } from '#main/store/store.ts'
import { applyChanges } from '#preload/document/apply.ts'
import { randomId } from '#preload/document/identity.ts'
import type { Doc } from '#preload/document/schema.ts'
import { dividedInto, flatFromRange, LoggedStep, type Selection } from '#preload/document/steps.ts'
import { z } from '#preload/document/zod.ts'
import { cutIntoPieces } from '#renderer/editor/saving/batch-pieces.ts'
import { changeFromOperation, operationFromChange } from '#renderer/editor/saving/changes.ts'
import { EarlierSteps, stepFromLog } from '#renderer/editor/saving/earlier-steps.ts'
import { Outbox, type Unsaved } from '#renderer/editor/saving/outbox.ts'
import { createPageEditor } from '#renderer/editor/document/page-editor.ts'
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { Editor } from 'slate'

/** As the wire would carry it. */
const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value))

export const settled = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}

export class Sitting {
  readonly editor: StudioEditor
  readonly outbox: Outbox
  readonly earlier: EarlierSteps
  isConnected = true
  /** Batches arrive, and their answers are lost. */
  isDeaf = false
  /** How often the log was asked for steps. */
  asked = 0
  private kept: Unsaved | null = null
  private before: Doc
  private timers: (() => void)[] = []
  private isTakingUp = false

  /** Opens a lesson; `left` is what the sitting before could not save. */
  constructor(store: Store, lesson: string, left: Unsaved | null = null) {
    const { doc, revision, newestBatch } = store.openLesson(lesson)
    this.before = doc
    this.editor = createPageEditor(doc, () => false)
    this.earlier = new EarlierSteps({
      ask: async ({ from, want }) => {
        this.asked += 1
        const { steps, rest } = throughJson(store.steps(lesson, from, want))
        return { steps: z.array(LoggedStep).parse(steps), rest }
      },
      add: (kind, steps) =>
        this.editor.history.addEarlier(
          kind,
          steps.map((step) => stepFromLog(step, kind)),
        ),
      take: (kind) => (kind === 'undo' ? this.editor.undo() : this.editor.redo()),
      isFree: () => true,
    })
    this.editor.history.earlier = this.earlier
    this.outbox = new Outbox(
      { revision, newestBatch },
      {
        append: async (batch) => {
          if (!this.isConnected) return new Promise<never>(() => undefined)
          const answer = { revision: store.append(throughJson({ lesson, ...batch })) }
          return this.isDeaf ? new Promise<never>(() => undefined) : answer
        },
        rescue: () => Promise.reject(new Error('nothing is to be rescued here')),
        tell: () => undefined,
        restored: (at) => this.earlier.begin(at),
        keep: (unsaved) => {
          this.kept = unsaved && throughJson(unsaved)
          return true
        },
        later: (run) => {
          this.timers.push(run)
          return () => {
            this.timers = this.timers.filter((each) => each !== run)
          }
        },
        now: () => 1,
        newId: randomId,
      },
    )
    this.listen()
    if (left) this.takeUp(left.sent?.batch === newestBatch ? { ...left, sent: null } : left)
    if (left && this.outbox.hasUnsaved) return
    this.earlier.begin(revision)
  }

  get doc(): Doc {
    return blocksOf(this.editor)
  }

  get caret(): Selection {
    return flatFromRange(this.editor.selection)
  }

  /** Does something as one turn of the page. */
  async turn(edit: (editor: StudioEditor) => void): Promise<void> {
    edit(this.editor)
    await settled()
  }

  /** Lets the timers run out: what gathered is sent. */
  async pass(): Promise<void> {
    for (const run of this.timers.splice(0)) run()
    await settled()
  }

  /** Everything is in the log after this. */
  async saved(): Promise<void> {
    for (let tries = 0; this.outbox.hasUnsaved && tries < 50; tries += 1) {
      this.outbox.flush()
      await this.pass()
    }
    if (this.outbox.hasUnsaved) throw new Error('it was not saved')
  }

  /** The page goes at this moment; what it could not save is left behind. */
  crash(): Unsaved | null {
    this.outbox.stop()
    return this.kept
  }

  private listen(): void {
    const { editor } = this
    const { onChange } = editor
    editor.onChange = (options) => {
      const changes = editor.operations.flatMap((op) => changeFromOperation(op) ?? [])
      const steps = dividedInto(editor.history.takeTurn(), changes.length)
      onChange(options)
      if (changes.length === 0) return
      if (!this.isTakingUp) for (const piece of cutIntoPieces(this.before, { changes, steps })) this.outbox.add(piece)
      this.isTakingUp = false
      this.before = this.doc
    }
  }

  private takeUp({ sent, gathered, steps }: Unsaved): void {
    const opened = this.doc
    const changes = [...(sent?.changes ?? []), ...gathered]
    if (changes.length === 0) return
    this.isTakingUp = true
    this.editor.history.replay(null, () =>
      Editor.withoutNormalizing(this.editor, () => changes.forEach((change) => this.editor.apply(operationFromChange(change)))),
    )
    this.outbox.restore(sent, cutIntoPieces(applyChanges(opened, sent?.changes ?? []), { changes: gathered, steps }))
  }
}

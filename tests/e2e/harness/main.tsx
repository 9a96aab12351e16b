/**
 * The page alone, with the two things at its outer edge that a test must rule: a log in memory and a model
 * that says what it is told. Everything between is what ships. Tests see the text only as the log holds it
 * and as the screen shows it.
 */
import { createRoot, type Root } from 'react-dom/client'
import type { ImageFacts, TakenImage } from '#preload/contract/images.ts'
import { LessonId } from '#preload/contract/library.ts'
import { Problem, ProblemCode } from '#preload/contract/problem.ts'
import type { Preparation, Suggestion, SuggestionContext, SuggestionEvent } from '#preload/contract/suggestions.ts'
import type { Likeness, Why } from '#preload/contract/why.ts'
import { applyChanges } from '#preload/document/apply.ts'
import { Doc, ImageId } from '#preload/document/schema.ts'
import type { z } from '#preload/document/zod.ts'
import type { PageHandle } from '#renderer/editor/find/find-request.ts'
import type { TypingAids } from '#renderer/editor/typing/chinese-typing.ts'
import type { PageWhy } from '#renderer/editor/ghost/ghost-why.ts'
import type { LinkTargets } from '#renderer/editor/link/link-targets.ts'
import type { Batch, PageProps, PageStatus } from '#renderer/editor/page-props.ts'
import { Page } from '#renderer/editor/page.tsx'
import { ConfirmProvider } from '#renderer/ui/confirm.tsx'
import { TextsProvider } from '#renderer/ui/i18n.tsx'
import { NoticesProvider } from '#renderer/ui/toast.tsx'
import '#renderer/ui/tokens.css'
import '#renderer/ui/reset.css'
import '#renderer/ui/pieces.css'
import '#renderer/ui/fonts.css'

const firstTitle = '把事情写小'
const lesson = LessonId.parse('harness')
/** The log outlives a reload, as a host does. */
const stored = sessionStorage.getItem('log')

/** A library's pictures: those of a test are known before it begins, or come in at the pace that it sets. */
class Pictures {
  readonly known = new Map<string, ImageFacts>()
  /** Steps of progress that wait for `go`. */
  isHeld = false
  go: () => void = () => undefined
  refuse: ProblemCode | null = null

  async put(file: Blob, name: string, { signal, onProgress }: { signal: AbortSignal; onProgress: (share: number) => void }): Promise<TakenImage> {
    onProgress(0.5)
    if (this.isHeld) await new Promise<void>((resolve) => ((this.go = resolve), signal.addEventListener('abort', () => resolve())))
    if (signal.aborted) throw new Problem('cancelled', 'as the test wants it')
    if (this.refuse) throw new Problem(this.refuse, 'as the test wants it', { name, megapixels: 200, width: 20_000, height: 10_000, limit: 100, size: 50 })
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
    const id = ImageId.parse([...digest].map((byte) => byte.toString(16).padStart(2, '0')).join(''))
    const image: ImageFacts = { id, type: 'png', width: 640, height: 360, bytes: file.size, name }
    this.known.set(id, image)
    return { image, isCleaned: false }
  }
}

interface Log {
  name: number
  doc: Doc
  revision: number
  batches: string[]
}

class Harness {
  readonly pictures = new Pictures()
  log: Log = stored ? readLog(stored) : { name: 0, doc: Doc.parse([{ type: 'paragraph', id: 'p1', children: [{ text: '' }] }]), revision: 0, batches: [] }
  rescued: Doc[] = []
  contexts: SuggestionContext[] = []
  prepared: Preparation[] = []
  /** What the page asked of the model last. */
  newest: 'complete' | 'prepare' | null = null
  events: z.infer<typeof SuggestionEvent>[] = []
  status: PageStatus | null = null
  caret: readonly [number, number] | null = null
  title = firstTitle
  /** What the shell has of the page. */
  handle: PageHandle | null = null
  /** What the model says to every question; '' is nothing. */
  answer = ''
  /** What else it says when it is asked for other candidates. */
  others: string[] = []
  /** Milliseconds before each two characters of an answer. */
  pace = 0
  failing: ProblemCode | null = null
  /** Lengths of the batches as JSON. */
  batchSizes: number[] = []
  editable = true
  suggestionsOn = true
  canAsk = true
  connected = true
  language: 'zh-CN' | 'en' = 'zh-CN'
  private opened = 0
  private root: Root | null = null

  /** As it was at first; the model says `answer` to every question. */
  reset(answer: string): void {
    const switches = { editable: true, suggestionsOn: true, canAsk: true, connected: true, language: 'zh-CN' } as const
    Object.assign(this.pictures, { isHeld: false, refuse: null })
    Object.assign(this, { answer, aids: { fullWidth: false, pairs: false }, others: [], pace: 0, failing: null, title: firstTitle, ...switches })
    delete document.documentElement.dataset['theme']
    for (const key of Object.keys(localStorage)) if (key.startsWith('moke.unsaved')) localStorage.removeItem(key)
  }

  /** Opens a text on a new page. */
  open(doc?: unknown): void {
    this.opened += 1
    if (doc !== undefined) {
      this.log = { name: this.opened, doc: Doc.parse(doc), revision: 0, batches: [] }
      this.rescued = []
      this.batchSizes = []
    }
    this.keep()
    this.contexts = []
    this.prepared = []
    this.newest = null
    this.events = []
    this.caret = null
    this.render()
  }

  render(): void {
    this.root ??= createRoot(document.getElementById('root') ?? document.body)
    const { log, props } = this
    const open = {
      lesson,
      title: this.title,
      course: '把注意力还给自己',
      chapter: '清单为什么失效',
      revision: log.revision,
      newestBatch: null,
      doc: [...log.doc],
      editable: this.editable,
    }
    this.root.render(
      <TextsProvider language={this.language}>
        <NoticesProvider>
          <ConfirmProvider>
            <div className="harness-scroll">
              <Page
                key={this.opened}
                append={(batch) => this.append(log.name, batch)}
                open={open}
                connected={this.connected}
                suggestionsOn={this.suggestionsOn}
                canAsk={this.canAsk}
                {...props}
              />
            </div>
          </ConfirmProvider>
        </NoticesProvider>
      </TextsProvider>,
    )
  }

  /** Everything typed is in the log after this. */
  async saved(): Promise<Doc> {
    window.dispatchEvent(new Event('pagehide'))
    while (this.status?.saved.kind === 'saving') await new Promise((resolve) => setTimeout(resolve, 2))
    return this.log.doc
  }

  /** Lessons that links can lead to, and the links that were followed. */
  readonly lessons = [
    { id: LessonId.parse('l1'), title: '把大事写小', number: '2.1', place: '把注意力还给自己 › 清单为什么失效' },
    { id: LessonId.parse('l2'), title: '给清单一个结尾', number: '2.2', place: '把注意力还给自己 › 清单为什么失效' },
  ]
  followed: string[] = []
  aids: TypingAids = { fullWidth: false, pairs: false }
  readonly links: LinkTargets = {
    list: () => this.lessons,
    titleOf: (lesson) => this.lessons.find(({ id }) => id === lesson)?.title ?? null,
    subscribe: () => () => undefined,
    follow: (link) => {
      this.followed.push(link)
    },
  }

  readonly props: Omit<PageProps, 'append' | 'open' | 'connected' | 'suggestionsOn' | 'canAsk'> = {
    rescue: async ({ doc }) => {
      this.rescued.push([...doc])
      return null
    },
    undoRename: () => undefined,
    // The log in memory keeps texts only; undo across restarts is tested with the real one.
    steps: async () => ({ steps: [], rest: null }),
    workspace: null,
    takeOver: () => {
      this.editable = true
      this.open()
    },
    complete: (context, signal) => this.complete(context, signal),
    prepare: async (preparation) => {
      this.newest = 'prepare'
      this.prepared.push(preparation)
    },
    record: (_suggestion, event) => {
      this.events.push(event)
    },
    why: (question, signal) => this.explain(question, signal),
    follow: (likeness) => {
      this.reached.push(likeness)
    },
    images: {
      put: (file, name, sending) => this.pictures.put(file, name, sending),
      about: async (ids) => ids.flatMap((id) => this.pictures.known.get(id) ?? []),
    },
    rename: async (title) => {
      this.title = title
      this.render()
    },
    links: this.links,
    aids: () => this.aids,
    voice: '',
    pace: 240,
    typewriter: false,
    dimmed: false,
    onHandle: (handle) => {
      this.handle = handle
    },
    caret: null,
    onCaret: (caret) => {
      this.caret = caret
    },
    onStatus: (status) => {
      this.status = status
    },
  }

  private async append(name: number, batch: Batch): Promise<{ revision: number }> {
    await new Promise((resolve) => setTimeout(resolve, 1))
    // The last words of a page whose text the test has put away.
    if (name !== this.log.name) return { revision: batch.base + 1 }
    if (this.failing) throw new Problem(this.failing, 'as the test wants it')
    // Through JSON, as the wire would carry it.
    const json = JSON.stringify(batch)
    const { batch: id, base, changes }: Batch = JSON.parse(json)
    this.batchSizes.push(json.length)
    if (this.log.batches.includes(id)) return { revision: this.log.revision }
    if (base !== this.log.revision) throw new Problem('stale', `base ${base}, log ${this.log.revision}`)
    this.log = { name, doc: applyChanges(this.log.doc, changes), revision: base + 1, batches: [...this.log.batches, id] }
    this.keep()
    return { revision: this.log.revision }
  }

  private keep(): void {
    sessionStorage.setItem('log', JSON.stringify(this.log))
  }

  /** What was asked of suggestions, what each is answered with, and the places that were gone to. */
  whys: PageWhy[] = []
  explained: Why = { tokens: [], problem: null, likenesses: [], unread: null }
  reached: Likeness[] = []

  private async *explain(question: PageWhy, signal: AbortSignal): AsyncGenerator<Why> {
    this.whys.push(question)
    await new Promise((resolve) => setTimeout(resolve, 1))
    if (!signal.aborted) yield this.explained
  }

  private async *complete(context: SuggestionContext, signal: AbortSignal): AsyncGenerator<Suggestion> {
    this.contexts.push(context)
    this.newest = 'complete'
    const text = (context.candidate === 0 ? this.answer : this.others[context.candidate - 1]) ?? ''
    const id = `s${this.contexts.length}`
    for (let length = 2; ; length += 2) {
      if (this.pace > 0) await new Promise((resolve) => setTimeout(resolve, this.pace))
      if (signal.aborted) throw new Problem('cancelled', 'stopped')
      const until = this.pace > 0 ? Math.min(length, text.length) : text.length
      yield { id, text: text.slice(0, until), tokens: [], done: until === text.length, model: 'harness', ms: 1, evaluatedTokens: 1, reason: null }
      if (until === text.length) return
    }
  }
}

function readLog(json: string): Log {
  const { name, doc, revision, batches } = JSON.parse(json)
  return { name, doc: Doc.parse(doc), revision, batches }
}

declare global {
  var harness: Harness
}

globalThis.harness = new Harness()
globalThis.harness.open()

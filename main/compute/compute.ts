/**
 * Keeps the engine running: starts it, loads the chosen model, starts it again when it dies, and tells
 * everyone its state. The page is never told of more than a state and a Problem; no text is lost with the
 * engine, because none is kept there.
 */
import { basename } from 'node:path'
import type { EnginePreparation, EngineQuestion, LoadedModel, LoadProgress, Measured } from '#preload/contract/engine.ts'
import { type EngineState, modelTitle } from '#preload/contract/models.ts'
import { Problem, type ProblemReport } from '#preload/contract/problem.ts'
import type { Suggestion } from '#preload/contract/suggestions.ts'
import type { ShownPart, WhyToken } from '#preload/contract/why.ts'
import { engineDown, isFilesFault, modelEndsEngine, modelTimeout, ofStarter, problemOf, report } from './compute-problems.ts'
import { CrashRecord } from './crash-record.ts'
import { type EngineCommand, type EngineProcess, startEngine } from './engine-process.ts'
import { type ModelPlace, type ModelPlaces, placeOf, starterId, measuredKey } from './model-files.ts'
import { Inspectors } from './model-list.ts'
import { type ModelShelf, modelShelf } from './model-shelf.ts'
import { type PhraseSources, Remembering } from './remembering.ts'
import { type EngineDevice, type ModelChoice, Succession } from './succession.ts'
import { orAborted, prepareIn, relay, watch, watchLoading, whyIn } from './watch.ts'
import { type Adapters, Wearing } from './wearing.ts'

export interface ComputeOptions extends EngineCommand {
  readonly places: ModelPlaces
  readonly choice: ModelChoice
  /** Keeps what was measured, so that the next start need not. */
  readonly measured: {
    get(key: string): Measured | undefined
    set(key: string, measured: Measured): void
  }
  /** Hears that a chosen model could not be used, or was given up, and which one is chosen in its place: the choice is to be kept as that. Not where the starter only stands in. */
  readonly onRefused?: (instead: string | null) => void
  /** Texts of the author that the engine is to remember. */
  readonly sources?: PhraseSources
  /** What models complete with besides their own numbers. */
  readonly adapters?: Adapters
  /** Answers the short id of a fault of the program. */
  readonly reportBug: (error: unknown, where: string) => string
  /** Milliseconds after which a silent engine, and twice after which a stuck one is started again; shorter in tests. */
  readonly silenceMs?: number
  /** Milliseconds after which an engine that starts or loads and gets no further is given up; shorter in tests. */
  readonly startMs?: number
}

export interface Compute {
  /** How the text goes on. Waits while the engine starts; throws `engine-down` when it dies meanwhile. */
  complete(question: EngineQuestion, signal: AbortSignal): AsyncIterable<Suggestion>
  /** Gets ready for a question that may come. Waits while the engine starts; throws `engine-down` when it dies meanwhile, `cancelled` where it gave way. */
  prepare(preparation: EnginePreparation, signal: AbortSignal): Promise<void>
  /** What a suggestion was chosen from, as far as it is known. Throws `engine-down` at once where no engine serves, `suggestion-gone` where another one made it. */
  why(shown: ShownPart, signal: AbortSignal): AsyncIterable<WhyToken[]>
  /** Its adapter or its strength is another one now: put on at once where a model serves, otherwise once one does. Throws the Problem with which it is refused. */
  adapt(): Promise<void>
  state(): EngineState
  /** Hears every new state until the answered function is called. */
  listen(listener: (state: EngineState) => void): () => void
  /** The models' files, whatever became of the engine. */
  readonly shelf: ModelShelf
  /** Whether a model is in use or may be gone back to, so that its file has to stay. */
  needs(model: string): boolean
  /** A model is in the list no more: it is not gone back to. */
  forget(model: string): void
  /** Tries the chosen model again after a failure. */
  retry(): void
  /** Another model or device. Waits for no load that is no longer wanted. */
  use(choice: ModelChoice): void
  /** Gives up a model that is still being loaded: the one that served before it is loaded again, or the starter. */
  cancelLoad(): void
  /** Ends the engine and waits until it has ended. */
  close(): Promise<void>
}

const defaultSilenceMs = 10_000
/** Starting and loading may keep a process busy for long: a cold disk, a graphics driver that compiles. */
const defaultStartMs = 120_000
/** Milliseconds more for each byte of a model, 20 s a gigabyte: a step of a large one takes long on a slow processor, and nothing is read meanwhile. */
const stepMs = 20e-6
/** What the engine may hold beside twice the model's file. Only a leak gets there. */
const spareBytes = 2 ** 31
const idle: EngineState = {
  phase: 'off',
  problem: null,
  model: null,
  device: null,
  deviceName: null,
  threads: null,
  fellBack: null,
  share: null,
  refused: null,
}

/** Starts the engine and keeps it. */
export function startCompute(options: ComputeOptions): Compute {
  const keeper = new Keeper(options)
  keeper.start()
  return keeper
}

/** One attempt to bring a model up, until it serves. A newer one makes it void. */
interface Attempt {
  readonly place: ModelPlace
  readonly device: EngineDevice
  /** The card given up before this attempt. */
  readonly fellBack: string | null
  /** What it is being loaded on right now, as far as the engine said. */
  trying: string | null
  /** The size of its file; 0 before it is known. */
  bytes: number
}

/** A look at a model's file while the one before serves on. */
interface Look {
  /** What was chosen before, and what was told of it. */
  readonly before: string | null
  readonly refused: EngineState['refused']
}

class Keeper implements Compute {
  readonly shelf: ModelShelf
  readonly #options: ComputeOptions
  readonly #crashes = new CrashRecord()
  readonly #listeners = new Set<(state: EngineState) => void>()
  readonly #inspectors: Inspectors
  /** Look at what is about to be loaded, which does not wait until a list is read. */
  readonly #lookers: Inspectors
  readonly #succession: Succession
  readonly #remembering: Remembering | null
  readonly #wearing: Wearing | null
  readonly #silenceMs: number
  readonly #startMs: number
  /** Those that have not ended yet, also the ones given up. */
  readonly #processes = new Set<EngineProcess>()
  #state: EngineState = idle
  #running: EngineProcess | null = null
  #attempt: Attempt | null = null
  #look: Look | null = null
  #restart: ReturnType<typeof setTimeout> | undefined
  #closed = false
  #modelBytes = 0
  /** Resolved while the engine is ready or has failed; requests wait for it. */
  #settled = Promise.withResolvers<void>()

  constructor(options: ComputeOptions) {
    this.#options = options
    this.#succession = new Succession(options.choice)
    this.#remembering = options.sources ? new Remembering(options.sources, options.reportBug) : null
    this.#wearing = options.adapters ? new Wearing(options.adapters) : null
    this.#silenceMs = options.silenceMs ?? defaultSilenceMs
    this.#startMs = options.startMs ?? defaultStartMs
    const limits = { silenceMs: this.#startMs, fileMs: this.#silenceMs, mostBytes: spareBytes }
    this.#inspectors = new Inspectors(() => startEngine(options), limits)
    this.#lookers = new Inspectors(() => startEngine(options), limits)
    this.shelf = modelShelf(options.places, this.#inspectors, () => this.#ended(startEngine(options)))
  }

  state(): EngineState {
    return this.#state
  }

  listen(listener: (state: EngineState) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  start(): void {
    this.#look = null
    if (!isSettled(this.#state)) this.#abandon() // what it waits for may never come
    this.#succession.begin()
    this.#launch({ ...idle, phase: 'starting' }, this.#succession.choice.device, null)
  }

  retry(): void {
    const standsIn = this.#state.phase === 'ready' && this.#succession.standsIn
    if (this.#closed || (this.#state.phase !== 'failed' && !standsIn)) return
    this.#crashes.clear()
    this.start()
  }

  needs(model: string): boolean {
    return this.#succession.needs(model)
  }

  forget(model: string): void {
    this.#succession.forget(model)
  }

  use(choice: ModelChoice): void {
    const before = this.#succession.choice
    if (this.#closed || (choice.model === before.model && choice.device === before.device)) return
    this.#succession.choose(choice, isSettled(this.#state))
    this.#crashes.clear()
    if (this.#state.phase !== 'ready' || choice.device !== before.device) return this.start()
    if (choice.model === this.#succession.model) return this.#stay()
    if (choice.model === null) return this.start()
    void this.#startOnceSeen({ before: before.model, refused: this.#state.refused })
  }

  cancelLoad(): void {
    if (this.#closed) return
    if (this.#look) return this.#goBack(this.#look.before, this.#look.refused)
    if (isSettled(this.#state)) return
    this.#abandon()
    this.#useInstead(this.#succession.last, null)
  }

  async *complete(question: EngineQuestion, signal: AbortSignal): AsyncGenerator<Suggestion, void, undefined> {
    const running = await this.#ready(signal)
    try {
      yield* relay(running, question, signal, this.#silenceMs)
    } catch (error) {
      this.#failed(running, error)
      throw error
    }
  }

  async prepare(preparation: EnginePreparation, signal: AbortSignal): Promise<void> {
    const running = await this.#ready(signal)
    await prepareIn(running, preparation, signal).catch((error: unknown) => {
      this.#failed(running, error)
      throw error
    })
  }

  async *why(shown: ShownPart, signal: AbortSignal): AsyncGenerator<WhyToken[], void, undefined> {
    const running = this.#state.phase === 'ready' ? this.#running : null
    if (!running) throw engineDown('the engine is not ready')
    yield* whyIn(running, shown, signal)
  }

  async adapt(): Promise<void> {
    const [running, { phase, model }] = [this.#running, this.#state]
    if (phase !== 'ready' || running === null || model === null) return
    await this.#wearing?.change(running, model.id).catch((error: unknown) => {
      // Whatever comes next has it on: another process, or another model.
      if (error instanceof Problem && (error.code === 'unavailable' || error.code === 'cancelled')) return
      this.#failed(running, error)
      throw error
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#remembering?.close()
    this.#attempt = null
    this.#look = null
    clearTimeout(this.#restart)
    this.#leave()
    this.#change({ ...idle })
    this.#settled.resolve()
    await Promise.all([...[...this.#processes].map((running) => running.stop()), this.#inspectors.stop(), this.#lookers.stop()])
  }

  /** The one that serves already, as where it stood in for the chosen one, or is chosen again before another one took its place. */
  #stay(): void {
    this.#look = null
    this.#succession.serves()
    if (this.#state.refused) this.#change({ ...this.#state, refused: null })
  }

  /** Loads the chosen model once its file was seen to be there and to begin as it should: until then the one before serves, and it goes on where it was not. */
  async #startOnceSeen(look: Look): Promise<void> {
    this.#look = look
    if (look.refused) this.#change({ ...this.#state, refused: null })
    const { model } = this.#succession.choice
    try {
      await this.#lookers.inspect(placeOf(model ?? starterId, this.#options.places).path)
    } catch (error) {
      if (this.#look !== look) return
      const standsIn = this.#succession.model !== look.before
      // What is slow to be read is given the time that loading has.
      if (isFilesFault(error)) return this.#goBack(standsIn ? model : look.before, this.#refusal(model, report(error)))
    }
    if (this.#look === look) this.start()
  }

  /** Nothing was loaded: the one that serves goes on, with this choice. */
  #goBack(model: string | null, refused: EngineState['refused']): void {
    this.#look = null
    const isAnother = model !== this.#succession.choice.model
    this.#succession.goBack(model)
    this.#change({ ...this.#state, refused })
    if (isAnother) this.#options.onRefused?.(model)
  }

  /** A model whose numbers turn out to be none while it serves is given up. An engine that computes no more is ended, and started again as one that died. */
  #failed(running: EngineProcess, error: unknown): void {
    if (running !== this.#running || this.#state.phase !== 'ready' || !(error instanceof Problem)) return
    if (error.code === 'engine-down') return this.#end(running, error)
    if (error.code !== 'model-unsound' || this.#wearing?.blame(running, this.#succession.model ?? starterId, error)) return
    this.#succession.forget(this.#succession.model)
    this.#state = { ...this.#state, refused: null }
    this.#fail(report(error))
  }

  /** Its end is dealt with where it is noticed. */
  #end(running: EngineProcess, { message }: Problem): void {
    this.#options.log?.(`the engine is ended: ${message}\n`)
    this.#wearing?.letGo(running)
    running.kill()
  }

  /** Loads the chosen model, in the process that runs or in a new one. */
  #launch(state: EngineState, device: EngineDevice, fellBack: string | null): void {
    clearTimeout(this.#restart)
    const attempt: Attempt = { place: placeOf(this.#succession.model ?? starterId, this.#options.places), device, fellBack, trying: null, bytes: 0 }
    this.#attempt = attempt
    this.#change(state)
    // Of a model that it is to load no more, the adapter is nobody's fault.
    if (this.#running) this.#wearing?.letGo(this.#running)
    const running = this.#running ?? this.#fork()
    const limitMs = () => this.#startMs + stepMs * attempt.bytes
    const ignore = watchLoading(running, this.#silenceMs, limitMs, () => this.#stalled(attempt))
    this.#bringUp(running, attempt)
      .catch((error: unknown) => {
        if (this.#attempt !== attempt) return
        if (error instanceof Problem && error.code === 'unavailable') return // its end is dealt with where it is noticed
        if (error instanceof Problem && error.code === 'engine-down') return this.#end(running, error)
        this.#fail(problemOf(error, this.#options.reportBug))
      })
      .finally(ignore)
  }

  #fork(): EngineProcess {
    const running = startEngine(this.#options)
    this.#running = running
    this.#ended(running)
    running.engine.progress((progress) => this.#progressed(running, progress))
    void running.lost.then(() => {
      if (this.#running === running) this.#lost(running)
    })
    void running.ended.then((how) => {
      this.#wearing?.died(running, how)
      if (this.#running === running) this.#died(how)
    })
    watch(running, this.#silenceMs, () => ({
      silenceMs: this.#state.phase === 'ready' ? this.#silenceMs : this.#startMs,
      mostBytes: spareBytes + 2 * this.#modelBytes,
    }))
    return running
  }

  /** Counts a process among those to be ended with the studio, until it has ended. */
  #ended(running: EngineProcess): EngineProcess {
    this.#processes.add(running)
    void running.ended.then(() => this.#processes.delete(running))
    return running
  }

  async #bringUp(running: EngineProcess, attempt: Attempt): Promise<void> {
    const { place, device } = attempt
    const { bytes } = await running.engine.size({ path: place.path })
    if (this.#attempt !== attempt) return
    attempt.bytes = bytes
    this.#modelBytes = bytes
    const key = measuredKey(place.id, bytes, device)
    const measured = this.#options.measured.get(key) ?? null
    const loaded = await this.#loaded(running, attempt, measured)
    if (this.#attempt !== attempt || loaded === null) return
    await this.#wearing?.begin(running, place.id)
    if (this.#attempt !== attempt) return
    this.#attempt = null
    if (measured === null) this.#options.measured.set(key, loaded.measured)
    this.#succession.serves()
    this.#change({
      phase: 'ready',
      problem: null,
      model: { id: place.id, name: modelTitle(basename(place.path)) },
      device: loaded.device,
      deviceName: loaded.deviceName,
      threads: loaded.measured.threads.writing,
      share: null,
      fellBack: attempt.fellBack ?? loaded.fellBack,
      refused: this.#state.refused,
    })
    this.#remembering?.serve(running.engine)
  }

  /** Null where another attempt goes on instead, without the card that was asked for. */
  async #loaded(running: EngineProcess, attempt: Attempt, measured: Measured | null): Promise<LoadedModel | null> {
    const { place, device } = attempt
    try {
      return await running.engine.load({ path: place.path, id: place.id, device, measured })
    } catch (error) {
      if (!(error instanceof Problem) || this.#attempt !== attempt) throw error
      if (error.code !== 'device-missing' || device === 'auto') throw error
      this.#launch(this.#state, 'auto', device)
      return null
    }
  }

  #progressed(running: EngineProcess, { phase, device, share }: LoadProgress): void {
    if (this.#running !== running || !this.#attempt) return
    this.#attempt.trying = device
    if (this.#state.phase !== 'ready') this.#change({ ...this.#state, phase, share, problem: null })
  }

  /** Loading gets no further. A card's driver may be what hangs, so that the processor is tried before the file is blamed. */
  #stalled(attempt: Attempt): void {
    if (this.#attempt !== attempt) return
    this.#abandon()
    const { place, trying } = attempt
    if (trying === null || trying === 'cpu') return this.#fail(report(modelTimeout(place)))
    this.#launch({ ...this.#state, phase: 'restarting', problem: report(engineDown(`loading on ${trying} got no further`)) }, 'cpu', trying)
  }

  /** Ends the process without waiting for its end, which changes nothing any more. */
  #abandon(): void {
    this.#attempt = null
    this.#leave()?.kill()
  }

  /** The process is ours no more; whatever becomes of it is wanted. */
  #leave(): EngineProcess | null {
    const running = this.#running
    this.#running = null
    if (running) this.#wearing?.letGo(running)
    return running
  }

  /** The channel to the process closed though nobody asked for it. From now on requests wait for the next one. */
  #lost(running: EngineProcess): void {
    running.kill()
    this.#change({ ...this.#state, phase: 'restarting', problem: report(engineDown('the engine ended')) })
  }

  /** The process ended though nobody asked it to. */
  #died(how: string): void {
    this.#running = null
    const attempt = this.#attempt
    const wasLoading = attempt !== null && attempt.trying !== null
    this.#attempt = null
    const now = performance.now()
    const delay = this.#crashes.crashed(now)
    const problem = report(engineDown(`the engine ended (${how})`))
    if (delay === null) return this.#fail(wasLoading ? report(modelEndsEngine(attempt.place, how)) : problem)
    const card = wasLoading ? attempt.trying : attempt === null ? this.#state.device : null
    // A graphics driver that ended the process while it loaded would end the next one too.
    const badCard = card !== null && card !== 'cpu' && (wasLoading || this.#crashes.failedOn(card, now)) ? card : null
    this.#change({ ...this.#state, phase: 'restarting', problem })
    this.#restart = setTimeout(() => {
      this.#launch({ ...this.#state, phase: 'restarting', problem }, badCard ? 'cpu' : this.#succession.choice.device, badCard)
    }, delay)
  }

  #fail(problem: ProblemReport): void {
    this.#attempt = null
    const { model, before } = this.#succession
    const refused = this.#state.refused ?? this.#refusal(model, problem)
    if (before !== undefined) return this.#useInstead(before, refused)
    if (model !== null) return this.#standIn(refused)
    this.#change({ ...idle, phase: 'failed', problem: ofStarter(problem), refused: this.#state.refused })
  }

  /** The starter ships, so there are suggestions also where the chosen model is gone. The choice stays: its drive may only be unplugged. */
  #standIn(refused: EngineState['refused']): void {
    this.#succession.standIn()
    this.#crashes.clear()
    this.#launch({ ...idle, phase: 'starting', refused }, this.#succession.choice.device, null)
  }

  #refusal(model: string | null, problem: ProblemReport): EngineState['refused'] {
    const { id, path } = placeOf(model ?? starterId, this.#options.places)
    return { id, file: basename(path), problem }
  }

  /** Another model than the chosen one, which is told to whoever keeps the choice. */
  #useInstead(model: string | null, refused: EngineState['refused']): void {
    this.#look = null
    this.#succession.goBack(model)
    this.#succession.begin()
    this.#crashes.clear()
    this.#launch({ ...idle, phase: 'starting', refused }, this.#succession.choice.device, null)
    this.#options.onRefused?.(model)
  }

  #change(state: EngineState): void {
    const wasSettled = isSettled(this.#state)
    this.#state = state
    if (wasSettled && !isSettled(state)) this.#settled = Promise.withResolvers<void>()
    if (isSettled(state)) this.#settled.resolve()
    for (const listener of this.#listeners) listener(state)
  }

  async #ready(signal: AbortSignal): Promise<EngineProcess> {
    await orAborted(this.#settled.promise, signal)
    if (this.#state.phase === 'ready' && this.#running) return this.#running
    const { problem } = this.#state
    throw problem ? new Problem(problem.code, problem.message, problem.detail) : engineDown('the engine is off')
  }
}

function isSettled({ phase }: EngineState): boolean {
  return phase === 'ready' || phase === 'failed'
}

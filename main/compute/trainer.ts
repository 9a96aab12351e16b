/**
 * The trainer, for whoever wants a voice learnt: starts a process for a run, and for telling what one would take; keeps the run
 * going; has it give way to the engine while the author waits for that. One run at a time.
 */
import { Problem } from '#preload/contract/problem.ts'
import type { TrainingRecipe } from '#preload/contract/recipe.ts'
import type { RunPlan, TuningChoice } from '#preload/contract/runs.ts'
import { engineDown } from './compute-problems.ts'
import { type EngineCommand, startTrainer, type TrainerProcess } from './engine-process.ts'
import { KeptRun, type KeptRunOptions } from './kept-run.ts'
import { type ProofRequest, Proving } from './proving.ts'
import { watchTrainer } from './watch-trainer.ts'

export type RunRequest = Pick<KeptRunOptions, 'texts' | 'hear'> & { readonly input: Omit<KeptRunOptions['input'], 'saveEveryMs'> }

export interface PlanRequest {
  readonly base: string
  readonly choice: TuningChoice
  readonly sample: string
  readonly characters: { readonly learning: number; readonly heldOut: number }
}

export interface RecipeRequest extends PlanRequest {
  /** Where a small base is written as a Hugging Face folder. */
  readonly enclosed: string
}

export interface TrainerOptions extends EngineCommand {
  readonly reportBug: (error: unknown, where: string) => string
  /** Between checkpoints; shorter in tests. */
  readonly saveEveryMs?: number
  /** Starts a process; another one in tests. */
  readonly start?: (command: EngineCommand) => TrainerProcess
}

export interface Trainer {
  plan(request: PlanRequest, signal: AbortSignal): Promise<RunPlan>
  /** How a base is to be taught elsewhere. */
  recipe(request: RecipeRequest, signal: AbortSignal): Promise<TrainingRecipe>
  /** Begins a run, or goes on with one. Throws `run-busy` while there is another. */
  run(request: RunRequest): KeptRun
  /** Holds an adapter against its base. Throws `run-busy` while there is a run or another proof. */
  prove(request: ProofRequest): Proving
  /** Passes on what the engine does for the author; a run waits meanwhile. */
  givingWay<T>(work: AsyncIterable<T>): AsyncIterable<T>
  /** Ends what runs, with a checkpoint. */
  close(): Promise<void>
}

const saveEveryMs = 60_000
/** No suggestion takes longer, and what hangs must not hold a run up. */
const holdMs = 10_000

export function keepTrainer({ reportBug, start = startTrainer, ...options }: TrainerOptions): Trainer {
  let current: KeptRun | null = null
  let proving: Proving | null = null
  const mustBeFree = () => {
    if (current?.isOver === false || proving !== null) throw new Problem('run-busy', 'a run or a proof is under way')
  }
  const planning = new Set<TrainerProcess>()
  let waiting = 0
  /** Asks a process of its own, which ends with the answer. */
  const ask = async <T>(question: (client: TrainerProcess['trainer']) => Promise<T>): Promise<T> => {
    const started = start(options)
    planning.add(started)
    watchTrainer(started)
    try {
      return await question(started.trainer)
    } catch (error) {
      if (error instanceof Problem && error.code === 'unavailable') throw engineDown('the trainer ended')
      throw error
    } finally {
      started.kill()
      planning.delete(started)
    }
  }
  return {
    plan: (request, signal) => ask((client) => client.plan({ ...request, characters: { ...request.characters } }, signal)),
    recipe: (request, signal) => ask((client) => client.recipe({ ...request, characters: { ...request.characters } }, signal)),
    run: ({ input, texts, hear }) => {
      mustBeFree()
      current = new KeptRun({
        start: () => start(options),
        input: { ...input, saveEveryMs: options.saveEveryMs ?? saveEveryMs },
        texts,
        reportBug,
        ...(options.log && { log: options.log }),
        hear,
      })
      return current
    },
    prove: (request) => {
      mustBeFree()
      const own = new Proving(request, { start: () => start(options), ...(options.log && { log: options.log }) })
      proving = own
      const over = () => {
        if (proving === own) proving = null
      }
      own.proof.then(over, over)
      return own
    },
    givingWay: async function* (work) {
      waiting += 1
      current?.hold(holdMs)
      proving?.hold(holdMs)
      try {
        yield* work
      } finally {
        waiting -= 1
        if (waiting === 0) {
          current?.release()
          proving?.release()
        }
      }
    },
    close: async () => {
      for (const started of planning) started.kill()
      await proving?.cancel()
      await current?.close()
    },
  }
}

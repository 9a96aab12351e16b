/** The trainer's side of the contract: one run at a time, and what one would take. */
import { availableParallelism } from 'node:os'
import { memoryOfComputer } from '#engine/computer/index.ts'
import { chooseDevice } from '#engine/graph/index.ts'
import { familyOf } from '#engine/model/index.ts'
import { measureSpeed } from '#engine/tuning/index.ts'
import type { Handlers } from '#preload/contract/member.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { RunPlan, TuningChoice } from '#preload/contract/runs.ts'
import type { ProofEvent, ProofInput, RunEvent, RunInput, trainer } from '#preload/contract/trainer.ts'
import { planToTell, runPlan } from './run-setup.ts'
import { receiveTexts } from './run-texts.ts'
import { openTrainerBase } from './trainer-base.ts'
import { recipeFor } from './trainer-recipe.ts'
import { diskProblem, isDisks, runProblem } from './trainer-problems.ts'
import { followRun } from './tuning-run.ts'
import { followProof } from './proof-run.ts'
import { Turn } from './turn.ts'

export interface TrainerService {
  readonly handlers: Handlers<typeof trainer>
  /** Has a run write its checkpoint, and waits until it has. */
  close(): Promise<void>
}

export function trainerService(): TrainerService {
  let turn = new Turn()
  let running: Promise<void> | null = null
  const asked = (what: () => void): Record<never, never> => {
    what()
    return {}
  }
  /** One run or proof at a time. */
  const alone = async function* <T>(work: (turn: Turn) => AsyncIterable<T>): AsyncGenerator<T> {
    if (running) throw new Problem('run-busy', 'a run is under way')
    const ended = Promise.withResolvers<void>()
    running = ended.promise
    turn = new Turn()
    try {
      yield* work(turn)
    } finally {
      running = null
      ended.resolve()
    }
  }
  return {
    handlers: {
      plan: (question) => told(planOf(question)),
      recipe: (question) => told(recipeFor(question)),
      receive: async ({ folder, pieces, ...place }) => {
        await told(receiveTexts(folder, pieces, place))
        return {}
      },
      run: (input, { signal }) => alone((own) => followed(input, own, signal)),
      prove: (input, { signal }) => alone((own) => proved(input, own, signal)),
      pause: () => asked(() => turn.ask('pause')),
      goOn: () => asked(() => turn.ask('go')),
      stop: () => asked(() => turn.ask('stop')),
      hold: ({ ms }) => asked(() => turn.hold(ms)),
      release: () => asked(() => turn.release()),
      ping: () => ({ residentBytes: process.memoryUsage.rss() }),
    },
    close: async () => {
      turn.ask('leave')
      await running
    },
  }
}

/** A run as the contract has it. Whoever gives it up has it write a checkpoint first. */
async function* followed(input: RunInput, turn: Turn, signal: AbortSignal): AsyncGenerator<RunEvent> {
  const leave = () => turn.ask('leave')
  signal.addEventListener('abort', leave, { once: true })
  try {
    yield* followRun(input, turn)
  } catch (error) {
    throw problemOf(error)
  } finally {
    signal.removeEventListener('abort', leave)
  }
}

/** A proof as the contract has it. Whoever gives it up ends it. */
async function* proved(input: ProofInput, turn: Turn, given: AbortSignal): AsyncGenerator<ProofEvent> {
  try {
    yield* followProof(input, turn, AbortSignal.any([given, turn.signal]))
  } catch (error) {
    throw problemOf(error)
  }
}

async function told<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => Promise.reject(problemOf(error)))
}

function problemOf(error: unknown): unknown {
  const told = runProblem(error)
  return told === error && isDisks(error) ? diskProblem(error) : told
}

interface PlanQuestion {
  readonly base: string
  readonly choice: TuningChoice
  readonly sample: string
  readonly characters: { readonly learning: number; readonly heldOut: number }
}

async function planOf({ base: path, choice, sample, characters }: PlanQuestion): Promise<RunPlan> {
  await using base = await openTrainerBase(path)
  const perCharacter = (await base.encoder.encode(sample)).length / Math.max(1, sample.length)
  const tokens = (count: number): number => Math.round(count * perCharacter)
  const { free } = await memoryOfComputer()
  const threads = availableParallelism()
  // The one that a run would take.
  const { device } = await chooseDevice('auto', threads)
  const operationsPerSecond = await measureSpeed({ device, threads })
  const machine = { freeBytes: free, operationsPerSecond }
  const amount = { tokens: tokens(characters.learning), characters: characters.learning, heldOutTokens: tokens(characters.heldOut) }
  const told = { base: { name: base.name, family: familyOf(base.config) }, free, speed: { device, sizes: base.identity.sizes, operationsPerSecond } }
  return planToTell(runPlan(choice, base.config, amount, machine), told)
}

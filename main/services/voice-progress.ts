/** What is known of a run, from what its trainer says. Pure: news in, the run as pages see it out. */
import type { RunEvent } from '#preload/contract/trainer.ts'
import { mostLossPoints, type VoiceRun, type VoiceState } from '#preload/contract/voice.ts'
import { timeLeft } from './rough-time.ts'

/** What is told of a voice, but for the proof. */
export type RunState = Omit<VoiceState, 'proof'>

/** Nothing is under way. */
export const idle: RunState = { phase: 'idle', problem: null, run: null, result: null }

const atRest = { tokensPerSecond: null, secondsLeft: null, memory: null, read: null }

/** A run that has only been asked for. */
export function newRun(given: Pick<VoiceRun, 'id' | 'name' | 'base' | 'startedAt' | 'learning' | 'heldOut' | 'among'>): VoiceRun {
  return { ...given, setup: null, step: 0, loss: [], figures: [], ...atRest, charactersPerToken: null, batch: null, onProcessor: false }
}

/** The run after an event. */
export function advanced(run: VoiceRun, event: RunEvent): VoiceRun {
  switch (event.kind) {
    case 'began':
      // What came after its checkpoint is done again.
      return {
        ...run,
        setup: run.setup ?? event.setup,
        step: event.step,
        loss: run.loss.filter(({ step }) => step <= event.step),
        figures: event.heldOut,
        charactersPerToken: event.charactersPerToken,
        batch: event.setup.batch,
      }
    case 'step':
      return {
        ...run,
        step: event.step,
        loss: withPoint(run.loss, { step: event.step, loss: event.loss }),
        tokensPerSecond: event.tokensPerSecond,
        secondsLeft: timeLeft(run.secondsLeft, event.secondsLeft),
        memory: event.residentBytes,
        batch: event.batch,
      }
    case 'soft-targets':
      return { ...run, read: event.share < 1 ? event.share : null, secondsLeft: timeLeft(run.secondsLeft, event.secondsLeft) }
    case 'held-out':
      return { ...run, figures: [...run.figures, { step: event.step, bitsPerCharacter: event.bitsPerCharacter }] }
    case 'reading':
    case 'restart':
    case 'saved':
    case 'paused':
    case 'finishing':
    case 'done':
      return run
    default:
      return event satisfies never
  }
}

/** A run that rests takes nothing. */
export function resting(run: VoiceRun): VoiceRun {
  return { ...run, ...atRest }
}

/** A run that is to go on rests, too; how far the base had read stays known, for it goes on from there. */
export function paused(run: VoiceRun): VoiceRun {
  return { ...resting(run), read: run.read ?? null }
}

type Point = VoiceRun['loss'][number]

/** Another point; where there are too many, two neighbours become one. */
function withPoint(points: readonly Point[], point: Point): Point[] {
  if (points.length < mostLossPoints) return [...points, point]
  const thinned: Point[] = []
  for (let at = 0; at < points.length; at += 2) {
    const pair = points.slice(at, at + 2)
    thinned.push({ step: pair.at(-1)?.step ?? 0, loss: pair.reduce((sum, { loss }) => sum + loss, 0) / pair.length })
  }
  return [...thinned, point]
}

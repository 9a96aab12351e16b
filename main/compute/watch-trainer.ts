/** Ends a trainer that has not answered for so long that no step can be the reason. */
import type { TrainerProcess } from './engine-process.ts'

const tickMs = 10_000
/** A step of a large base on a slow processor takes minutes, and its process answers between two batches only. */
const mostTicks = 180

/** Counts by ticks of its own: a computer that sleeps takes none of them away. */
export function watchTrainer({ trainer, ended, kill }: Pick<TrainerProcess, 'trainer' | 'ended' | 'kill'>): void {
  let silentTicks = 0
  let isAsked = false
  const timer = setInterval(() => {
    if (isAsked) {
      silentTicks += 1
      if (silentTicks >= mostTicks) kill()
      return
    }
    isAsked = true
    trainer.ping({}).then(
      () => {
        isAsked = false
        silentTicks = 0
      },
      () => clearInterval(timer), // it has ended
    )
  }, tickMs)
  timer.unref()
  void ended.then(() => clearInterval(timer))
}

/** The time of this process while the computer is awake: a night asleep tells nothing of how fast anything is. */
import { AwakeClock, lookEveryMs } from '#preload/wire/awake-clock.ts'

export interface Awake extends Disposable {
  /** Milliseconds from anywhere. */
  now(): number
}

export function awake(): Awake {
  const clock = new AwakeClock({ clock: () => performance.now(), computedMs })
  const timer = setInterval(() => clock.now(), lookEveryMs).unref()
  return { now: () => clock.now(), [Symbol.dispose]: () => clearInterval(timer) }
}

/** Of all threads together: a step of a large model may take minutes in which nobody looks. */
function computedMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** The author's settings as the page holds them: a choice shows at once, and the host is told. */
import { Problem } from '#preload/contract/problem.ts'
import type { Settings } from '#preload/contract/settings.ts'
import type { Value } from './value.ts'

type Send = (part: Partial<Settings>) => Promise<Settings>

export interface SettingsWriter {
  /** Changes some settings, here at once and then in the host. A choice made while the host is away waits for the next connection; one that it refuses holds until it tells of other settings. */
  change(part: Partial<Settings>): void
  /** A whole value that came from the host; ignored while choices of ours are still on their way. */
  receive(settings: Settings): void
  /** The first value that came over a new connection, which then carries what waited for it. */
  connected(settings: Settings, send: Send): void
}

/** Keeps `value` in step with the host, so that an older echo never undoes a newer choice. */
export function settingsWriter(value: Value<Settings>, send: Send): SettingsWriter {
  let pending = 0
  /** Choices that no host has heard of. A connection fails its calls in their order, so the last of them is the newest. */
  let unheard: Partial<Settings> = {}

  const receive = (settings: Settings) => {
    if (pending === 0) value.set({ ...settings, ...unheard })
  }
  const tell = (part: Partial<Settings>, by: Send) => {
    const told = { ...unheard, ...part }
    unheard = {}
    pending += 1
    void by(told).then(
      (answer) => {
        pending -= 1
        receive(answer)
      },
      (error: unknown) => {
        pending -= 1
        if (error instanceof Problem && error.code === 'unavailable') unheard = { ...unheard, ...told }
      },
    )
  }
  return {
    change: (part) => {
      value.set({ ...value.get(), ...part })
      tell(part, send)
    },
    receive,
    connected: (settings, by) => {
      receive(settings)
      if (Object.keys(unheard).length > 0) tell({}, by)
    },
  }
}

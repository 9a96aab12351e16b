/** The author's settings as the page holds them: a choice shows at once, and the host is told. */
import type { Settings } from '#preload/contract/settings.ts'
import type { Value } from './value.ts'

export interface SettingsWriter {
  /** Changes some settings, here at once and then in the host. Without a host the choice holds until the page closes. */
  change(part: Partial<Settings>): void
  /** A whole value that came from the host; ignored while choices of ours are still on their way. */
  receive(settings: Settings): void
}

/** Keeps `value` in step with the host, so that an older echo never undoes a newer choice. */
export function settingsWriter(value: Value<Settings>, send: (part: Partial<Settings>) => Promise<Settings>): SettingsWriter {
  let pending = 0
  return {
    change: (part) => {
      value.set({ ...value.get(), ...part })
      pending += 1
      void send(part).then(
        (answer) => {
          pending -= 1
          if (pending === 0) value.set(answer)
        },
        () => { pending -= 1 },
      )
    },
    receive: (settings) => { if (pending === 0) value.set(settings) },
  }
}

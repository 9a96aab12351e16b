/** A model on this computer is to complete. A server, where one is used, gives way to it: the author chose what is here. */
import { Problem, type ProblemReport } from '#preload/contract/problem.ts'
import type { Host } from './host.ts'

/** Chooses it. Rejects where the server could not be left. */
export async function chooseHere(host: Host, model: string): Promise<void> {
  const left = host.engine.get()?.server ? host.clients().server.leave({}) : null
  host.changeSettings({ model: chosen(model) })
  await left
}

/** `serves`, why it can't, or `given-up` where another one was chosen meanwhile. Rejects where the server could not be left, and where the host is away. */
export type Outcome = 'serves' | 'given-up' | ProblemReport

/** Chooses it, and waits until it is known what became of that. One that was chosen already and could not be used is tried again. */
export async function serveHere(host: Host, model: string): Promise<Outcome> {
  const wasChosen = host.settings.get().model === chosen(model)
  await chooseHere(host, model)
  // Calls are taken up in their order: once this one is answered, what is known of the engine is of after the choice, and no older failure is taken for one of this time.
  await host.clients().settings.get({})
  if (wasChosen && refusalOf(host, model)) await host.clients().models.retry({})
  const watched = [host.engine, host.settings, host.link]
  const over = Promise.withResolvers<Outcome>()
  const look = () => {
    if (host.link.get() !== 'connected') return over.reject(new Problem('unavailable', 'the host went away while a model was loaded'))
    const outcome = outcomeOf(host, model)
    if (outcome) over.resolve(outcome)
  }
  const stops = watched.map((value) => value.subscribe(look))
  look()
  return over.promise.finally(() => stops.forEach((stop) => stop()))
}

/** As the settings have it. */
const chosen = (model: string): string | null => (model === 'starter' ? null : model)

/** Null while it is on its way. */
function outcomeOf(host: Host, model: string): Outcome | null {
  const engine = host.engine.get()
  if (engine?.phase === 'ready' && !engine.server && engine.model?.id === model) return 'serves'
  return refusalOf(host, model) ?? (engine?.server || host.settings.get().model !== chosen(model) ? 'given-up' : null)
}

function refusalOf({ engine }: Host, model: string): ProblemReport | null {
  const now = engine.get()
  if (!now || now.server) return null
  if (now.refused?.id === model) return now.refused.problem
  if (now.phase !== 'failed') return null
  return now.problem ?? { code: 'engine-down', message: 'the engine failed', detail: {} }
}

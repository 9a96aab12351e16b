/** How long suggestions take, of the model that serves alone. Pure. */

/** What was on the line when a model took over: it is the one before's. */
export interface Takeover {
  readonly model: string | null
  readonly stale: number | null
}

export const noTakeover: Takeover = { model: null, stale: null }

/** The newest takeover, with the model that serves now (null while none does) and what was measured last. */
export function takeover(before: Takeover, model: string | null, latencyMs: number | null): Takeover {
  if (model === null || model === before.model) return before
  return { model, stale: before.model === null ? null : latencyMs }
}

/** What is to be shown; null until the model that serves was measured itself. */
export function latencyOf({ stale }: Takeover, latencyMs: number | null): number | null {
  return latencyMs === stale ? null : latencyMs
}

import type { Workspace } from './open-workspace.ts'

/** What is known of texts by the numbers of their versions, for as long as these mean the same. */
export function keptWhileOpen<T>(workspace: Pick<Workspace, 'opening'>, make: () => T): () => T {
  let kept = { opening: workspace.opening, value: make() }
  return () => {
    if (kept.opening !== workspace.opening) kept = { opening: workspace.opening, value: make() }
    return kept.value
  }
}

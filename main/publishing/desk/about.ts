import type { TargetFacts } from '#preload/contract/targets.ts'

/**
 * What authors are told of a target, and can choose. `isHeard`: listeners see nothing of it. `hasNoTitle`: whether, with its settings as they
 * are, nothing there is called as the lesson is.
 */
export type About = Omit<TargetFacts, 'id'> & { readonly isHeard: boolean; readonly hasNoTitle?: (options: object) => boolean }

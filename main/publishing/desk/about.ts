import type { TargetFacts } from '#preload/contract/targets.ts'

/** What authors are told of a target, and can choose. `isHeard`: listeners see nothing of it. */
export type About = Omit<TargetFacts, 'id'> & { readonly isHeard: boolean }

/** What the runs of an author's voice need of the studio. */
import type { Trainer } from '#main/compute/trainer.ts'
import type { ArchiveLearning } from './archive-learning.ts'
import type { AdaptersOptions } from './voice-adapters.ts'
import type { PlanOptions } from './voice-plan.ts'

export interface VoiceKeeperOptions extends Omit<AdaptersOptions, 'files' | 'place' | 'forget' | 'leftOut'>, PlanOptions {
  readonly learning: Pick<ArchiveLearning, 'works' | 'work' | 'details' | 'whereabouts' | 'known' | 'listen' | 'chosenMasks' | 'newlyMasked' | 'readAhead'>
  readonly trainer: Pick<Trainer, 'plan' | 'recipe' | 'run' | 'prove' | 'close'>
  /** The file of general text, by which a proof tells what was forgotten. */
  readonly generalText: string
  /** The author's models: one that learnt as a whole is put there. */
  readonly modelsFolder: string
  readonly reportBug: (error: unknown, where: string) => string
  readonly now?: () => number
  /** Until a run that was under way goes on after the start: opening the studio comes first. */
  readonly resumeAfterMs?: number
  /** How long what was left out may be taken in again before its words are gone for good. */
  readonly graceMs?: number
}

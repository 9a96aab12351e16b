/**
 * The author's voice: runs of the trainer and the adapters that come of them. A run goes on whatever becomes of windows; one that was
 * running when the studio was closed goes on by itself when it is opened again, because its author was told that it needs an hour and
 * not that they have to stay; one that was paused waits. Texts come from the archive's one function and from nowhere else.
 */
import { problemOf } from '#main/compute/compute-problems.ts'
import type { KeptRun, RunNews } from '#main/compute/kept-run.ts'
import type { Trainer } from '#main/compute/trainer.ts'
import type { Handlers } from '#preload/contract/member.ts'
import { Problem, type ProblemReport } from '#preload/contract/problem.ts'
import type { TuningChoice } from '#preload/contract/runs.ts'
import { AdapterId } from '#preload/contract/adapters.ts'
import { type VoiceRun, type VoiceState, type voice } from '#preload/contract/voice.ts'
import type { LearntWork } from './archive-learning.ts'

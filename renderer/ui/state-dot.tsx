import type { LessonState } from '#preload/contract/plan.ts'
import './state-dot.css'

/** How far a lesson is, drawn: a ring, a ring half filled, a disc. Told apart by shape as well as by colour; whoever shows it also says it. */
export function StateDot({ state }: { state: LessonState }) {
  return <i className="state-dot" data-state={state} aria-hidden="true" />
}

/** What the author does at the platform, step by step: folded away until something was copied or exported for it. */
import { ChevronRight } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { CourseId, LessonId } from '#preload/contract/library.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { Said, TargetFacts } from '#preload/contract/targets.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import { nameWithin } from './target-groups.ts'
import './steps-card.css'

interface StepsGiven {
  readonly course: CourseId
  readonly lesson: LessonId
  readonly target: TargetFacts
  /** Another one whenever the steps may be others. */
  readonly since: unknown
  /** Something went there just now: they are what comes next. */
  readonly isNext: boolean
}

export function StepsCard({ course, lesson, target, since, isNext }: StepsGiven) {
  const { t, language } = useTexts()
  const [isOpen, setOpen] = useState(isNext)
  const [wasNext, setWasNext] = useState(isNext)
  if (isNext !== wasNext) {
    setWasNext(isNext)
    if (isNext) setOpen(true)
  }
  const steps = useSteps(isOpen ? { course, lesson, target: target.id } : null, since)
  return (
    <details className="card steps" open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <ChevronRight aria-hidden="true" />
        <h2>{t('publishing.steps', { target: nameWithin(language, target) })}</h2>
      </summary>
      {steps && (
        <ol>
          {steps.map((step, at) => (
            <li key={at}>{onLines(step[language])}</li>
          ))}
        </ol>
      )}
    </details>
  )
}

/** Files have its places as a list of Markdown; here each has a line of its own. */
const onLines = (step: string): string => step.replaceAll('\n- ', '\n')

interface Asked {
  readonly course: CourseId
  readonly lesson: LessonId
  readonly target: string
}

/** Null while they are not there. */
function useSteps(asked: Asked | null, since: unknown): readonly Said[] | null {
  const host = useHost()
  const notices = useNotices()
  const { course, lesson, target } = asked ?? {}
  const key = [course, lesson, target].join(' ')
  const [known, setKnown] = useState<{ readonly key: string; readonly steps: readonly Said[] } | null>(null)
  useEffect(() => {
    if (!course || !lesson || !target) return undefined
    const own = new AbortController()
    host
      .clients()
      .publishing.steps({ course, lesson, target }, own.signal)
      .then(
        (steps) => setKnown({ key, steps }),
        (error: unknown) => {
          if (!(own.signal.aborted && error instanceof Problem)) notices.problem(error, 'publishing')
        },
      )
    return () => own.abort()
  }, [host, notices, course, lesson, target, key, since])
  return known?.key === key ? known.steps : null
}

import type { Problem } from '#preload/contract/problem.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { problemSentence } from '#renderer/ui/problem-sentence.ts'

/** Stands in for the page of a lesson that can't be opened. */
export function LessonTrouble({ problem }: { problem: Problem }) {
  const { t, language } = useTexts()
  return (
    <div className="desk-empty" role="alert">
      <h1>{t('start.gone-title')}</h1>
      <p>{problemSentence(language, problem)}</p>
    </div>
  )
}

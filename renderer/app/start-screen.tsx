import { useHost } from '#renderer/host/host-context.tsx'
import { useValue } from '#renderer/host/value.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { problemSentence } from '#renderer/ui/problem-sentence.ts'
import './start-screen.css'

/** What is seen until the host has answered: nothing at first, then what is going on. */
export function StartScreen() {
  const { t, language } = useTexts()
  const link = useValue(useHost().link)
  const problem = link === 'refused' ? 'forbidden' : link === 'outdated' ? 'protocol' : null
  const sentence = problem ? problemSentence(language, { code: problem, detail: {} }) : link === 'lost' ? t('start.slow') : t('start.connecting')
  return (
    <main className="start-screen" role="status">
      <span className="seal start-seal" aria-hidden="true">
        {t('app.seal')}
      </span>
      <p>{sentence}</p>
      {link === 'outdated' && (
        <Button kind="go" onClick={() => location.reload()}>
          {t('ui.reload')}
        </Button>
      )}
    </main>
  )
}

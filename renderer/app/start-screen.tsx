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
  const refused = link === 'refused' || link === 'outdated'
  const sentence = refused
    ? problemSentence(language, { code: link === 'refused' ? 'forbidden' : 'protocol', detail: {} })
    : link === 'lost' ? t('start.slow') : t('start.connecting')
  return (
    <main className="start-screen" role="status">
      <span className="seal start-seal" aria-hidden="true">{t('app.seal')}</span>
      <p>{sentence}</p>
      {refused && <Button kind="go" onClick={() => location.reload()}>{t('ui.reload')}</Button>}
    </main>
  )
}

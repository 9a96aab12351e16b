/** Has suggestions written by a model that a base became as a whole. */
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected } from '#renderer/host/value.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'

/** `model`: by its id in the list of models. `isDoubtful`: it proved not to be worth using; then only those who insist use it. */
export function UseModel({ model, isDoubtful = false, kind = 'plain' }: { model: string; isDoubtful?: boolean; kind?: 'go' | 'plain' }) {
  const { t } = useTexts()
  const host = useHost()
  const isUsed = useSelected(host.settings, (settings) => settings.model === model)
  if (isUsed) return <span className="pill">{t('voice.active')}</span>
  return (
    <Button kind={isDoubtful ? 'plain' : kind} onClick={() => host.changeSettings({ model })}>
      {t(isDoubtful ? 'voice.activate-anyway' : 'voice.use-model')}
    </Button>
  )
}

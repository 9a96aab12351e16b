/** Has suggestions written by a model that a base became as a whole. */
import { useState } from 'react'
import { Problem } from '#preload/contract/problem.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected, useValue } from '#renderer/host/value.ts'
import { serveHere } from '#renderer/host/own-model.ts'
import { standingOf } from '#renderer/host/standing.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'

/** `model`: by its id in the list of models. `isDoubtful`: it proved not to be worth using; then only those who insist use it. */
export function UseModel({ model, isDoubtful = false, kind = 'plain' }: { model: string; isDoubtful?: boolean; kind?: 'go' | 'plain' }) {
  const { t } = useTexts()
  const host = useHost()
  const chosen = useSelected(host.settings, (settings) => settings.model ?? 'starter')
  const standing = standingOf(model, chosen, useValue(host.engine)).kind
  const { isBusy, use } = useServing(model)
  if (standing === 'used') return <span className="pill">{t('voice.active')}</span>
  const isChanging = isBusy || standing === 'loading'
  return (
    <Button kind={isDoubtful ? 'plain' : kind} disabled={isChanging} onClick={use}>
      {t(isChanging ? 'voice.switching' : isDoubtful ? 'voice.activate-anyway' : 'voice.use-model')}
    </Button>
  )
}

function useServing(model: string): { readonly isBusy: boolean; readonly use: () => void } {
  const { t } = useTexts()
  const host = useHost()
  const notices = useNotices()
  const [isBusy, setBusy] = useState(false)
  const use = async () => {
    const hadServer = Boolean(host.engine.get()?.server)
    setBusy(true)
    try {
      const outcome = await serveHere(host, model)
      if (typeof outcome === 'object') throw new Problem(outcome.code, outcome.message, outcome.detail)
      if (outcome === 'serves' && hadServer) notices.show({ text: t('voice.model-here'), about: 'voice' })
    } catch (error) {
      notices.problem(error)
    } finally {
      setBusy(false)
    }
  }
  return { isBusy, use: () => void use() }
}

/** What a training bundle would hold and where it is meant to go, before it is written. */
import { useEffect, useState } from 'react'
import type { Problem } from '#preload/contract/problem.ts'
import type { Clients } from '#renderer/host/clients.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { Reading } from '#renderer/host/reading.ts'
import { useSelected } from '#renderer/host/value.ts'
import { wordsText } from '#renderer/ui/amount.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog, DialogActions } from '#renderer/ui/dialog.tsx'
import { formatBytes } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { modelName } from '#renderer/ui/model-name.ts'
import { problemSentence } from '#renderer/ui/problem-sentence.ts'
import type { Wanted } from './use-plan.ts'

type Preview = Awaited<ReturnType<Clients['voice']['bundlePreview']>>

interface BundleGiven {
  readonly wanted: Wanted
  readonly onMake: () => void
  readonly onClose: () => void
}

export function BundleDialog({ wanted, onMake, onClose }: BundleGiven) {
  const { t, language } = useTexts()
  const { preview, problem } = usePreview(wanted)
  return (
    <Dialog open onClose={onClose} title={t('voice.bundle-title')} description={t('voice.bundle-lead')}>
      <div aria-live="polite">
        {problem && <p className="voice-trouble">{problemSentence(language, problem)}</p>}
        {!problem && (preview ? <Contents preview={preview} /> : <p className="voice-why">{t('voice.bundle-looking')}</p>)}
      </div>
      <p className="voice-note">{t('voice.bundle-warning')}</p>
      <p className="voice-why">{t('voice.bundle-back')}</p>
      <DialogActions>
        <Button data-autofocus onClick={onClose}>
          {t('ui.cancel')}
        </Button>
        <Button kind="go" disabled={!preview} onClick={onMake}>
          {t('voice.bundle-go')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

function Contents({ preview: { base, learning, heldOut, isEnclosed, bytes } }: { preview: Preview }) {
  const { t, language } = useTexts()
  const { archive } = useHost()
  const personal = useSelected(archive, (state) => state?.personal ?? {})
  const pairs = useSelected(archive, (state) => state?.pairs ?? 0)
  const places = Object.values(personal).reduce((sum, count) => sum + count, 0)
  const amount = ({ works, words }: Preview['learning']) => t('voice.amount', { count: works, words: wordsText(t, language, words) })
  const facts: readonly (readonly [string, string])[] = [
    [t('voice.fact-learning'), amount(learning)],
    [t('voice.fact-held-out'), t('voice.held-out-amount', { amount: amount(heldOut) })],
    [t('voice.bundle-masked'), places === 0 ? t('voice.bundle-masked-none') : t('voice.bundle-masked-count', { count: places })],
    ...(pairs > 0 ? [[t('archive.pairs'), t('voice.bundle-pairs', { count: pairs })] as const] : []),
    [t('voice.fact-base'), t(isEnclosed ? 'voice.bundle-enclosed' : 'voice.bundle-fetched', { base: modelName(t, base) })],
    [t('voice.bundle-size'), t('voice.bundle-about', { size: formatBytes(language, bytes) })],
  ]
  return (
    <dl className="voice-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

interface Looked {
  readonly preview: Preview | null
  readonly problem: Problem | null
}

/** Looked at once, when the window opens. */
function usePreview(wanted: Wanted): Looked {
  const host = useHost()
  const [looked, setLooked] = useState<Looked>({ preview: null, problem: null })
  const [{ base, choice }] = useState(wanted)
  useEffect(() => {
    const reading = new Reading<Preview>({
      read: (preview) => setLooked({ preview, problem: null }),
      failed: (problem) => setLooked({ preview: null, problem }),
    })
    void reading.again((signal) => host.clients().voice.bundlePreview({ base, choice }, signal))
    return () => reading.stop()
  }, [host, base, choice])
  return looked
}

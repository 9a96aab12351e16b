/** There is enough to learn from: what can be done with it, or is being done. */
import { Feather } from 'lucide-react'
import type { VoiceState } from '#preload/contract/voice.ts'
import { isUnderWay, isWaiting } from '#renderer/host/under-way.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'

/** Of a run of the voice: whether it goes on, or rests halfway; null where there is none. */
export function runOf(voice: Pick<VoiceState, 'phase'> | null): 'going' | 'waiting' | null {
  if (!isUnderWay(voice)) return null
  return isWaiting(voice) ? 'waiting' : 'going'
}

/** `run`: then it leads there, and urges nobody. */
export function NextStep({ run, onVoice }: { run: 'going' | 'waiting' | null; onVoice: () => void }) {
  const { t } = useTexts()
  return (
    <div className="card archive-next">
      <p>{t('archive.next')}</p>
      <Button kind={run === null ? 'go' : 'quiet'} onClick={onVoice}>
        <Feather />
        {t(run === null ? 'archive.to-voice' : `archive.run-${run}`)}
      </Button>
    </div>
  )
}

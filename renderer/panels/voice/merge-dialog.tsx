import { type KeyboardEvent, useId, useState } from 'react'
import type { ModelEntry } from '#preload/contract/models.ts'
import type { Adapter } from '#preload/contract/voice.ts'
import type { Clients } from '#renderer/host/clients.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog, DialogActions } from '#renderer/ui/dialog.tsx'
import { formatBytes, formatShare } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { isComposing } from '#renderer/ui/keys.ts'
import { modelName } from '#renderer/ui/model-name.ts'
import { Segmented } from '#renderer/ui/segmented.tsx'
import type { MergeWish } from './use-adapter-files.ts'
import { useAnswer } from './use-voice.ts'
import './merge-dialog.css'

interface MergeGiven {
  readonly adapter: Adapter
  /** As strong as it is in use. */
  readonly strength: number
  readonly onMerge: (wish: MergeWish) => void
  readonly onClose: () => void
}

const askModelList = ({ models }: Clients): Promise<ModelEntry[]> => models.list({})

/** Of each number in the file; of Q8_0 32 share a scale. */
const bytesOfNumber = { q8_0: 34 / 32, f16: 2 } as const

/** What the model that is made of a voice and its model is to be. */
export function MergeDialog({ adapter, strength: initial, onMerge, onClose }: MergeGiven) {
  const { t, language } = useTexts()
  const [nameId, strengthId] = [useId(), useId()]
  const [name, setName] = useState(t('voice.merge-called', { name: adapter.name }).slice(0, 100))
  const [strength, setStrength] = useState(initial)
  const [precision, setPrecision] = useState<MergeWish['precision']>('q8_0')
  const said = formatShare(language, strength)
  const parameters = useAnswer(askModelList)?.find(({ id }) => id === adapter.base.id)?.facts?.parameters
  const sized = (kind: MergeWish['precision'], note: string) =>
    parameters === undefined ? note : `${note} · ${t('voice.merge-about', { size: formatBytes(language, parameters * bytesOfNumber[kind]) })}`
  const merge = () => {
    if (name.trim() !== '') onMerge({ name: name.trim(), strength, precision })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter' && !isComposing(event.nativeEvent)) merge()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('voice.merge-title', { name: adapter.name })}
      description={t('voice.merge-why', { base: modelName(t, adapter.base) })}
      size="small"
    >
      <div className="voice-merge">
        <label htmlFor={nameId}>{t('voice.merge-name')}</label>
        <input
          id={nameId}
          className="field"
          data-autofocus
          value={name}
          maxLength={100}
          onChange={({ target }) => setName(target.value)}
          onKeyDown={onKeyDown}
        />
        <label htmlFor={strengthId}>{t('voice.strength')}</label>
        <span className="voice-merge-strength">
          <input
            id={strengthId}
            type="range"
            min={5}
            max={150}
            step={5}
            value={Math.round(strength * 100)}
            aria-valuetext={said}
            onChange={({ target }) => setStrength(target.valueAsNumber / 100)}
          />
          <output htmlFor={strengthId}>{said}</output>
        </span>
        <span>{t('voice.precision')}</span>
        <Segmented
          label={t('voice.precision')}
          value={precision}
          choices={[
            { value: 'q8_0', label: t('voice.precision-small'), note: sized('q8_0', t('voice.precision-small-note')) },
            { value: 'f16', label: t('voice.precision-full'), note: sized('f16', t('voice.precision-full-note')) },
          ]}
          onChange={setPrecision}
        />
      </div>
      <DialogActions>
        <Button onClick={onClose}>{t('ui.cancel')}</Button>
        <Button kind="go" disabled={name.trim() === ''} onClick={merge}>
          {t('voice.merge-do')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

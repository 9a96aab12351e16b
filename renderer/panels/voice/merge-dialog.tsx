import { useId, useState } from 'react'
import type { Adapter } from '#preload/contract/voice.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog, DialogActions } from '#renderer/ui/dialog.tsx'
import { formatShare } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { modelName } from '#renderer/ui/model-name.ts'
import { Segmented } from '#renderer/ui/segmented.tsx'
import type { MergeWish } from './use-adapter-files.ts'
import './merge-dialog.css'

interface MergeGiven {
  readonly adapter: Adapter
  /** As strong as it is in use. */
  readonly strength: number
  readonly onMerge: (wish: MergeWish) => void
  readonly onClose: () => void
}

/** What the model that is made of a voice and its model is to be. */
export function MergeDialog({ adapter, strength: initial, onMerge, onClose }: MergeGiven) {
  const { t, language } = useTexts()
  const [nameId, strengthId] = [useId(), useId()]
  const [name, setName] = useState(t('voice.merge-called', { name: adapter.name }).slice(0, 100))
  const [strength, setStrength] = useState(initial)
  const [precision, setPrecision] = useState<MergeWish['precision']>('q8_0')
  const said = formatShare(language, strength)
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
        <input id={nameId} className="field" data-autofocus value={name} maxLength={100} onChange={({ target }) => setName(target.value)} />
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
            { value: 'q8_0', label: t('voice.precision-small'), note: t('voice.precision-small-note') },
            { value: 'f16', label: t('voice.precision-full'), note: t('voice.precision-full-note') },
          ]}
          onChange={setPrecision}
        />
      </div>
      <DialogActions>
        <Button onClick={onClose}>{t('ui.cancel')}</Button>
        <Button kind="go" disabled={name.trim() === ''} onClick={() => onMerge({ name: name.trim(), strength, precision })}>
          {t('voice.merge-do')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

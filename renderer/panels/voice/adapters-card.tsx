/** Voices that were learnt or brought in, the newest first. */
import { FileInput } from 'lucide-react'
import { useRef, useState } from 'react'
import type { AdapterId } from '#preload/contract/adapters.ts'
import type { Adapter } from '#preload/contract/voice.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected, useValue } from '#renderer/host/value.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { AdapterRow, type OnLearn } from './adapter-row.tsx'
import { longWorkOf } from './long-work.ts'
import { MergeDialog } from './merge-dialog.tsx'
import { useAdapterDeeds } from './use-adapter-deeds.ts'
import { type AdapterFiles, useAdapterFiles } from './use-adapter-files.ts'
import './adapters-card.css'

interface AdaptersGiven {
  /** Null until they are known. */
  readonly adapters: readonly Adapter[] | null
  /** None came or went since. */
  readonly isCurrent: boolean
  readonly editable: boolean
  readonly onProof: (adapter: AdapterId) => void
  readonly onCompare: () => void
  readonly onModels: () => void
  readonly onLearn: OnLearn
}

export function AdaptersCard({ adapters: known, isCurrent, editable, onProof, onCompare, onModels, onLearn }: AdaptersGiven) {
  const { t } = useTexts()
  const deeds = useAdapterDeeds(known)
  const files = useAdapterFiles(onModels)
  const host = useHost()
  const active = useValue(host.adapter)
  const server = useSelected(host.engine, (engine) => engine?.server?.host)
  const [merged, setMerged] = useState<Adapter | null>(null)
  const adapters = (known ?? []).filter(({ id }) => !deeds.leaving.includes(id))
  const isRead = known !== null && isCurrent
  if (adapters.length === 0 && isRead && !editable) return null
  return (
    <div className="card voice-adapters">
      <header>
        <h2>{t('voice.adapters')}</h2>
        <span className="voice-deeds">
          {adapters.length > 1 && (
            <Button kind="quiet" onClick={onCompare}>
              {t('voice.compare')}
            </Button>
          )}
          {editable && <Take files={files} />}
        </span>
      </header>
      {server !== undefined && adapters.length > 0 && <p className="voice-note">{t('voice.server-writes', { host: server })}</p>}
      {adapters.length === 0 && <p className="voice-why">{t(isRead ? 'voice.adapters-none' : 'voice.adapters-reading')}</p>}
      <ul>
        {adapters.map((adapter) => (
          <AdapterRow
            key={adapter.id}
            {...{ adapter, editable, deeds, files, onModels, onLearn }}
            onProof={() => onProof(adapter.id)}
            onMerge={() => setMerged(adapter)}
          />
        ))}
      </ul>
      {merged && (
        <MergeDialog
          adapter={merged}
          strength={active?.id === merged.id && active.strength > 0 ? active.strength : 1}
          onClose={() => setMerged(null)}
          onMerge={(wish) => {
            setMerged(null)
            void files.merge(merged, wish)
          }}
        />
      )}
    </div>
  )
}

/** One from elsewhere: a GGUF, or the files of a PEFT folder together, or a ZIP of either. */
function Take({ files }: { files: AdapterFiles }) {
  const { t } = useTexts()
  const field = useRef<HTMLInputElement>(null)
  const isBusy = useValue(longWorkOf(useHost()).state) !== null
  const take = () => {
    const chosen = [...(field.current?.files ?? [])]
    if (field.current) field.current.value = ''
    if (chosen.length > 0) void files.take(chosen)
  }
  return (
    <>
      <Button kind="quiet" disabled={isBusy} onClick={() => field.current?.click()}>
        <FileInput />
        {t('voice.take')}
      </Button>
      <input ref={field} type="file" hidden multiple accept=".gguf,.safetensors,.json,.zip" onChange={take} />
    </>
  )
}

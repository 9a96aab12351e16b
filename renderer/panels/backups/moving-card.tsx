import { PackageOpen, PackagePlus } from 'lucide-react'
import { useRef } from 'react'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import type { BackupDeeds, Running } from './use-backup-work.ts'
import { WorkBar } from './work-bar.tsx'

/** The library as one file, out and in. */
export function MovingCard({ running, deeds, isWritable }: { running: Running | null; deeds: BackupDeeds; isWritable: boolean }) {
  const { t } = useTexts()
  const field = useRef<HTMLInputElement>(null)
  return (
    <section className="card backups-moving" aria-labelledby="backups-moving">
      <h2 id="backups-moving">{t('backups.moving')}</h2>
      <p>{t('backups.moving-note')}</p>
      <div className="backups-buttons">
        <Button disabled={running !== null} onClick={() => void deeds.pack()}>
          <PackagePlus />
          {t('backups.pack')}
        </Button>
        {isWritable && (
          <Button disabled={running !== null} onClick={() => field.current?.click()}>
            <PackageOpen />
            {t('backups.unpack')}
          </Button>
        )}
        <input
          ref={field}
          type="file"
          accept=".moke"
          hidden
          aria-label={t('backups.unpack')}
          onChange={({ target }) => {
            const [file] = target.files ?? []
            if (file) void deeds.check({ file })
            target.value = '' // the same file can be chosen again
          }}
        />
      </div>
      {(running?.kind === 'pack' || running?.phase === 'sending') && <WorkBar running={running} />}
    </section>
  )
}

import { PackageOpen } from 'lucide-react'
import { useState } from 'react'
import { useHost } from '#renderer/host/host-context.tsx'
import { useValue } from '#renderer/host/value.ts'
import { Button } from '#renderer/ui/button.tsx'
import { downloadMade } from '#renderer/ui/download.ts'
import { formatBytes } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import { BundleDialog } from './bundle-dialog.tsx'
import { longWorkOf, wholeFile } from './long-work.ts'
import type { Wanted } from './use-plan.ts'

/** For those who would rather have it learnt on other computers: all that is needed there, as one file. */
export function BundleButton({ wanted }: { wanted: Wanted }) {
  const { t, language } = useTexts()
  const host = useHost()
  const notices = useNotices()
  const [isAsked, setAsked] = useState(false)
  const work = longWorkOf(host)
  const isBusy = useValue(work.state) !== null
  const make = async () => {
    setAsked(false)
    try {
      await work.run('bundle', async (signal, tell) => {
        const file = await wholeFile(host.clients().voice.bundle(wanted, signal), tell)
        if (!file || signal.aborted) return
        downloadMade(file.content, file.name)
        notices.show({ text: t('voice.saved-file', { name: file.name, size: formatBytes(language, file.content.size) }), about: 'voice' })
      })
    } catch (error) {
      notices.problem(error)
    }
  }
  return (
    <div className="voice-choice">
      <div>
        <span>{t('voice.bundle')}</span>
        <small>{t('voice.bundle-why')}</small>
      </div>
      <Button disabled={isBusy} onClick={() => setAsked(true)}>
        <PackageOpen />
        {t('voice.bundle-make')}
      </Button>
      {isAsked && <BundleDialog wanted={wanted} onClose={() => setAsked(false)} onMake={() => void make()} />}
    </div>
  )
}

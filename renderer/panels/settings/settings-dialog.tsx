import { Archive, Palette, PenLine, WandSparkles } from 'lucide-react'
import { Tabs } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { useHost } from '#renderer/host/host-context.tsx'
import { useValue } from '#renderer/host/value.ts'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { AppearanceSection } from './appearance-section.tsx'
import { LibrarySection } from './library-section.tsx'
import { SuggestionsSection } from './suggestions-section.tsx'
import { WritingSection } from './writing-section.tsx'
import './settings-dialog.css'

/** Where the dialog opens when the author came for that. */
type At = 'device' | 'goal' | null

const sections = ['appearance', 'writing', 'suggestions', 'library'] as const
type SectionName = (typeof sections)[number]
const icons: Readonly<Record<SectionName, ReactNode>> = { appearance: <Palette />, writing: <PenLine />, suggestions: <WandSparkles />, library: <Archive /> }

/** What the author can choose. Every choice holds at once; there is nothing to save. */
export function SettingsDialog({
  open,
  at,
  onClose,
  onModels,
  onBackups,
}: {
  open: boolean
  at: At
  onClose: () => void
  onModels: () => void
  onBackups: () => void
}) {
  const { t } = useTexts()
  return (
    <Dialog open={open} onClose={onClose} title={t('command.settings')} size="large">
      <SettingsTabs {...{ at, onModels, onBackups }} />
    </Dialog>
  )
}

/** Which part was looked at last, for as long as the window lives. */
let lastSection: SectionName = 'appearance'

function SettingsTabs({ at, onModels, onBackups }: { at: At; onModels: () => void; onBackups: () => void }) {
  const { t } = useTexts()
  const host = useHost()
  const settings = useValue(host.settings)
  const [section, setSection] = useState<SectionName>(at === null ? lastSection : at === 'device' ? 'suggestions' : 'writing')
  const onChange = host.changeSettings
  const choose = (name: string) => {
    lastSection = sections.find((each) => each === name) ?? 'appearance'
    setSection(lastSection)
  }
  const contents: Readonly<Record<SectionName, ReactNode>> = {
    appearance: <AppearanceSection settings={settings} onChange={onChange} />,
    writing: <WritingSection settings={settings} onChange={onChange} />,
    suggestions: <SuggestionsSection settings={settings} onChange={onChange} isDevice={at === 'device'} onModels={onModels} />,
    library: <LibrarySection onBackups={onBackups} />,
  }
  return (
    <Tabs.Root className="settings" orientation="vertical" value={section} onValueChange={choose}>
      <Tabs.List className="settings-list" aria-label={t('command.settings')}>
        {sections.map((name) => (
          <Tabs.Trigger key={name} value={name} className="settings-tab">
            {icons[name]}
            {t(`settings.${name}-tab`)}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Tabs.Content value={section} className="settings-content" tabIndex={-1}>
        {contents[section]}
      </Tabs.Content>
    </Tabs.Root>
  )
}

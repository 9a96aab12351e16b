import type { Host } from '#renderer/host/host.ts'
import { HostProvider } from '#renderer/host/host-context.tsx'
import { useSelected, useValue } from '#renderer/host/value.ts'
import { ConfirmProvider } from '#renderer/ui/confirm.tsx'
import { TextsProvider } from '#renderer/ui/i18n.tsx'
import { NoticesProvider } from '#renderer/ui/toast.tsx'
import { chooseLanguage } from '#renderer/ui/translate.ts'
import { BrokenWorkspace } from './broken-workspace.tsx'
import { CrashBoundary } from './crash-boundary.tsx'
import { Layout } from './layout.tsx'
import { useKeptMoment } from './moment-beside.ts'
import type { Shell } from './shell.ts'
import { ShellProvider } from './shell-context.tsx'
import { StartScreen } from './start-screen.tsx'
import { useAppearance } from './use-appearance.ts'
import { useBackupNotice } from './use-backup-notice.ts'
import { useExportNotice } from './use-export-notice.ts'
import { useReconnected } from './use-reconnected.ts'
import { useStartingPlace } from './use-starting-place.ts'

/** The whole page: what everything needs around it, and the one screen that fits the state of the workspace. */
export function Studio({ host, shell }: { host: Host; shell: Shell }) {
  const choice = useSelected(host.settings, (settings) => settings.language)
  const theme = useSelected(host.settings, (settings) => settings.theme)
  const textSize = useSelected(host.settings, (settings) => settings.textSize)
  const measure = useSelected(host.settings, (settings) => settings.measure)
  const language = chooseLanguage(choice, navigator.languages)
  useAppearance(language, { theme, textSize, measure })
  return (
    <TextsProvider language={language}>
      <CrashBoundary>
        <HostProvider host={host}>
          <ShellProvider shell={shell}>
            <NoticesProvider>
              <ConfirmProvider>
                <Screen host={host} shell={shell} />
              </ConfirmProvider>
            </NoticesProvider>
          </ShellProvider>
        </HostProvider>
      </CrashBoundary>
    </TextsProvider>
  )
}

function Screen({ host, shell }: { host: Host; shell: Shell }) {
  const workspace = useValue(host.workspace)
  const isRead = useSelected(host.tree, (tree) => tree !== null)
  useStartingPlace(host, shell)
  useKeptMoment(host, shell)
  useReconnected()
  useBackupNotice()
  useExportNotice()
  if (workspace?.phase === 'broken') return <BrokenWorkspace state={workspace} />
  if (!isRead) return <StartScreen />
  return <Layout />
}

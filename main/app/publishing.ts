/** The publishing desk, as both hosts start it. */
import { join } from 'node:path'
import { defaultExportFolder } from '#main/services/places.ts'
import { type Publishing, type PublishingOptions, publishingService } from '#main/services/publishing.ts'
import type { SettingsKeeper } from '#main/services/settings.ts'
import type { StudioOptions } from './studio.ts'

export function startPublishing(
  { folder, root, nodePath, pickExports, showFile, reportBug }: StudioOptions,
  { settings, ...services }: Pick<PublishingOptions, 'workspace' | 'leases' | 'emit'> & { readonly settings: SettingsKeeper },
): Publishing {
  return publishingService({
    ...services,
    folder,
    defaultFolder: defaultExportFolder(),
    thread: join(root, 'dist', 'main', 'publishing.mjs'),
    pictures: join(root, 'dist', 'main', 'pictures.mjs'),
    nodePath,
    pace: () => settings.get().pace,
    pickFolder: pickExports,
    showFile,
    reportBug,
  })
}

/** Where things are: in the repository during development, in the package afterwards. Pure. */
import { join } from 'node:path'

export interface DesktopPlaces {
  /** What createStudio calls its root: `resources/`, and `dist/` with the engine, outside the archive, which plain Node can't read. */
  readonly root: string
  /** A plain Node for the engine and the trainer. Never Electron's own: its allocator kills training. */
  readonly nodePath: string
  readonly pageFolder: string
  readonly preload: string
}

export interface Surroundings {
  readonly packaged: boolean
  /** The folder above `dist/`: the repository or `app.asar`. */
  readonly appRoot: string
  readonly resourcesPath: string
  readonly platform: NodeJS.Platform
  /** Development only: the Node that `npm start` found. */
  readonly nodeFromStart: string | undefined
}

/** The places of this run. In a package nothing from the environment has a say. */
export function desktopPlaces({ packaged, appRoot, resourcesPath, platform, nodeFromStart }: Surroundings): DesktopPlaces {
  const node = platform === 'win32' ? 'node.exe' : 'node'
  const page = { pageFolder: join(appRoot, 'dist', 'renderer'), preload: join(appRoot, 'dist', 'preload', 'bridge.cjs') }
  if (packaged) return { ...page, root: join(resourcesPath, 'app.asar.unpacked'), nodePath: join(resourcesPath, 'node', node) }
  return { ...page, root: appRoot, nodePath: nodeFromStart ?? join(appRoot, 'node_modules', 'node', 'bin', node) }
}

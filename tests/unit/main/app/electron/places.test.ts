import { join } from 'node:path'
import { expect, test } from 'vitest'
import { desktopPlaces } from '#main/app/electron/places.ts'

const packed = {
  packaged: true,
  appRoot: join('/opt', 'moke', 'resources', 'app.asar'),
  resourcesPath: join('/opt', 'moke', 'resources'),
  platform: 'linux',
  nodeFromStart: undefined,
} as const

test('it runs the engine on the Node that ships, from outside the archive', () => {
  expect(desktopPlaces(packed)).toEqual({
    root: join('/opt', 'moke', 'resources', 'app.asar.unpacked'),
    nodePath: join('/opt', 'moke', 'resources', 'node', 'node'),
    pageFolder: join('/opt', 'moke', 'resources', 'app.asar', 'dist', 'renderer'),
    preload: join('/opt', 'moke', 'resources', 'app.asar', 'dist', 'preload', 'bridge.cjs'),
  })
  expect(desktopPlaces({ ...packed, platform: 'win32' }).nodePath).toMatch(/node\.exe$/)
})

test('it lets nothing from the environment choose the Node of a package', () => {
  expect(desktopPlaces({ ...packed, nodeFromStart: '/tmp/node' })).toEqual(desktopPlaces(packed))
})

test('it uses the pinned Node in development, or the one that npm start names', () => {
  const developing = { ...packed, packaged: false, appRoot: join('/src', 'moke') }
  expect(desktopPlaces(developing)).toMatchObject({ root: join('/src', 'moke'), nodePath: join('/src', 'moke', 'node_modules', 'node', 'bin', 'node') })
  expect(desktopPlaces({ ...developing, nodeFromStart: '/n' }).nodePath).toBe('/n')
})

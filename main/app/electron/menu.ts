/**
 * The menu as a value. Studio commands go to the page as pushes and show the page's own shortcuts without
 * registering them: the page hears its keys itself, so that an input method's composition is respected.
 */
import type { MenuItemConstructorOptions } from 'electron'
import type { Command } from '#preload/contract/studio.ts'
import type { Texts } from './texts.ts'

export interface MenuSituation {
  readonly platform: NodeJS.Platform
  readonly development: boolean
  readonly texts: Texts
  /** Sends a command to the page. */
  readonly command: (command: Command) => void
}

/** The page's shortcuts as Electron writes them. A test holds them to the page's own table. */
export const accelerators: Readonly<Partial<Record<Command, string>>> = {
  palette: 'CommandOrControl+K',
  find: 'CommandOrControl+F',
  replace: 'CommandOrControl+H',
  search: 'CommandOrControl+Alt+K',
  'new-lesson': 'CommandOrControl+Alt+N',
  'new-course': 'CommandOrControl+Alt+Shift+N',
  'toggle-suggestions': 'CommandOrControl+J',
  'toggle-library': 'CommandOrControl+\\',
  'toggle-inspector': 'CommandOrControl+Alt+\\',
  statistics: 'CommandOrControl+Shift+Y',
  bin: 'CommandOrControl+Shift+E',
  settings: 'CommandOrControl+,',
  shortcuts: 'CommandOrControl+/',
  guide: 'F1',
  about: 'Shift+F1',
}

type Item = MenuItemConstructorOptions
const line: Item = { type: 'separator' }

/** The template of the whole menu bar. */
export function menuTemplate(situation: MenuSituation): Item[] {
  const mac = situation.platform === 'darwin'
  return [
    ...(mac ? [appMenu(situation)] : []),
    fileMenu(situation, mac),
    editMenu(situation),
    viewMenu(situation),
    windowMenu(situation, mac),
    helpMenu(situation, mac),
  ]
}

/** What a right click offers; empty where there is nothing to cut, copy or paste. */
export function contextTemplate({ isEditable, selectionText }: { readonly isEditable: boolean; readonly selectionText: string }, texts: Texts): Item[] {
  const copy: Item[] = selectionText.length > 0 ? [{ role: 'copy', label: texts.copy }] : []
  if (!isEditable) return copy
  return [
    { role: 'cut', label: texts.cut },
    { role: 'copy', label: texts.copy },
    { role: 'paste', label: texts.paste },
    { role: 'pasteAndMatchStyle', label: texts.pastePlain },
    line,
    { role: 'selectAll', label: texts.selectAll },
  ]
}

function item({ command }: MenuSituation, name: Command, label: string): Item {
  return { id: name, label, accelerator: accelerators[name], registerAccelerator: false, click: () => command(name) }
}

function appMenu(situation: MenuSituation): Item {
  const { texts } = situation
  return {
    label: texts.app,
    submenu: [
      item(situation, 'about', texts.about),
      line,
      item(situation, 'settings', texts.settings),
      line,
      { role: 'services', label: texts.services },
      line,
      { role: 'hide', label: texts.hide },
      { role: 'hideOthers', label: texts.hideOthers },
      { role: 'unhide', label: texts.showAll },
      line,
      { role: 'quit', label: texts.quit },
    ],
  }
}

function fileMenu(situation: MenuSituation, mac: boolean): Item {
  const { texts } = situation
  const rest: Item[] = mac ? [{ role: 'close', label: texts.close }] : [item(situation, 'settings', texts.settings), line, { role: 'quit', label: texts.quit }]
  return {
    label: texts.file,
    submenu: [
      item(situation, 'new-lesson', texts.newLesson),
      item(situation, 'new-course', texts.newCourse),
      line,
      item(situation, 'import', texts.importMarkdown),
      item(situation, 'export', texts.exportMarkdown),
      line,
      item(situation, 'bin', texts.bin),
      line,
      ...rest,
    ],
  }
}

function editMenu(situation: MenuSituation): Item {
  const { texts } = situation
  return {
    label: texts.edit,
    submenu: [
      { role: 'undo', label: texts.undo },
      { role: 'redo', label: texts.redo },
      line,
      { role: 'cut', label: texts.cut },
      { role: 'copy', label: texts.copy },
      { role: 'paste', label: texts.paste },
      { role: 'pasteAndMatchStyle', label: texts.pastePlain },
      { role: 'selectAll', label: texts.selectAll },
      line,
      item(situation, 'find', texts.find),
      item(situation, 'replace', texts.replace),
      item(situation, 'search', texts.search),
    ],
  }
}

function viewMenu(situation: MenuSituation): Item {
  const { texts, development } = situation
  const developing: Item[] = development ? [line, { role: 'reload', label: texts.reload }, { role: 'toggleDevTools', label: texts.developerTools }] : []
  return {
    label: texts.view,
    submenu: [
      item(situation, 'palette', texts.palette),
      line,
      item(situation, 'toggle-library', texts.library),
      item(situation, 'toggle-inspector', texts.inspector),
      line,
      item(situation, 'toggle-suggestions', texts.suggestions),
      item(situation, 'statistics', texts.statistics),
      line,
      { role: 'zoomIn', label: texts.zoomIn },
      { role: 'zoomOut', label: texts.zoomOut },
      { role: 'resetZoom', label: texts.zoomReset },
      line,
      { role: 'togglefullscreen', label: texts.fullScreen },
      ...developing,
    ],
  }
}

function windowMenu({ texts }: MenuSituation, mac: boolean): Item {
  const rest: Item[] = mac ? [{ role: 'zoom', label: texts.zoomWindow }, line, { role: 'front', label: texts.front }] : [{ role: 'close', label: texts.close }]
  return { label: texts.window, submenu: [{ role: 'minimize', label: texts.minimise }, ...rest] }
}

function helpMenu(situation: MenuSituation, mac: boolean): Item {
  const { texts } = situation
  return {
    role: 'help',
    label: texts.help,
    submenu: [item(situation, 'guide', texts.guide), item(situation, 'shortcuts', texts.shortcuts), ...(mac ? [] : [item(situation, 'about', texts.about)])],
  }
}

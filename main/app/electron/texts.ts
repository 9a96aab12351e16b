/** The desktop window's own words. What is inside the page has its texts in the page. */

const zh = {
  app: '墨课 Moke',
  file: '文件', newLesson: '新建一课', newCourse: '新建课程', bin: '回收站', settings: '设置…', close: '关闭窗口', quit: '退出墨课',
  edit: '编辑', undo: '撤销', redo: '重做', cut: '剪切', copy: '复制', paste: '粘贴', pastePlain: '粘贴为纯文本', selectAll: '全选',
  view: '显示', palette: '搜索与命令', library: '课程栏', inspector: '建议栏', suggestions: '打开或关闭建议', statistics: '建议统计',
  zoomIn: '放大', zoomOut: '缩小', zoomReset: '实际大小', fullScreen: '全屏', reload: '重新载入', developerTools: '开发者工具',
  window: '窗口', minimise: '最小化', zoomWindow: '缩放', front: '前置全部窗口',
  help: '帮助', shortcuts: '快捷键', about: '关于墨课',
  services: '服务', hide: '隐藏墨课', hideOthers: '隐藏其他', showAll: '全部显示',
  unsavedTitle: '还有文字没有存盘', unsavedDetail: '磁盘没有接受最近写的内容。继续写作会再试；如果仍然关闭，墨课会在下次打开时尽量找回。', keepWriting: '继续写作', closeAnyway: '仍然关闭',
  hungTitle: '页面没有响应', hungDetail: '显示“已保存”的内容都在磁盘上。', wait: '再等等', closeNow: '关闭', reloadPage: '重新载入页面',
  goneTitle: '页面意外停止了', goneDetail: '显示“已保存”的内容都在磁盘上，重新载入即可继续写作。',
  bugTitle: '墨课出了一个错', bugDetail: '编号 {id}，已记在日志里。显示“已保存”的内容都在磁盘上。', understood: '知道了',
  startTitle: '墨课没能打开', startDetail: '编号 {id}，已记在日志里。你的课程没有被改动。',
}
export type Texts = Readonly<Record<keyof typeof zh, string>>

const en: Texts = {
  app: '墨课 Moke',
  file: 'File', newLesson: 'New Lesson', newCourse: 'New Course', bin: 'Bin', settings: 'Settings…', close: 'Close Window', quit: 'Quit Moke',
  edit: 'Edit', undo: 'Undo', redo: 'Redo', cut: 'Cut', copy: 'Copy', paste: 'Paste', pastePlain: 'Paste as Plain Text', selectAll: 'Select All',
  view: 'View', palette: 'Search and Commands', library: 'Library', inspector: 'Suggestions Panel', suggestions: 'Turn Suggestions On or Off', statistics: 'Suggestion Statistics',
  zoomIn: 'Zoom In', zoomOut: 'Zoom Out', zoomReset: 'Actual Size', fullScreen: 'Full Screen', reload: 'Reload', developerTools: 'Developer Tools',
  window: 'Window', minimise: 'Minimise', zoomWindow: 'Zoom', front: 'Bring All to Front',
  help: 'Help', shortcuts: 'Keyboard Shortcuts', about: 'About Moke',
  services: 'Services', hide: 'Hide Moke', hideOthers: 'Hide Others', showAll: 'Show All',
  unsavedTitle: 'Some text is not on the disk yet', unsavedDetail: 'The disk did not take what you wrote last. Keep writing and Moke tries again; if you close anyway, Moke recovers what it can when it opens next.', keepWriting: 'Keep Writing', closeAnyway: 'Close Anyway',
  hungTitle: 'The page does not respond', hungDetail: 'Everything shown as saved is on the disk.', wait: 'Wait', closeNow: 'Close', reloadPage: 'Reload the Page',
  goneTitle: 'The page stopped unexpectedly', goneDetail: 'Everything shown as saved is on the disk. Reload it and go on writing.',
  bugTitle: 'Moke hit a fault', bugDetail: 'It is number {id} in the log. Everything shown as saved is on the disk.', understood: 'OK',
  startTitle: 'Moke could not open', startDetail: 'It is number {id} in the log. Your courses were not changed.',
}

/** The texts in a language that the settings name; `system` follows the computer's first language. */
export function textsFor(language: 'system' | 'zh-CN' | 'en', systemLanguage: string): Texts {
  const chinese = language === 'zh-CN' || (language === 'system' && /^zh\b/i.test(systemLanguage))
  return chinese ? zh : en
}

/** Strings of copying and pasting. */
import type { Entry } from './entry.ts'

export const pasteTexts = {
  'paste.under-way': { zh: '正在粘贴……', en: 'Pasting…' },
  'paste.plain': { zh: '粘贴为纯文本', en: 'Paste as plain text' },
  'paste.copy-markdown': { zh: '复制为 Markdown', en: 'Copy as Markdown' },
  'paste.copied-markdown': { zh: '已复制为 Markdown。', en: 'Copied as Markdown.' },
  'paste.copied-markdown-but': { zh: '已复制为 Markdown。写不下的：{losses}。', en: 'Copied as Markdown. What it can’t say: {losses}.' },
  'paste.too-large': {
    zh: '要粘贴的内容太大（约 {size} 兆字符），没有粘贴。请分几次粘贴，或者用“导入”把文件收进来。',
    en: 'This is too much to paste (about {size} million characters), so nothing was pasted. Paste it in parts, or bring the file in with Import.',
  },
  'paste.pictures-remote': {
    zh: '{count} 张图片在别的网站上，墨课不会自己去取，已留作链接。要放进课里，请先存到电脑上再拖进来。',
    en: {
      one: '{count} picture lies on another website. Moke fetches nothing by itself, so it was kept as a link. To have it in the lesson, save it first and drag it in.',
      other:
        '{count} pictures lie on other websites. Moke fetches nothing by itself, so they were kept as links. To have them in the lesson, save them first and drag them in.',
    },
  },
  'paste.pictures-lost': {
    zh: '{count} 张图片没能粘贴：剪贴板里没有图片本身。请单独复制图片，或者把图片文件拖进来。',
    en: {
      one: '{count} picture could not be pasted: the clipboard did not hold it. Copy the picture by itself, or drag its file in.',
      other: '{count} pictures could not be pasted: the clipboard did not hold them. Copy the pictures by themselves, or drag their files in.',
    },
  },
  'paste.raised-lost': {
    zh: '{count} 处上标或下标太长，已成为普通文字。',
    en: {
      one: '{count} superscript or subscript was too long, and is ordinary text now.',
      other: '{count} superscripts or subscripts were too long, and are ordinary text now.',
    },
  },
  'paste.tables-parted': {
    zh: '表格太大，已分成几个表格，每个不超过 5000 格，表头各带一份。',
    en: 'The table was too large, so it was split into tables of up to 5,000 cells, each with the header row.',
  },
  'paste.table-full': {
    zh: '一个表格最多 5000 格，放不下了。请另插入一个表格。',
    en: 'A table holds up to 5,000 cells, and this would not fit. Please insert another table.',
  },
  'paste.unreadable': {
    zh: '这里不让程序自己读剪贴板，没有粘贴。请按 Ctrl V（苹果电脑按 ⌘V）。',
    en: 'Programs may not read the clipboard by themselves here, so nothing was pasted. Press Ctrl V (⌘V on a Mac).',
  },
  'paste.markdown': { zh: '已按 Markdown 排好。', en: 'Formatted as Markdown.' },
  'paste.as-plain': { zh: '改成纯文本', en: 'Use plain text' },
} as const satisfies Record<string, Entry>

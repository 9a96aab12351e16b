/** How files end that may hold works. */
export const workEndings = [
  ...['md', 'markdown', 'mdown', 'mkd', 'txt', 'text', 'html', 'htm', 'xhtml', 'mht', 'mhtml'],
  ...['docx', 'doc', 'wps', 'epub', 'pdf', 'srt', 'vtt', 'lrc'],
] as const
